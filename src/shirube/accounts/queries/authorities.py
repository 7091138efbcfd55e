"""Reading which certificate authorities a municipality trusts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asn1crypto import crl, x509

from shirube.accounts.models import CertificateAuthority


@dataclass(frozen=True, slots=True)
class Authority:
    """An authority. `crl_until` is when the list in hand must be renewed; None where there is none, or it does not say."""

    id: UUID
    name: str
    certificate: bytes
    fingerprint: str
    is_root: bool
    crl: bytes | None
    crl_read_at: datetime | None
    crl_until: datetime | None
    crl_address: str
    ocsp_address: str
    not_after: datetime


def list_authorities(*, municipality_id: UUID) -> Sequence[Authority]:
    """All of the municipality's, by name. One query; the lists can be megabytes, so not for busy pages."""
    return [_authority(row) for row in CertificateAuthority.objects.filter(municipality_id=municipality_id)]


def _authority(row: CertificateAuthority) -> Authority:
    listed = bytes(row.crl) if row.crl is not None else None
    return Authority(
        id=row.pk,
        name=row.name,
        certificate=bytes(row.certificate),
        fingerprint=row.fingerprint,
        is_root=row.is_root,
        crl=listed,
        crl_read_at=row.crl_read_at,
        crl_until=_until(listed),
        crl_address=row.crl_address,
        ocsp_address=row.ocsp_address,
        not_after=x509.Certificate.load(bytes(row.certificate)).not_valid_after,
    )


def _until(listed: bytes | None) -> datetime | None:
    if listed is None:
        return None
    until: datetime | None = crl.CertificateList.load(listed)["tbs_cert_list"]["next_update"].native
    return until
