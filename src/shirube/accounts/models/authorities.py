"""Certificate authorities whose signatures a municipality accepts."""

from __future__ import annotations

from django.db import models

from shirube.organizations.interface import TenantModel


class CertificateAuthority(TenantModel):
    """A root, or an authority between a root and the holders, and where to ask about what it has revoked.

    `crl` was uploaded, or fetched from `crl_address` at `crl_read_at`.
    """

    name = models.CharField(max_length=80)
    certificate = models.BinaryField()
    fingerprint = models.CharField(max_length=64)
    is_root = models.BooleanField()
    crl = models.BinaryField(null=True, blank=True)
    crl_read_at = models.DateTimeField(null=True, blank=True)
    crl_address = models.CharField(max_length=300, blank=True)
    ocsp_address = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "fingerprint"], name="accounts_authority_fingerprint"
            )
        ]

    def __str__(self) -> str:
        return self.name
