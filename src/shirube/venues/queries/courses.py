"""Courses and sessions as pages and other rooms read them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from shirube.kernel.errors import NotFoundError
from shirube.kernel.words import Words
from shirube.venues.domain.facts import CourseFacts, FacilityFacts, RoomFacts
from shirube.venues.models import Course, Session, SessionState


class CourseNotFoundError(NotFoundError):
    code = "venues.course_not_found"


class SessionNotFoundError(NotFoundError):
    code = "venues.session_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseView:
    id: UUID
    facts: CourseFacts
    section_id: UUID
    form_code: str
    is_open: bool
    is_edited: bool
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """A session. `facility` and `room` are None where it is held at a `place` that is no room of the city's."""

    id: UUID
    course: CourseView
    code: str
    title: Words | None
    starts_at: datetime
    ends_at: datetime
    seats: int
    facility: FacilityFacts | None
    room: RoomFacts | None
    room_id: UUID | None
    place: Words | None
    state: SessionState
    reason: str
    resource_id: UUID | None
    slot_id: UUID | None

    @property
    def is_open(self) -> bool:
        return self.state is SessionState.OPEN

    @property
    def name(self) -> Words:
        """The session's own title, else the course's."""
        return self.title or self.course.facts.title

    @property
    def where(self) -> Words:
        """The place in one line."""
        if self.facility is None or self.room is None:
            return self.place or self.name
        house, room = self.facility.title, self.room.title
        return Words(
            ja=f"{house.ja} {room.ja}",
            en=f"{room.in_language('en')}, {house.in_language('en')}",
            easy=f"{house.in_language('ja-easy')} {room.in_language('ja-easy')}",
        )


def list_courses(*, municipality_id: UUID, with_closed: bool = False) -> Sequence[CourseView]:
    rows = Course.objects.filter(municipality_id=municipality_id).order_by("code")
    return [course_of(row) for row in rows if row.is_open or with_closed]


def get_course(*, municipality_id: UUID, code: str, with_closed: bool = False) -> CourseView:
    """CourseNotFoundError, for residents also where the course is not shown."""
    row = Course.objects.filter(municipality_id=municipality_id, code=code).first()
    if row is None or not (row.is_open or with_closed):
        raise CourseNotFoundError(course=code)
    return course_of(row)


def list_sessions(
    *,
    municipality_id: UUID,
    since: datetime | None = None,
    until: datetime | None = None,
    course_id: UUID | None = None,
    with_closed: bool = False,
) -> Sequence[SessionView]:
    """Sessions that begin in [since, until), the earliest first, of courses that are shown. One query."""
    rows = _rows(municipality_id)
    if since is not None:
        rows = rows.filter(starts_at__gte=since)
    if until is not None:
        rows = rows.filter(starts_at__lt=until)
    if course_id is not None:
        rows = rows.filter(course_id=course_id)
    return [session_of(row) for row in rows if row.course.is_open or with_closed]


def get_session(*, municipality_id: UUID, session_id: UUID, with_closed: bool = False) -> SessionView:
    """SessionNotFoundError."""
    row = _rows(municipality_id).filter(pk=session_id).first()
    if row is None or not (row.course.is_open or with_closed):
        raise SessionNotFoundError(session=str(session_id))
    return session_of(row)


def get_sessions(*, municipality_id: UUID, session_ids: Sequence[UUID]) -> dict[UUID, SessionView]:
    """Sessions by id, of hidden courses too; ids that name none are left out. One query."""
    return {row.pk: session_of(row) for row in _rows(municipality_id).filter(pk__in=session_ids)}


def course_of(row: Course) -> CourseView:
    return CourseView(
        id=row.pk,
        facts=CourseFacts.model_validate(row.facts),
        section_id=row.section_id,
        form_code=row.form_code,
        is_open=row.is_open,
        is_edited=row.is_edited,
        revision=row.revision,
    )


def session_of(row: Session) -> SessionView:
    room = row.room
    return SessionView(
        id=row.pk,
        course=course_of(row.course),
        code=row.code,
        title=Words.model_validate(row.title) if row.title else None,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        seats=row.seats,
        facility=FacilityFacts.model_validate(room.facility.facts) if room else None,
        room=RoomFacts.model_validate(room.facts) if room else None,
        room_id=row.room_id,
        place=Words.model_validate(row.place) if row.place else None,
        state=SessionState(row.state),
        reason=row.reason,
        resource_id=row.resource_id,
        slot_id=row.slot_id,
    )


def _rows(municipality_id: UUID) -> QuerySet[Session]:
    rows = Session.objects.filter(municipality_id=municipality_id)
    return rows.select_related("course", "room__facility").order_by("starts_at", "id")
