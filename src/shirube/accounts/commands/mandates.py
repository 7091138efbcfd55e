"""Asking to act for somebody else, confirming it, refusing it, ending it."""

from __future__ import annotations

import json
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from shirube.accounts.commands.mail_codes import TypedCode, spend_code
from shirube.accounts.commands.residents import seal_text
from shirube.accounts.domain.actors import Actor
from shirube.accounts.domain.identity import ResidentActor
from shirube.accounts.domain.mail_codes import CodeAnswer
from shirube.accounts.domain.mandates import (
    OPEN_STATES,
    MandateEntry,
    MandateKind,
    MandateState,
    address_digest,
    is_sound_period,
)
from shirube.accounts.domain.roles import SECTION_ROLES, Role
from shirube.accounts.events import MandateConfirmed, MandateEnded, MandateRefused, MandateRequested
from shirube.accounts.models import Mandate, Resident
from shirube.accounts.queries import ResidentNotFoundError
from shirube.accounts.queries.mandates import MandateNotFoundError
from shirube.accounts.queries.residents import open_residents
from shirube.audit import interface as audit
from shirube.kernel.errors import ConflictError, ForbiddenError, InvalidInputError
from shirube.kernel.events import Event, publish
from shirube.kernel.transactions import command, step

# Whoever works at a counter sees the paper.
CONFIRMING_ROLES = frozenset({*SECTION_ROLES, Role.ADMINISTRATOR})


class MandatePeriodError(InvalidInputError):
    """A letter of attorney names an end, and no period ends before it begins."""

    code = "accounts.mandate_period"


class MandateNeedsNameError(InvalidInputError):
    """The person represented must be told who it is that asks: the account needs a name first."""

    code = "accounts.mandate_needs_name"


class MandateForOneselfError(InvalidInputError):
    """Nobody represents oneself."""

    code = "accounts.mandate_for_oneself"


class MandateNotOpenError(ConflictError):
    """It was decided or ended already."""

    code = "accounts.mandate_not_open"


class MandateNeedsPaperError(ForbiddenError):
    """What the law says is shown on paper, to staff: neither a child nor a ward can confirm it."""

    code = "accounts.mandate_needs_paper"


class NotConfirmingStaffError(ForbiddenError):
    """Mandates are confirmed by the staff of sections and by administrators."""

    code = "accounts.not_confirming_staff"


@command
def request_mandate(
    *, municipality_id: UUID, entry: MandateEntry, actor: ResidentActor, now: datetime
) -> UUID:
    """Ask to act for somebody; the request is worth nothing until it is confirmed.

    Whether the address has an account is not looked up: the answer to the one who asks would tell it.
    MandatePeriodError, MandateNeedsNameError, MandateForOneselfError.
    """
    representative = open_residents(municipality_id).filter(pk=actor.resident_id).first()
    if representative is None:
        raise ResidentNotFoundError
    _check_entry(entry, representative)
    row = Mandate.objects.create(
        municipality_id=municipality_id,
        representative=representative,
        person=seal_text(json.dumps(entry.person.as_dict(), ensure_ascii=False)),
        address_digest=address_digest(entry.person.email),
        kind=entry.basis.kind,
        basis=entry.basis,
        procedures=sorted(entry.procedures),
        starts_on=entry.starts_on,
        ends_on=entry.ends_on,
        state=MandateState.REQUESTED,
        requested_at=now,
    )
    _tell(row.pk, municipality_id, MandateRequested, actor, now)
    return row.pk


@command
def confirm_mandate(
    *, municipality_id: UUID, mandate_id: UUID, typed: TypedCode, actor: ResidentActor, now: datetime
) -> CodeAnswer:
    """The represented person says yes, with a code read in the own mail. MandateNotFoundError, MandateNotOpenError,
    MandateNeedsPaperError."""
    row = _asked_of(municipality_id, mandate_id, actor)
    if row.kind == MandateKind.BY_LAW:
        raise MandateNeedsPaperError
    answer = spend_code(municipality_id=municipality_id, typed=typed, now=now)
    if answer is CodeAnswer.RIGHT:
        decided = {"decided_at": now, "decided_by": actor.log_name, "represented_id": actor.resident_id}
        _move(municipality_id, mandate_id, MandateState.CONFIRMED, **decided)
        _tell(mandate_id, municipality_id, MandateConfirmed, actor, now)
    return answer


@command
def confirm_mandate_by_staff(
    *,
    municipality_id: UUID,
    mandate_id: UUID,
    seen: str,
    actor: Actor,
    now: datetime,
    paper_file_id: UUID | None = None,
) -> None:
    """A member of staff saw the paper (`seen` says which). MandateNotFoundError, MandateNotOpenError,
    NotConfirmingStaffError."""
    require_confirming_staff(actor)
    _require(municipality_id, mandate_id)
    _move(
        municipality_id,
        mandate_id,
        MandateState.CONFIRMED,
        decided_at=now,
        decided_by=actor.log_name,
        note=seen,
        paper_file_id=paper_file_id,
    )
    _tell(mandate_id, municipality_id, MandateConfirmed, actor, now)


@command
def refuse_mandate(
    *, municipality_id: UUID, mandate_id: UUID, reason: str, actor: Actor | ResidentActor, now: datetime
) -> None:
    """The represented person, or staff, says no. MandateNotFoundError, MandateNotOpenError, NotConfirmingStaffError."""
    if isinstance(actor, ResidentActor):
        _asked_of(municipality_id, mandate_id, actor)
    else:
        require_confirming_staff(actor)
        _require(municipality_id, mandate_id)
    decided = {"decided_at": now, "decided_by": actor.log_name, "note": reason}
    _move(municipality_id, mandate_id, MandateState.REFUSED, **decided)
    _tell(mandate_id, municipality_id, MandateRefused, actor, now)


@command
def end_mandate(
    *, municipality_id: UUID, mandate_id: UUID, actor: Actor | ResidentActor, now: datetime
) -> None:
    """Either side, or staff, ends it at once. MandateNotFoundError, MandateNotOpenError, NotConfirmingStaffError."""
    if isinstance(actor, ResidentActor):
        sides = Q(representative_id=actor.resident_id) | Q(represented_id=actor.resident_id)
        if not _rows(municipality_id, mandate_id).filter(sides).exists():
            raise MandateNotFoundError
    else:
        require_confirming_staff(actor)
        _require(municipality_id, mandate_id)
    _end(municipality_id, mandate_id, actor, now)


@step
def end_mandates_of(*, municipality_id: UUID, actor: ResidentActor, now: datetime) -> None:
    """The account closes: nobody acts through it any more, and nobody for it by its own word."""
    sides = Q(representative_id=actor.resident_id) | Q(represented_id=actor.resident_id)
    rows = Mandate.objects.filter(sides, municipality_id=municipality_id, state__in=OPEN_STATES)
    for mandate_id in list(rows.values_list("pk", flat=True)):
        _end(municipality_id, mandate_id, actor, now)


@command
def record_mandate_reading(
    *, municipality_id: UUID, mandate_id: UUID | None, actor: Actor, now: datetime
) -> None:
    """A member of staff has read one mandate, or the list of them. NotConfirmingStaffError."""
    require_confirming_staff(actor)
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action="accounts.mandate_read",
        subject=f"accounts.mandate:{mandate_id or 'list'}",
        now=now,
    )


def require_confirming_staff(actor: Actor) -> None:
    """NotConfirmingStaffError unless the actor works at a counter, administers, or is the system."""
    if not (actor.is_system or actor.holds(*CONFIRMING_ROLES)):
        raise NotConfirmingStaffError


def _check_entry(entry: MandateEntry, representative: Resident) -> None:
    if not is_sound_period(entry.basis, entry.starts_on, entry.ends_on):
        raise MandatePeriodError
    if not representative.name:
        raise MandateNeedsNameError
    if entry.person.email and entry.person.email.lower() == representative.email.lower():
        raise MandateForOneselfError


def _rows(municipality_id: UUID, mandate_id: UUID) -> QuerySet[Mandate]:
    return Mandate.objects.filter(municipality_id=municipality_id, pk=mandate_id)


def _require(municipality_id: UUID, mandate_id: UUID) -> None:
    if not _rows(municipality_id, mandate_id).exists():
        raise MandateNotFoundError


def _asked_of(municipality_id: UUID, mandate_id: UUID, actor: ResidentActor) -> Mandate:
    """The request, if it was made to the reader of this resident's address."""
    resident = open_residents(municipality_id).filter(pk=actor.resident_id).first()
    if resident is None:
        raise ResidentNotFoundError
    asked = _rows(municipality_id, mandate_id).filter(address_digest=address_digest(resident.email))
    row = asked.exclude(representative_id=actor.resident_id).first()
    if row is None:
        raise MandateNotFoundError
    return row


def _move(municipality_id: UUID, mandate_id: UUID, state: MandateState, **values: object) -> None:
    waiting = _rows(municipality_id, mandate_id).filter(state=MandateState.REQUESTED)
    if not waiting.update(state=state, **values):
        raise MandateNotOpenError


def _end(municipality_id: UUID, mandate_id: UUID, actor: Actor | ResidentActor, now: datetime) -> None:
    open_one = _rows(municipality_id, mandate_id).filter(state__in=OPEN_STATES)
    if not open_one.update(state=MandateState.ENDED, ended_at=now, ended_by=actor.log_name):
        raise MandateNotOpenError
    _tell(mandate_id, municipality_id, MandateEnded, actor, now)


def _tell(
    mandate_id: UUID,
    municipality_id: UUID,
    kind: type[Event],
    actor: Actor | ResidentActor,
    now: datetime,
) -> None:
    """The log and the listeners."""
    action = kind.__name__.removeprefix("Mandate").lower()
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action=f"accounts.mandate_{action}",
        subject=f"accounts.mandate:{mandate_id}",
        now=now,
    )
    publish(kind(municipality_id=municipality_id, mandate_id=mandate_id))  # type: ignore[call-arg]
