"""What the engine of bookings is told of rooms and sessions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from shirube.accounts.interface import SYSTEM
from shirube.bookings import interface as bookings
from shirube.venues.commands.connecting import ROOM_OWNER, SESSION_OWNER
from shirube.venues.queries.courses import SessionView, get_sessions
from shirube.venues.queries.facilities import FacilityView, RoomView, get_rooms
from shirube.venues.queries.obstacles import find_kept


@dataclass(frozen=True, slots=True)
class RoomOwner:
    """Rooms that are given out by blocks."""

    identifier: str = ROOM_OWNER

    def describe(
        self, *, municipality_id: UUID, subject_ids: Sequence[UUID]
    ) -> Mapping[UUID, bookings.Subject]:
        found = get_rooms(municipality_id=municipality_id, room_ids=subject_ids)
        return {room_id: _room_subject(facility, room) for room_id, (facility, room) in found.items()}


@dataclass(frozen=True, slots=True)
class RoomKeeper:
    """Classes of the city in its rooms, and the turn of the year."""

    identifier: str = ROOM_OWNER

    def kept(self, *, municipality_id: UUID, spans: Sequence[bookings.BookedSpan]) -> Collection[UUID]:
        return find_kept(municipality_id=municipality_id, spans=spans)


@dataclass(frozen=True, slots=True)
class SessionOwner:
    """Sessions of courses and events."""

    identifier: str = SESSION_OWNER

    def describe(
        self, *, municipality_id: UUID, subject_ids: Sequence[UUID]
    ) -> Mapping[UUID, bookings.Subject]:
        found = get_sessions(municipality_id=municipality_id, session_ids=subject_ids)
        return {session_id: _session_subject(session) for session_id, session in found.items()}


@dataclass(frozen=True, slots=True)
class BookedPage:
    """What is booked with its fee, behind number and code."""

    identifier: str

    @property
    def label(self) -> str:
        return _("料金や持ち物を見る")

    def find_path(self, *, municipality_id: UUID, reservation_id: UUID) -> str:
        made = bookings.get_reservation(
            municipality_id=municipality_id, reservation_id=reservation_id, actor=SYSTEM
        )
        return f"venues/booked/{made.number}/"


def _room_subject(facility: FacilityView, room: RoomView) -> bookings.Subject:
    return bookings.Subject(
        title=room.facts.title,
        place=facility.facts.title,
        section_id=facility.section_id,
        path=f"venues/facilities/{facility.facts.code}/{room.facts.code}/",
        staff_path=f"staff/venues/facilities/{facility.facts.code}/{room.facts.code}/",
        has_own_page=True,
    )


def _session_subject(session: SessionView) -> bookings.Subject:
    return bookings.Subject(
        title=session.name,
        place=session.where,
        section_id=session.course.section_id,
        path=f"venues/courses/{session.course.facts.code}/",
        staff_path=f"staff/venues/sessions/{session.id}/",
        has_own_page=True,
    )
