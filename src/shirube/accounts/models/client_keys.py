"""Keys by which a city proves itself to providers."""

from __future__ import annotations

from django.db import models

from shirube.organizations.interface import TenantModel


class ClientKey(TenantModel):
    """Published from `made_at` on, used from `used_from` until a newer one is, published until `published_until`."""

    name = models.CharField(max_length=40)
    public = models.JSONField()
    # Sealed (accounts.domain.sealing).
    private = models.TextField()
    made_at = models.DateTimeField()
    used_from = models.DateTimeField()
    published_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="accounts_client_key_name")
        ]

    def __str__(self) -> str:
        return self.name
