"""Who may change houses and courses, and finding the row that is to be changed."""

from __future__ import annotations

from uuid import UUID

from shirube.accounts.interface import SECTION_ROLES, Actor, Role
from shirube.kernel.errors import ConflictError, ForbiddenError
from shirube.venues.models import Course, Facility, Room, Session
from shirube.venues.queries.courses import CourseNotFoundError, SessionNotFoundError
from shirube.venues.queries.facilities import FacilityNotFoundError, RoomNotFoundError

# They see to the houses and courses of every section.
CITY_ROLES = (Role.DX_PROMOTION, Role.ADMINISTRATOR)
EDITORS = frozenset({*SECTION_ROLES, *CITY_ROLES})


class NotYourVenueError(ForbiddenError):
    """The house or course belongs to another section."""

    code = "venues.not_your_venue"


class VenueMovedError(ConflictError):
    """Somebody else has saved it since it was read."""

    code = "venues.venue_moved"


class CodeTakenError(ConflictError):
    """There is another one of that code in the city, or in the house or course."""

    code = "venues.code_taken"


def can_run(actor: Actor, section_id: UUID) -> bool:
    """The section that is in charge, DX promotion and administrators."""
    return actor.is_system or actor.holds(*CITY_ROLES) or actor.works_in([section_id])


def require_runner(actor: Actor, section_id: UUID) -> None:
    """NotYourVenueError."""
    if not can_run(actor, section_id):
        raise NotYourVenueError


def facility_row(municipality_id: UUID, facility_id: UUID, actor: Actor) -> Facility:
    """FacilityNotFoundError, NotYourVenueError."""
    row = Facility.objects.filter(municipality_id=municipality_id, pk=facility_id).first()
    if row is None:
        raise FacilityNotFoundError(facility=str(facility_id))
    require_runner(actor, row.section_id)
    return row


def room_row(municipality_id: UUID, room_id: UUID, actor: Actor) -> Room:
    """RoomNotFoundError, NotYourVenueError."""
    row = Room.objects.filter(municipality_id=municipality_id, pk=room_id).select_related("facility").first()
    if row is None:
        raise RoomNotFoundError(room=str(room_id))
    require_runner(actor, row.facility.section_id)
    return row


def course_row(municipality_id: UUID, course_id: UUID, actor: Actor) -> Course:
    """CourseNotFoundError, NotYourVenueError."""
    row = Course.objects.filter(municipality_id=municipality_id, pk=course_id).first()
    if row is None:
        raise CourseNotFoundError(course=str(course_id))
    require_runner(actor, row.section_id)
    return row


def session_row(municipality_id: UUID, session_id: UUID, actor: Actor) -> Session:
    """SessionNotFoundError, NotYourVenueError."""
    rows = Session.objects.filter(municipality_id=municipality_id, pk=session_id)
    row = rows.select_related("course").first()
    if row is None:
        raise SessionNotFoundError(session=str(session_id))
    require_runner(actor, row.course.section_id)
    return row
