"""Providers of single sign-on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings

from shirube.accounts.commands.client_keys import ensure_client_key
from shirube.accounts.commands.log import require_administrator
from shirube.accounts.domain.actors import Actor
from shirube.accounts.domain.client_keys import ClientProof
from shirube.accounts.domain.oidc import ForWhom
from shirube.accounts.domain.sealing import seal
from shirube.accounts.models import IdentityProvider
from shirube.accounts.queries import PROVIDER_SECRET, ProviderNotFoundError, sealing_keys
from shirube.audit import interface as audit
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.transactions import command


class InsecureIssuerError(InvalidInputError):
    """A provider must be reached by https; by http only on this very machine."""

    code = "accounts.insecure_issuer"


class VouchingWithoutDomainError(InvalidInputError):
    """A provider may vouch for the addresses of one domain, never for all."""

    code = "accounts.vouching_without_domain"


class KeyForStaffError(InvalidInputError):
    """Staff come in by the library's flow, which knows secrets only."""

    code = "accounts.key_for_staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProviderEntry:
    """`secret` is the client's secret, or "env:NAME" to read it from the environment; None keeps the one there is."""

    slug: str
    name: str
    issuer: str
    client_id: str
    secret: str | None
    email_domain: str = ""
    vouches_for_email: bool = False
    asks_second_factor: bool = False
    for_whom: ForWhom = ForWhom.STAFF
    client_proof: ClientProof = ClientProof.SECRET


@command
def set_identity_provider(
    *, municipality_id: UUID, entry: ProviderEntry, actor: Actor, now: datetime
) -> UUID:
    """Add the provider, or change the one with its slug.

    InsecureIssuerError, VouchingWithoutDomainError, KeyForStaffError; ProviderNotFoundError where one that needs a secret
    has none.
    """
    require_administrator(actor)
    _check(entry)
    values = _values(entry)
    providers = IdentityProvider.objects.filter(municipality_id=municipality_id, slug=entry.slug)
    if entry.client_proof is ClientProof.PRIVATE_KEY:
        values["secret"] = ""
        ensure_client_key(municipality_id=municipality_id, actor=actor, now=now)
    elif entry.secret is not None:
        values["secret"] = _kept(entry.secret)
    elif not providers.exclude(secret="").exists():
        raise ProviderNotFoundError(slug=entry.slug)
    row, _ = IdentityProvider.objects.update_or_create(
        municipality_id=municipality_id, slug=entry.slug, defaults=values
    )
    _record(municipality_id, row.pk, "provider_set", actor, now)
    return row.pk


@command
def remove_identity_provider(*, municipality_id: UUID, slug: str, actor: Actor, now: datetime) -> None:
    """No more sign-in through it; what it was stays in the log. ProviderNotFoundError."""
    require_administrator(actor)
    row = IdentityProvider.objects.filter(municipality_id=municipality_id, slug=slug).first()
    if row is None:
        raise ProviderNotFoundError(slug=slug)
    removed = row.pk
    row.delete()
    _record(municipality_id, removed, "provider_removed", actor, now)


def _check(entry: ProviderEntry) -> None:
    if not entry.issuer.startswith(("https://", *settings.SIGN_ON_TRUSTED_ISSUERS)):
        raise InsecureIssuerError(issuer=entry.issuer)
    if entry.client_proof is ClientProof.PRIVATE_KEY and entry.for_whom is ForWhom.STAFF:
        raise KeyForStaffError(slug=entry.slug)
    if entry.vouches_for_email and not entry.email_domain:
        raise VouchingWithoutDomainError(slug=entry.slug)


def _values(entry: ProviderEntry) -> dict[str, object]:
    return {
        "name": entry.name,
        "issuer": entry.issuer.rstrip("/"),
        "client_id": entry.client_id,
        "email_domain": entry.email_domain.strip().lstrip("@").lower(),
        "vouches_for_email": entry.vouches_for_email,
        "asks_second_factor": entry.asks_second_factor,
        "for_whom": entry.for_whom,
        "client_proof": entry.client_proof,
        "is_active": True,
    }


def _kept(secret: str) -> str:
    return secret if secret.startswith("env:") else seal(secret, keys=sealing_keys(), purpose=PROVIDER_SECRET)


def _record(municipality_id: UUID, provider_id: UUID, action: str, actor: Actor, now: datetime) -> None:
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action=f"accounts.{action}",
        subject=f"accounts.provider:{provider_id}",
        now=now,
    )
