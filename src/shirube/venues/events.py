"""What happened to halls and courses. Ids and plain values only: nothing of the people."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityChanged(Event):
    """A house or one of its rooms was taken over from a pack or changed by staff."""

    municipality_id: UUID
    facility_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseChanged(Event):
    """A course or one of its sessions was taken over from a pack or changed by staff."""

    municipality_id: UUID
    course_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionCancelled(Event):
    """A session will not be held; those who had booked are told by the room `bookings`."""

    municipality_id: UUID
    session_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionDecided(Event):
    """Staff decided on a reduction of a room's fee; `state` is granted or refused."""

    municipality_id: UUID
    use_id: UUID
    reservation_id: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceRecorded(Event):
    """Who came to a session was written down or corrected."""

    municipality_id: UUID
    session_id: UUID
