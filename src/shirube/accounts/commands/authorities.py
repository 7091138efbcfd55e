"""Certificate authorities: trusting one, renewing its list, no longer trusting it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from asn1crypto import crl as asn1_crl
from asn1crypto import pem
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtensionOID
from django.db import IntegrityError, transaction

from shirube.accounts.commands.log import require_administrator
from shirube.accounts.domain.actors import Actor
from shirube.accounts.models import CertificateAuthority
from shirube.audit import interface as audit
from shirube.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from shirube.kernel.transactions import command


class NotAnAuthorityError(InvalidInputError):
    """The file is no certificate of an authority (basicConstraints: CA) in PEM or DER."""

    code = "accounts.not_an_authority"


class NotItsCrlError(InvalidInputError):
    """The file is no list of revoked certificates signed by this authority."""

    code = "accounts.not_its_crl"


class AuthorityKnownError(ConflictError):
    """The certificate is there already."""

    code = "accounts.authority_known"


class AuthorityNotFoundError(NotFoundError):
    code = "accounts.authority_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorityEntry:
    """An authority as an administrator gives it: the certificate and perhaps its list, in PEM or DER."""

    name: str
    certificate: bytes
    crl: bytes | None = None
    crl_address: str = ""
    ocsp_address: str = ""


@command
def add_authority(*, municipality_id: UUID, entry: AuthorityEntry, actor: Actor, now: datetime) -> UUID:
    """Trust what this authority signs. NotAnAuthorityError, NotItsCrlError, AuthorityKnownError."""
    require_administrator(actor)
    certificate = _read_authority(entry.certificate)
    listed = _read_crl(entry.crl, certificate) if entry.crl else None
    row = CertificateAuthority(
        municipality_id=municipality_id,
        name=entry.name,
        certificate=certificate.public_bytes(Encoding.DER),
        fingerprint=certificate.fingerprint(SHA256()).hex(),
        is_root=certificate.issuer == certificate.subject,
        crl=listed,
        crl_read_at=now if listed else None,
        crl_address=entry.crl_address,
        ocsp_address=entry.ocsp_address,
        added_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as known:
        raise AuthorityKnownError from known
    _record(municipality_id, row.pk, "authority_added", actor, now)
    return row.pk


@command
def renew_crl(*, municipality_id: UUID, authority_id: UUID, crl: bytes, actor: Actor, now: datetime) -> None:
    """Replace the list by a newer one of the same authority. NotItsCrlError, AuthorityNotFoundError."""
    require_administrator(actor)
    _keep_crl(municipality_id, authority_id, crl, now)
    _record(municipality_id, authority_id, "authority_crl_renewed", actor, now)


@command
def keep_fetched_crl(*, municipality_id: UUID, authority_id: UUID, crl: bytes, now: datetime) -> bytes:
    """Keep the list that was fetched from the authority's address; its DER. NotItsCrlError. Not logged: it repeats."""
    return _keep_crl(municipality_id, authority_id, crl, now)


@command
def remove_authority(*, municipality_id: UUID, authority_id: UUID, actor: Actor, now: datetime) -> None:
    """No longer trust it; what was accepted before stays accepted. AuthorityNotFoundError."""
    require_administrator(actor)
    rows = CertificateAuthority.objects.filter(municipality_id=municipality_id, pk=authority_id)
    if not rows.delete()[0]:
        raise AuthorityNotFoundError
    _record(municipality_id, authority_id, "authority_removed", actor, now)


def _keep_crl(municipality_id: UUID, authority_id: UUID, listed: bytes, now: datetime) -> bytes:
    rows = CertificateAuthority.objects.filter(municipality_id=municipality_id, pk=authority_id)
    row = rows.only("certificate").first()
    if row is None:
        raise AuthorityNotFoundError
    der = _read_crl(listed, x509.load_der_x509_certificate(bytes(row.certificate)))
    rows.update(crl=der, crl_read_at=now)
    return der


def _read_authority(written: bytes) -> x509.Certificate:
    try:
        certificate = x509.load_der_x509_certificate(_der(written))
        constraints = certificate.extensions.get_extension_for_oid(ExtensionOID.BASIC_CONSTRAINTS).value
    except (ValueError, TypeError, x509.ExtensionNotFound) as cause:
        raise NotAnAuthorityError from cause
    if not isinstance(constraints, x509.BasicConstraints) or not constraints.ca:
        raise NotAnAuthorityError
    return certificate


def _read_crl(written: bytes, authority: x509.Certificate) -> bytes:
    try:
        der = _der(written)
        listed = x509.load_der_x509_crl(der)
        # Read whole: the library is lazy.
        asn1_crl.CertificateList.load(der, strict=True)
        is_its = listed.issuer == authority.subject and listed.is_signature_valid(authority.public_key())  # type: ignore[arg-type]
    except (ValueError, TypeError, InvalidSignature) as cause:
        raise NotItsCrlError from cause
    if not is_its:
        raise NotItsCrlError
    return der


def _der(written: bytes) -> bytes:
    return bytes(pem.unarmor(written)[2]) if pem.detect(written) else written


def _record(municipality_id: UUID, authority_id: UUID, action: str, actor: Actor, now: datetime) -> None:
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action=f"accounts.{action}",
        subject=f"accounts.authority:{authority_id}",
        now=now,
    )
