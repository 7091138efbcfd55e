"""Setting up bodies, and who sits in them from when until when."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from shirube.accounts.interface import Actor
from shirube.headquarters.commands.guards import demand_secretariat, record
from shirube.headquarters.domain.terms import BodyKind, SeatRole
from shirube.headquarters.models import Body, Seat
from shirube.headquarters.queries.bodies import BodyNotFoundError, SeatNotFoundError
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command

# Of these a body has one at a time.
_SINGLE = frozenset({SeatRole.CHAIR, SeatRole.CIO})


class BodyCodeTakenError(ConflictError):
    code = "headquarters.body_code_taken"


class SeatTakenError(ConflictError):
    """A body has one chair and one CIO at a time."""

    code = "headquarters.seat_taken"


class SeatPeriodError(InvalidInputError):
    """A seat ends after it begins."""

    code = "headquarters.seat_period"


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyEntry:
    kind: BodyKind
    name: str
    purpose: str = ""
    rule: str = ""
    is_public: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatEntry:
    """[begins_on, ends_on). `post` is the office (副市長), `name` the person's."""

    role: SeatRole
    post: str
    name: str = ""
    staff_id: UUID | None = None
    section_id: UUID | None = None
    begins_on: date
    ends_on: date | None = None


@command
def set_up_body(*, municipality_id: UUID, code: str, entry: BodyEntry, actor: Actor, now: datetime) -> UUID:
    """A new body. NotSecretariatError, BodyCodeTakenError."""
    demand_secretariat(actor)
    last = Body.objects.filter(municipality_id=municipality_id).aggregate(last=Max("position"))["last"]
    row = Body(municipality_id=municipality_id, code=code, position=(last or 0) + 1, **asdict(entry))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise BodyCodeTakenError(body=code) from error
    record(row, "body_set_up", actor, now, code=code)
    return row.pk


@command
def change_body(*, municipality_id: UUID, code: str, entry: BodyEntry, actor: Actor, now: datetime) -> None:
    """NotSecretariatError, BodyNotFoundError."""
    demand_secretariat(actor)
    row = _get_body(municipality_id, code)
    for field, value in asdict(entry).items():
        setattr(row, field, value)
    row.save(update_fields=list(asdict(entry)))
    record(row, "body_changed", actor, now)


@command
def add_seat(*, municipality_id: UUID, body: str, entry: SeatEntry, actor: Actor, now: datetime) -> UUID:
    """Give somebody a seat. NotSecretariatError, BodyNotFoundError, SeatPeriodError, SeatTakenError."""
    demand_secretariat(actor)
    body_row = _get_body(municipality_id, body)
    _check_seat(municipality_id, body_row.pk, entry, None)
    last = Seat.objects.filter(municipality_id=municipality_id, body=body_row).aggregate(last=Max("position"))
    row = Seat.objects.create(
        municipality_id=municipality_id,
        body=body_row,
        position=(last["last"] or 0) + 1,
        **asdict(entry),
    )
    record(row, "seat_added", actor, now, body=body, role=entry.role.value)
    return row.pk


@command
def change_seat(
    *, municipality_id: UUID, seat_id: UUID, entry: SeatEntry, actor: Actor, now: datetime
) -> None:
    """End a seat or mend what was written. Who attended a meeting stays as it was recorded.

    NotSecretariatError, SeatNotFoundError, SeatPeriodError, SeatTakenError.
    """
    demand_secretariat(actor)
    row = Seat.objects.filter(municipality_id=municipality_id, pk=seat_id).first()
    if row is None:
        raise SeatNotFoundError(seat=str(seat_id))
    _check_seat(municipality_id, row.body_id, entry, seat_id)
    for field, value in asdict(entry).items():
        setattr(row, field, value)
    row.save(update_fields=list(asdict(entry)))
    record(row, "seat_changed", actor, now, role=entry.role.value)


def _get_body(municipality_id: UUID, code: str) -> Body:
    row = Body.objects.filter(municipality_id=municipality_id, code=code).first()
    if row is None:
        raise BodyNotFoundError(body=code)
    return row


def _check_seat(municipality_id: UUID, body_id: UUID, entry: SeatEntry, own: UUID | None) -> None:
    if entry.ends_on is not None and entry.ends_on <= entry.begins_on:
        raise SeatPeriodError
    if entry.role not in _SINGLE:
        return
    rivals = Seat.objects.filter(municipality_id=municipality_id, body=body_id, role=entry.role)
    rivals = rivals.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=entry.begins_on))
    if own is not None:
        rivals = rivals.exclude(pk=own)
    if entry.ends_on is not None:
        rivals = rivals.filter(begins_on__lt=entry.ends_on)
    rival = rivals.first()
    if rival is not None:
        raise SeatTakenError(holder=f"{rival.post} {rival.name}".strip())
