"""Residents whom a provider outside knows by their card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.accounts.commands.residents import record_of_resident
from shirube.accounts.domain.identity import ResidentActor
from shirube.accounts.models import ResidentIdentity
from shirube.accounts.queries import ResidentNotFoundError
from shirube.accounts.queries.residents import open_residents
from shirube.kernel.errors import ConflictError, NotFoundError
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.transactions import command


class IdentityTakenError(ConflictError):
    """The card is linked to another account, or the account to another card."""

    code = "accounts.identity_taken"


class IdentityNotLinkedError(NotFoundError):
    """No card of this provider is linked to the account."""

    code = "accounts.identity_not_linked"


@dataclass(frozen=True, slots=True)
class ProvenIdentity:
    """What a verified ID token said: the provider, and its number for the person."""

    issuer: str
    subject: str


@command
def enter_by_card(*, municipality_id: UUID, proven: ProvenIdentity, now: datetime) -> UUID | None:
    """The resident whose card it is; None where no account has it yet (then a code by mail makes or finds one)."""
    rows = ResidentIdentity.objects.filter(
        municipality_id=municipality_id,
        issuer=proven.issuer,
        subject=proven.subject,
        resident__municipality_id=municipality_id,
        resident__closed_at__isnull=True,
    )
    resident_id = rows.values_list("resident_id", flat=True).first()
    if resident_id is not None:
        actor = ResidentActor(resident_id=resident_id, level=IdentityLevel.CARD, authenticated_at=now)
        record_of_resident(municipality_id, actor, "resident_signed_in", now, {"method": "card"})
    return resident_id


@command
def link_identity(
    *, municipality_id: UUID, proven: ProvenIdentity, actor: ResidentActor, now: datetime
) -> None:
    """From now on the card opens this account. IdentityTakenError; linking what is linked already changes nothing."""
    if not open_residents(municipality_id).filter(pk=actor.resident_id).exists():
        raise ResidentNotFoundError
    facts = {"issuer": proven.issuer, "subject": proven.subject, "resident_id": actor.resident_id}
    if ResidentIdentity.objects.filter(municipality_id=municipality_id, **facts).exists():
        return
    try:
        with transaction.atomic():
            ResidentIdentity.objects.create(municipality_id=municipality_id, linked_at=now, **facts)
    except IntegrityError as taken:
        raise IdentityTakenError from taken
    record_of_resident(municipality_id, actor, "resident_card_linked", now, {"issuer": proven.issuer})


@command
def unlink_identity(*, municipality_id: UUID, issuer: str, actor: ResidentActor, now: datetime) -> None:
    """The card no longer opens the account. IdentityNotLinkedError; only who came by card may say so.

    Danger: otherwise a reader of the mail could take the card off, put another on, and pass for its holder.
    """
    rows = ResidentIdentity.objects.filter(
        municipality_id=municipality_id, resident_id=actor.resident_id, issuer=issuer
    )
    if actor.level < IdentityLevel.CARD or not rows.delete()[0]:
        raise IdentityNotLinkedError
    record_of_resident(municipality_id, actor, "resident_card_unlinked", now, {"issuer": issuer})
