"""Houses and their rooms, courses and their sessions, and what was made of their bookings."""

from shirube.venues.models.courses import Attendance, Course, Entry, Session, SessionState
from shirube.venues.models.facilities import Facility, Room, RoomUse

__all__ = ["Attendance", "Course", "Entry", "Facility", "Room", "RoomUse", "Session", "SessionState"]
