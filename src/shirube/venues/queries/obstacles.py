"""What stands in the way of a block that the engine of bookings would give out: the turn of the year, a class, a lottery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from shirube.bookings import interface as bookings
from shirube.venues.domain.days import day_of, is_year_end
from shirube.venues.models import Session, SessionState
from shirube.venues.queries.facilities import RoomView


class Obstacle(StrEnum):
    YEAR_END = "year_end"
    SESSION = "session"
    LOTTERY = "lottery"


def find_obstacles(
    *, municipality_id: UUID, room: RoomView, slots: Sequence[bookings.SlotView]
) -> Mapping[UUID, Obstacle]:
    """By slot; those that can be had are left out. One query."""
    held = _held_in(municipality_id, room, slots) if slots else []
    found = {slot.id: _obstacle(slot, held) for slot in slots}
    return {slot_id: one for slot_id, one in found.items() if one is not None}


def find_kept(*, municipality_id: UUID, spans: Sequence[bookings.BookedSpan]) -> set[UUID]:
    """The slots of rooms that the city needs itself: for a class, or because the house is shut. One query."""
    rooms = {span.subject_id for span in spans}
    rows = Session.objects.filter(municipality_id=municipality_id, room_id__in=rooms, state=SessionState.OPEN)
    first = min(span.starts_at for span in spans)
    held = list(rows.filter(ends_at__gt=first, starts_at__lt=max(span.ends_at for span in spans)))
    return {span.slot_id for span in spans if _is_kept(span, held)}


def _is_kept(span: bookings.BookedSpan, held: Sequence[Session]) -> bool:
    return is_year_end(day_of(span.starts_at)) or any(
        one.room_id == span.subject_id and one.starts_at < span.ends_at and span.starts_at < one.ends_at
        for one in held
    )


def _obstacle(slot: bookings.SlotView, held: Sequence[Session]) -> Obstacle | None:
    if is_year_end(day_of(slot.starts_at)):
        return Obstacle.YEAR_END
    if any(one.starts_at < slot.ends_at and slot.starts_at < one.ends_at for one in held):
        return Obstacle.SESSION
    return Obstacle.LOTTERY if slot.state is bookings.SlotState.LOTTERY else None


def _held_in(municipality_id: UUID, room: RoomView, slots: Sequence[bookings.SlotView]) -> Sequence[Session]:
    """Classes in the room while one of the slots lasts."""
    rows = Session.objects.filter(municipality_id=municipality_id, room_id=room.id, state=SessionState.OPEN)
    first = min(slot.starts_at for slot in slots)
    return list(rows.filter(ends_at__gt=first, starts_at__lt=max(slot.ends_at for slot in slots)))
