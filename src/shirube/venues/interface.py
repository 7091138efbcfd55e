"""What other rooms may use from venues."""

from shirube.venues.commands.attendance import add_attendees
from shirube.venues.commands.connecting import connect_room, connect_session
from shirube.venues.commands.courses import SessionEntry, add_session
from shirube.venues.commands.entering import EntryWish, enter_session, wait_for_session
from shirube.venues.commands.loading import (
    VenueEditedHereError,
    load_course,
    load_facility,
    parse_course_pack,
    parse_facility_pack,
    session_entry,
)
from shirube.venues.commands.reductions import decide_reduction
from shirube.venues.commands.renting import RoomWish, book_room, quote_room
from shirube.venues.domain.ages import AgeGroup
from shirube.venues.domain.packs import CoursePack, FacilityPack, SessionPack
from shirube.venues.events import (
    AttendanceRecorded,
    CourseChanged,
    FacilityChanged,
    ReductionDecided,
    SessionCancelled,
)
from shirube.venues.queries.courses import CourseView, SessionView, get_course, get_session, list_sessions
from shirube.venues.queries.facilities import FacilityView, RoomView, get_room, list_facilities
from shirube.venues.queries.finding import VenueHit, search_venues
from shirube.venues.queries.uses import count_asked_reductions

__all__ = [
    "AgeGroup",
    "AttendanceRecorded",
    "CourseChanged",
    "CoursePack",
    "CourseView",
    "EntryWish",
    "FacilityChanged",
    "FacilityPack",
    "FacilityView",
    "ReductionDecided",
    "RoomView",
    "RoomWish",
    "SessionCancelled",
    "SessionEntry",
    "SessionPack",
    "SessionView",
    "VenueEditedHereError",
    "VenueHit",
    "add_attendees",
    "add_session",
    "book_room",
    "connect_room",
    "connect_session",
    "count_asked_reductions",
    "decide_reduction",
    "enter_session",
    "get_course",
    "get_room",
    "get_session",
    "list_facilities",
    "list_sessions",
    "load_course",
    "load_facility",
    "parse_course_pack",
    "parse_facility_pack",
    "quote_room",
    "search_venues",
    "session_entry",
    "wait_for_session",
]
