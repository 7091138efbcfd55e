"""Taking packs over: a house with its rooms, a course with its form and sessions. Loading the same again changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ValidationError

from shirube.accounts.interface import SYSTEM
from shirube.forms import interface as forms
from shirube.kernel.errors import ConflictError
from shirube.kernel.packs import InvalidPackError, PackProblem, problems_of
from shirube.kernel.transactions import command, step
from shirube.organizations import interface as organizations
from shirube.venues.commands import courses, facilities
from shirube.venues.commands.connecting import connect_room, connect_session
from shirube.venues.commands.writing import dump, record
from shirube.venues.domain.days import moment_of
from shirube.venues.domain.packs import CoursePack, FacilityPack, SessionPack
from shirube.venues.models import Course, Facility, Room, Session

Content = Mapping[str, Any]


class VenueEditedHereError(ConflictError):
    """Staff have changed the house or course since it was loaded; the pack does not write over it."""

    code = "venues.edited_here"


def parse_facility_pack(content: Content) -> FacilityPack:
    """InvalidPackError with every problem found."""
    try:
        return FacilityPack.model_validate(content)
    except ValidationError as error:
        raise InvalidPackError(problems_of(error)) from error


def parse_course_pack(content: Content) -> CoursePack:
    """InvalidPackError with every problem found, those of the form too."""
    try:
        pack = CoursePack.model_validate(content)
    except ValidationError as error:
        raise InvalidPackError(problems_of(error)) from error
    problems = [
        PackProblem(f"form › {one.path}", one.code, one.value, one.expected)
        for one in (forms.check_form(pack.form) if pack.form else ())
    ]
    if problems:
        raise InvalidPackError(problems)
    return pack


def load_facility(*, municipality_id: UUID, pack: FacilityPack, now: datetime) -> UUID:
    """Its id. Rooms that a newer pack no longer names are closed, not lost. InvalidPackError, VenueEditedHereError."""
    facility_id = _load_facility(municipality_id=municipality_id, pack=pack, now=now)
    # After the commit, each by itself: whoever stops in between loads again and goes on where it stopped.
    for room_id in _rooms_to_connect(municipality_id, facility_id):
        connect_room(municipality_id=municipality_id, room_id=room_id, actor=SYSTEM, now=now)
    return facility_id


@command
def _load_facility(*, municipality_id: UUID, pack: FacilityPack, now: datetime) -> UUID:
    section_id = _section(municipality_id, pack.section)
    row = Facility.objects.filter(municipality_id=municipality_id, code=pack.code).first()
    if row is not None and row.digest == _digest(pack):
        return row.pk
    if row is not None and row.is_edited:
        raise VenueEditedHereError(venue=pack.code)
    row = row or Facility(municipality_id=municipality_id, code=pack.code, revision=0)
    row.facts, row.section_id, row.position = dump(pack.facts), section_id, pack.position
    row.digest, row.changed_at, row.revision = _digest(pack), now, row.revision + 1
    row.save()
    _load_rooms(row, pack)
    record(row, "venues.facility_loaded", SYSTEM, now)
    return row.pk


def load_course(*, municipality_id: UUID, pack: CoursePack, now: datetime) -> UUID:
    """Its id, with its form in force. InvalidPackError, VenueEditedHereError, forms.FormEditedHereError."""
    section_id = _section(municipality_id, pack.section)
    rooms = _find_rooms(municipality_id, pack)
    if pack.form:
        form = forms.parse_form(pack.form)
        forms.load_form(
            municipality_id=municipality_id, form=form, section_id=section_id, actor=SYSTEM, now=now
        )
    course_id = _load_course(
        municipality_id=municipality_id, pack=pack, section_id=section_id, rooms=rooms, now=now
    )
    for session_id in _sessions_to_connect(municipality_id, course_id, now):
        connect_session(municipality_id=municipality_id, session_id=session_id, actor=SYSTEM, now=now)
    return course_id


@command
def _load_course(
    *,
    municipality_id: UUID,
    pack: CoursePack,
    section_id: UUID,
    rooms: Mapping[str, UUID],
    now: datetime,
) -> UUID:
    row = Course.objects.filter(municipality_id=municipality_id, code=pack.code).first()
    if row is not None and row.digest == _digest(pack):
        return row.pk
    if row is not None and row.is_edited:
        raise VenueEditedHereError(venue=pack.code)
    row = row or Course(municipality_id=municipality_id, code=pack.code, revision=0)
    row.facts, row.topic, row.section_id = dump(pack.facts), pack.topic, section_id
    row.form_code = pack.form["code"] if pack.form else ""
    row.digest, row.changed_at, row.revision = _digest(pack), now, row.revision + 1
    row.save()
    _load_sessions(row, pack, rooms)
    record(row, "venues.course_loaded", SYSTEM, now)
    return row.pk


@step
def _load_rooms(facility: Facility, pack: FacilityPack) -> None:
    known = {
        one.code: one
        for one in Room.objects.filter(municipality_id=facility.municipality_id, facility=facility)
    }
    for position, facts in enumerate(pack.rooms):
        if facts.code not in known:
            facilities.put_room(facility, facts)
            continue
        row = known.pop(facts.code)
        row.facts, row.position, row.is_open = dump(facts), position, True
        # Connected anew: its rules may be others now.
        row.resource_id = None
        row.save(update_fields=["facts", "position", "is_open", "resource_id"])
    for row in known.values():
        row.is_open, row.resource_id = False, None
        row.save(update_fields=["is_open", "resource_id"])


def _rooms_to_connect(municipality_id: UUID, facility_id: UUID) -> list[UUID]:
    rows = Room.objects.filter(municipality_id=municipality_id, facility_id=facility_id)
    return list(rows.filter(resource_id__isnull=True).order_by("position").values_list("pk", flat=True))


def _sessions_to_connect(municipality_id: UUID, course_id: UUID, now: datetime) -> list[UUID]:
    """Those to come: nobody books what has begun."""
    rows = Session.objects.filter(municipality_id=municipality_id, course_id=course_id, starts_at__gt=now)
    return list(rows.filter(slot_id__isnull=True).order_by("starts_at").values_list("pk", flat=True))


@step
def _load_sessions(course: Course, pack: CoursePack, rooms: Mapping[str, UUID]) -> None:
    """New ones only: a session that people may have booked is moved or cancelled by people."""
    rows = Session.objects.filter(municipality_id=course.municipality_id, course=course)
    known = set(rows.values_list("code", flat=True))
    for one in pack.sessions:
        if one.code not in known:
            courses.put_session(course, session_entry(one, rooms.get(_room_key(one))))


def session_entry(pack: SessionPack, room_id: UUID | None) -> courses.SessionEntry:
    return courses.SessionEntry(
        code=pack.code,
        title=pack.title,
        starts_at=moment_of(pack.day, pack.starts),
        ends_at=moment_of(pack.day, pack.ends),
        seats=pack.seats,
        room_id=room_id,
        place=pack.place,
    )


def _section(municipality_id: UUID, code: str) -> UUID:
    sections = organizations.list_sections(municipality_id=municipality_id)
    found = next((one.id for one in sections if code in {one.code, one.name}), None)
    if found is None:
        raise InvalidPackError([PackProblem("section", "unknown_section", code)])
    return found


def _find_rooms(municipality_id: UUID, pack: CoursePack) -> Mapping[str, UUID]:
    """By "facility/room". InvalidPackError for one that the city does not have."""
    rows = Room.objects.filter(municipality_id=municipality_id).select_related("facility")
    rooms = {f"{row.facility.code}/{row.code}": row.pk for row in rows}
    problems = list(_room_problems(pack, rooms))
    if problems:
        raise InvalidPackError(problems)
    return rooms


def _room_problems(pack: CoursePack, rooms: Mapping[str, UUID]) -> Iterator[PackProblem]:
    for number, one in enumerate(pack.sessions, 1):
        if one.place is None and _room_key(one) not in rooms:
            yield PackProblem(f"sessions[{number}] › room", "unknown_room", _room_key(one))


def _room_key(pack: SessionPack) -> str:
    return f"{pack.facility}/{pack.room}"


def _digest(pack: BaseModel) -> str:
    return hashlib.sha256(pack.model_dump_json(by_alias=True).encode()).hexdigest()
