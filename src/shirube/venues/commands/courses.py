"""Writing courses and their sessions, from a pack or by staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from shirube.accounts.interface import Actor
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.transactions import command, step
from shirube.kernel.words import Words
from shirube.venues.commands.guards import (
    VenueMovedError,
    course_row,
    require_runner,
    session_row,
)
from shirube.venues.commands.writing import dump, insert, record
from shirube.venues.domain.facts import CourseFacts
from shirube.venues.models import Course, Room, Session
from shirube.venues.queries.facilities import RoomNotFoundError


class SessionTimesError(InvalidInputError):
    """The session ends before it begins, or lasts longer than a day."""

    code = "venues.session_times"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEntry:
    """A session as somebody wants it. In a room of the city's, or at a `place` said in words."""

    code: str
    starts_at: datetime
    ends_at: datetime
    seats: int
    title: Words | None = None
    room_id: UUID | None = None
    place: Words | None = None


@command
def add_course(
    *,
    municipality_id: UUID,
    facts: CourseFacts,
    section_id: UUID,
    form_code: str,
    actor: Actor,
    now: datetime,
) -> UUID:
    """A new course, without sessions yet. NotYourVenueError, CodeTakenError."""
    require_runner(actor, section_id)
    row = Course(
        municipality_id=municipality_id,
        code=facts.code,
        facts=dump(facts),
        topic=facts.topic,
        section_id=section_id,
        form_code=form_code,
        changed_at=now,
    )
    insert(row)
    record(row, "venues.course_added", actor, now)
    return row.pk


@command
def edit_course(
    *,
    municipality_id: UUID,
    course_id: UUID,
    facts: CourseFacts,
    form_code: str,
    is_open: bool,
    seen_revision: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Change what is said of a course; its code stays. CourseNotFoundError, NotYourVenueError, VenueMovedError."""
    row = course_row(municipality_id, course_id, actor)
    same = Course.objects.filter(municipality_id=municipality_id, pk=course_id, revision=seen_revision)
    changed = same.update(
        facts=dump(facts.model_copy(update={"code": row.code})),
        topic=facts.topic,
        form_code=form_code,
        is_open=is_open,
        is_edited=True,
        revision=F("revision") + 1,
        changed_at=now,
    )
    if not changed:
        raise VenueMovedError
    record(row, "venues.course_changed", actor, now)


@command
def add_session(
    *, municipality_id: UUID, course_id: UUID, entry: SessionEntry, actor: Actor, now: datetime
) -> UUID:
    """A session of a course. `connect_session` then makes its seats bookable.

    Raises CourseNotFoundError, NotYourVenueError, RoomNotFoundError, SessionTimesError, CodeTakenError.
    """
    course = course_row(municipality_id, course_id, actor)
    session_id = put_session(course, entry)
    record(course, "venues.session_added", actor, now, session=entry.code)
    return session_id


@command
def retitle_session(
    *, municipality_id: UUID, session_id: UUID, title: Words | None, actor: Actor, now: datetime
) -> None:
    """Another name for a session; time and place of one that people have booked stay. SessionNotFoundError, NotYourVenueError."""
    row = session_row(municipality_id, session_id, actor)
    row.title = dump(title) if title else None
    row.save(update_fields=["title"])
    record(row.course, "venues.session_changed", actor, now, session=row.code)


@step
def put_session(course: Course, entry: SessionEntry) -> UUID:
    """RoomNotFoundError, SessionTimesError, CodeTakenError."""
    _check(course, entry)
    row = Session(
        municipality_id=course.municipality_id,
        course=course,
        code=entry.code,
        title=dump(entry.title) if entry.title else None,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        seats=entry.seats,
        room_id=entry.room_id,
        place=dump(entry.place) if entry.place else None,
    )
    insert(row)
    return row.pk


def _check(course: Course, entry: SessionEntry) -> None:
    if not 0 < (entry.ends_at - entry.starts_at).total_seconds() <= 24 * 3600:
        raise SessionTimesError
    if entry.room_id is not None:
        rooms = Room.objects.filter(municipality_id=course.municipality_id, pk=entry.room_id)
        if not rooms.exists():
            raise RoomNotFoundError(room=str(entry.room_id))
