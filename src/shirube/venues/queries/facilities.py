"""Houses and rooms as pages and other rooms read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shirube.kernel.errors import NotFoundError
from shirube.venues.domain.facts import FacilityFacts, RoomFacts
from shirube.venues.models import Facility, Room


class FacilityNotFoundError(NotFoundError):
    code = "venues.facility_not_found"


class RoomNotFoundError(NotFoundError):
    code = "venues.room_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityView:
    """A house. `rooms` are those that are given out, or all of them where staff ask."""

    id: UUID
    facts: FacilityFacts
    section_id: UUID
    position: int
    is_open: bool
    is_edited: bool
    revision: int
    calendar_id: UUID | None
    rooms: tuple[RoomView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomView:
    """A room. `resource_id` is None until it can be booked."""

    id: UUID
    facility_id: UUID
    facts: RoomFacts
    position: int
    is_open: bool
    resource_id: UUID | None


def list_facilities(*, municipality_id: UUID, with_closed: bool = False) -> Sequence[FacilityView]:
    """The houses in the city's order with their rooms. Two queries."""
    rows = Facility.objects.filter(municipality_id=municipality_id).order_by("position", "code")
    if not with_closed:
        rows = rows.filter(is_open=True)
    rooms = _rooms_by_facility(municipality_id, with_closed=with_closed)
    return [_facility(row, rooms.get(row.pk, [])) for row in rows]


def get_facility(*, municipality_id: UUID, code: str, with_closed: bool = False) -> FacilityView:
    """FacilityNotFoundError, for residents also where the house is not open to booking."""
    row = Facility.objects.filter(municipality_id=municipality_id, code=code).first()
    if row is None or not (row.is_open or with_closed):
        raise FacilityNotFoundError(facility=code)
    rooms = Room.objects.filter(municipality_id=municipality_id, facility=row).order_by("position", "code")
    return _facility(row, [room_of(one) for one in rooms if one.is_open or with_closed])


def get_room(
    *, municipality_id: UUID, code: str, room_code: str, with_closed: bool = False
) -> tuple[FacilityView, RoomView]:
    """The house and its room. FacilityNotFoundError, RoomNotFoundError."""
    facility = get_facility(municipality_id=municipality_id, code=code, with_closed=with_closed)
    found = next((one for one in facility.rooms if one.facts.code == room_code), None)
    if found is None:
        raise RoomNotFoundError(room=room_code)
    return facility, found


def get_rooms(
    *, municipality_id: UUID, room_ids: Sequence[UUID]
) -> dict[UUID, tuple[FacilityView, RoomView]]:
    """Houses and rooms by the room's id, closed ones too; ids that name none are left out. One query."""
    rows = Room.objects.filter(municipality_id=municipality_id, pk__in=room_ids).select_related("facility")
    return {row.pk: (_facility(row.facility, []), room_of(row)) for row in rows}


def room_of(row: Room) -> RoomView:
    return RoomView(
        id=row.pk,
        facility_id=row.facility_id,
        facts=RoomFacts.model_validate(row.facts),
        position=row.position,
        is_open=row.is_open,
        resource_id=row.resource_id,
    )


def _rooms_by_facility(municipality_id: UUID, *, with_closed: bool) -> dict[UUID, list[RoomView]]:
    rows = Room.objects.filter(municipality_id=municipality_id).order_by("position", "code")
    found: dict[UUID, list[RoomView]] = {}
    for row in rows:
        if row.is_open or with_closed:
            found.setdefault(row.facility_id, []).append(room_of(row))
    return found


def _facility(row: Facility, rooms: Sequence[RoomView]) -> FacilityView:
    return FacilityView(
        id=row.pk,
        facts=FacilityFacts.model_validate(row.facts),
        section_id=row.section_id,
        position=row.position,
        is_open=row.is_open,
        is_edited=row.is_edited,
        revision=row.revision,
        calendar_id=row.calendar_id,
        rooms=tuple(rooms),
    )
