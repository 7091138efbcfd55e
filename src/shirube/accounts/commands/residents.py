"""What residents do with their accounts: come in, tell a name, change the address, leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from shirube.accounts.commands.mail_codes import TypedCode, spend_code
from shirube.accounts.domain.identity import ResidentActor
from shirube.accounts.domain.mail_codes import CodeAnswer
from shirube.accounts.domain.sealing import seal
from shirube.accounts.events import ResidentAddressChanged, ResidentJoined
from shirube.accounts.models import Resident
from shirube.accounts.queries import ResidentNotFoundError, sealing_keys
from shirube.accounts.queries.residents import RESIDENT_SECRET, open_residents
from shirube.audit import interface as audit
from shirube.kernel.errors import ConflictError
from shirube.kernel.events import publish
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.text import normalise
from shirube.kernel.transactions import command, step


class ResidentEmailTakenError(ConflictError):
    """Another open account has the address."""

    code = "accounts.resident_email_taken"


@dataclass(frozen=True, slots=True)
class Entered:
    """Who came in; `is_new`: the account was made just now."""

    resident_id: UUID
    is_new: bool


@command
def enter_by_mail(
    *, municipality_id: UUID, typed: TypedCode, language: str, now: datetime
) -> Entered | CodeAnswer:
    """The right code lets its reader in, and makes the account at the first time; else what is wrong with the code.

    Whether an address has an account is nowhere to be seen: the letter and the pages are the same.
    """
    answer = spend_code(municipality_id=municipality_id, typed=typed, now=now)
    if answer is not CodeAnswer.RIGHT:
        return answer
    email = normalise(typed.request.address)
    found = open_residents(municipality_id).filter(email__iexact=email).first()
    resident = found or join(municipality_id=municipality_id, email=email, language=language, now=now)
    actor = ResidentActor(resident_id=resident.pk, level=IdentityLevel.MAIL, authenticated_at=now)
    record_of_resident(municipality_id, actor, "resident_signed_in", now, {"method": "mail"})
    return Entered(resident.pk, is_new=found is None)


@step
def join(*, municipality_id: UUID, email: str, language: str, now: datetime) -> Resident:
    """A new account for a proven address."""
    resident = Resident.objects.create(
        municipality_id=municipality_id, email=email, language=language, joined_at=now
    )
    publish(ResidentJoined(municipality_id=municipality_id, resident_id=resident.pk))
    return resident


@command
def describe_resident(
    *, municipality_id: UUID, name: str, kana: str, language: str, actor: ResidentActor, now: datetime
) -> None:
    """Change the resident's own name, kana (either may be empty) and language. ResidentNotFoundError."""
    values = {"name": seal_text(normalise(name)), "kana": seal_text(normalise(kana)), "language": language}
    _change(_own(municipality_id, actor), **values)
    record_of_resident(municipality_id, actor, "resident_described", now)


@command
def change_resident_address(
    *, municipality_id: UUID, typed: TypedCode, actor: ResidentActor, now: datetime
) -> CodeAnswer:
    """Take the address at which the code was read; other devices are signed out. ResidentEmailTakenError."""
    answer = spend_code(municipality_id=municipality_id, typed=typed, now=now)
    if answer is CodeAnswer.RIGHT:
        _take_address(municipality_id, normalise(typed.request.address), actor)
        record_of_resident(municipality_id, actor, "resident_address_changed", now)
        publish(ResidentAddressChanged(municipality_id=municipality_id, resident_id=actor.resident_id))
    return answer


@command
def create_demonstration_resident(
    *, municipality_id: UUID, email: str, name: str, kana: str, language: str, now: datetime
) -> UUID:
    """An invented resident of a demonstration city, who signs in by mail like everyone."""
    resident = join(municipality_id=municipality_id, email=email, language=language, now=now)
    values = {"name": seal_text(name), "kana": seal_text(kana)}
    Resident.objects.filter(municipality_id=municipality_id, pk=resident.pk).update(**values)
    actor = ResidentActor(resident_id=resident.pk, level=IdentityLevel.NONE, authenticated_at=now)
    record_of_resident(municipality_id, actor, "demonstration_resident_created", now)
    return resident.pk


def seal_text(text: str) -> str:
    """Sealed as residents' rows keep it; nothing stays nothing."""
    return seal(text, keys=sealing_keys(), purpose=RESIDENT_SECRET) if text else ""


def record_of_resident(
    municipality_id: UUID,
    actor: ResidentActor,
    action: str,
    now: datetime,
    facts: dict[str, object] | None = None,
) -> None:
    """One entry about what a resident did to the own account."""
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action=f"accounts.{action}",
        subject=f"accounts.resident:{actor.resident_id}",
        now=now,
        facts=facts or {},
    )


def _own(municipality_id: UUID, actor: ResidentActor) -> QuerySet[Resident]:
    return open_residents(municipality_id).filter(pk=actor.resident_id)


def _change(row: QuerySet[Resident], **values: object) -> None:
    if not row.update(**values):
        raise ResidentNotFoundError


def _take_address(municipality_id: UUID, email: str, actor: ResidentActor) -> None:
    try:
        with transaction.atomic():
            _change(_own(municipality_id, actor), email=email)
    except IntegrityError as taken:
        raise ResidentEmailTakenError from taken
