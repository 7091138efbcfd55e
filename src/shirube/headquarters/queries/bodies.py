"""Bodies and who sits in them on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shirube.headquarters.domain.terms import BodyKind, SeatRole
from shirube.headquarters.models import Body, Seat
from shirube.kernel.errors import NotFoundError


class BodyNotFoundError(NotFoundError):
    code = "headquarters.body_not_found"


class SeatNotFoundError(NotFoundError):
    code = "headquarters.seat_not_found"


@dataclass(frozen=True, slots=True)
class BodyLine:
    id: UUID
    code: str
    kind: BodyKind
    name: str
    purpose: str
    rule: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class SeatLine:
    """A seat [begins_on, ends_on). `name` is empty where the post alone is known."""

    id: UUID
    body_id: UUID
    role: SeatRole
    post: str
    name: str
    staff_id: UUID | None
    section_id: UUID | None
    section: str
    begins_on: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        return self.begins_on <= day and (self.ends_on is None or day < self.ends_on)


_RANKS = {role: rank for rank, role in enumerate(SeatRole)}


def list_bodies(*, municipality_id: UUID) -> Sequence[BodyLine]:
    rows = Body.objects.filter(municipality_id=municipality_id).order_by("position", "code")
    return [_body(row) for row in rows]


def get_body(*, municipality_id: UUID, code: str) -> BodyLine:
    """BodyNotFoundError."""
    row = Body.objects.filter(municipality_id=municipality_id, code=code).first()
    if row is None:
        raise BodyNotFoundError(body=code)
    return _body(row)


def list_seats(*, municipality_id: UUID, body_id: UUID) -> Sequence[SeatLine]:
    """Every seat that there ever was: chair first, then by rank; of one rank the newest first."""
    rows = Seat.objects.filter(municipality_id=municipality_id, body=body_id).select_related("section")
    seats = [_seat(row) for row in rows.order_by("position", "-begins_on", "id")]
    return sorted(seats, key=lambda seat: _RANKS[seat.role])


def list_seats_on(*, municipality_id: UUID, body_id: UUID, day: date) -> Sequence[SeatLine]:
    """Who sits in the body on a day."""
    seats = list_seats(municipality_id=municipality_id, body_id=body_id)
    return [seat for seat in seats if seat.holds_on(day)]


def get_seat(*, municipality_id: UUID, seat_id: UUID) -> SeatLine:
    """SeatNotFoundError."""
    rows = Seat.objects.select_related("section").filter(municipality_id=municipality_id, pk=seat_id)
    row = rows.first()
    if row is None:
        raise SeatNotFoundError(seat=str(seat_id))
    return _seat(row)


def _body(row: Body) -> BodyLine:
    return BodyLine(row.pk, row.code, BodyKind(row.kind), row.name, row.purpose, row.rule, row.is_public)


def _seat(row: Seat) -> SeatLine:
    return SeatLine(
        id=row.pk,
        body_id=row.body_id,
        role=SeatRole(row.role),
        post=row.post,
        name=row.name,
        staff_id=row.staff_id,
        section_id=row.section_id,
        section=row.section.name if row.section else "",
        begins_on=row.begins_on,
        ends_on=row.ends_on,
    )
