"""What stands in the way of a block that the engine of bookings would give out: the turn of the year, a class, a lottery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

from shirube.bookings import interface as bookings
from shirube.venues.domain.days import day_of, is_year_end, open_lottery
from shirube.venues.models import Session, SessionState
from shirube.venues.queries.facilities import RoomView


class Obstacle(StrEnum):
    YEAR_END = "year_end"
    SESSION = "session"
    LOTTERY = "lottery"


def find_obstacles(
    *, municipality_id: UUID, room: RoomView, slots: Sequence[bookings.SlotView], today: date
) -> Mapping[UUID, Obstacle]:
    """By slot; those that can be had are left out. One query."""
    held = _held_in(municipality_id, room, slots) if slots else []
    found = {slot.id: _obstacle(room, slot, held, today) for slot in slots}
    return {slot_id: one for slot_id, one in found.items() if one is not None}


def _obstacle(
    room: RoomView, slot: bookings.SlotView, held: Sequence[Session], today: date
) -> Obstacle | None:
    day = day_of(slot.starts_at)
    if is_year_end(day):
        return Obstacle.YEAR_END
    if any(one.starts_at < slot.ends_at and slot.starts_at < one.ends_at for one in held):
        return Obstacle.SESSION
    return Obstacle.LOTTERY if open_lottery(room.facts, day, today) else None


def _held_in(municipality_id: UUID, room: RoomView, slots: Sequence[bookings.SlotView]) -> Sequence[Session]:
    """Classes in the room while one of the slots lasts."""
    rows = Session.objects.filter(municipality_id=municipality_id, room_id=room.id, state=SessionState.OPEN)
    first = min(slot.starts_at for slot in slots)
    return list(rows.filter(ends_at__gt=first, starts_at__lt=max(slot.ends_at for slot in slots)))
