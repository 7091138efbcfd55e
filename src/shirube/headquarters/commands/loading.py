"""Taking a pack of meetings over. Loading the same again changes nothing; what people have touched stays as they left it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shirube.accounts.interface import SYSTEM
from shirube.headquarters.commands.guards import record
from shirube.headquarters.commands.minutes import drafted_parts
from shirube.headquarters.domain.packs import (
    MeetingsPack,
    PackItem,
    PackMeeting,
    PackSource,
    PackStep,
    day_of,
    find_day,
)
from shirube.headquarters.domain.papers import digest_of
from shirube.headquarters.domain.terms import MeetingState, MinutesState, TaskState
from shirube.headquarters.models import (
    AgendaItem,
    Attendance,
    Body,
    Decision,
    Meeting,
    Minutes,
    MinutesPart,
    Seat,
    Task,
)
from shirube.headquarters.registry import SubjectNotFoundError, agenda_kinds
from shirube.kernel.clock import japan_date
from shirube.kernel.packs import InvalidPackError, PackProblem
from shirube.kernel.transactions import command, step
from shirube.organizations import interface as organizations

Sections = Mapping[str, UUID]


@command
def load_meetings(*, municipality_id: UUID, pack: MeetingsPack, now: datetime) -> int:
    """How many meetings came. A meeting that is there already, of the same body and name, is left as it is.

    InvalidPackError for a section or a subject that the city does not have.
    """
    sections = _sections(municipality_id, pack)
    body = _keep_body(municipality_id, pack, sections, now)
    standing = set(
        Meeting.objects.filter(municipality_id=municipality_id, body=body).values_list("session", flat=True)
    )
    new = [entry for entry in pack.meetings if entry.session not in standing]
    for entry in new:
        _load_meeting(body, entry, pack.source, sections, now)
    return len(new)


def _sections(municipality_id: UUID, pack: MeetingsPack) -> Sections:
    """By code and by name, as packs write them."""
    known: dict[str, UUID] = {}
    for section in organizations.list_sections(municipality_id=municipality_id):
        known |= {section.code: section.id, section.name: section.id}
    named = {seat.section for seat in pack.body.seats}
    for entry in pack.meetings:
        for item in entry.items:
            named |= {item.section, *(one.section for one in item.steps)}
    missing = sorted(name for name in named if name and name not in known)
    if missing:
        raise InvalidPackError([PackProblem("section", "unknown_section", name) for name in missing])
    return known


def _keep_body(municipality_id: UUID, pack: MeetingsPack, sections: Sections, now: datetime) -> Body:
    given = pack.body
    found = Body.objects.filter(municipality_id=municipality_id, code=given.code).first()
    if found is not None:
        return found
    position = Body.objects.filter(municipality_id=municipality_id).count() + 1
    facts = given.model_dump(include={"code", "kind", "name", "purpose", "rule", "is_public"})
    body = Body.objects.create(municipality_id=municipality_id, position=position, **facts)
    today = japan_date(now)
    Seat.objects.bulk_create(
        Seat(
            municipality_id=municipality_id,
            body=body,
            role=seat.role,
            post=seat.post,
            name=seat.name,
            section_id=sections.get(seat.section),
            position=place,
            begins_on=day_of(seat.begins_on, today),
            ends_on=find_day(seat.ends_on, today),
        )
        for place, seat in enumerate(given.seats, 1)
    )
    return body


@step
def _load_meeting(
    body: Body, entry: PackMeeting, source: PackSource, sections: Sections, now: datetime
) -> None:
    today = japan_date(now)
    meeting = Meeting.objects.create(
        municipality_id=body.municipality_id,
        body=body,
        session=entry.session,
        state=entry.state,
        held_on=day_of(entry.held_on, today),
        starts_time=entry.starts,
        ends_time=entry.ends,
        place=entry.place,
        is_announced=entry.is_announced,
        source=source.model_dump() if source.title else {},
        pack_digest=digest_of(entry.model_dump(mode="json")),
        changed_at=now,
    )
    for position, one in enumerate(entry.items, 1):
        item = _load_item(meeting, one, position, sections, now)
        _load_tasks(item, one, sections, today, now)
    _load_attendance(meeting, entry)
    if entry.state is MeetingState.HELD:
        _publish_minutes(meeting, entry, now)
    record(meeting, "meeting_loaded", SYSTEM, now, items=len(entry.items))


def _load_item(
    meeting: Meeting, entry: PackItem, position: int, sections: Sections, now: datetime
) -> AgendaItem:
    if entry.about is not None:
        _demand_subject(meeting.municipality_id, entry, japan_date(now))
    item = AgendaItem.objects.create(
        municipality_id=meeting.municipality_id,
        meeting=meeting,
        position=position,
        about_kind=entry.about.kind if entry.about else "",
        about_key=entry.about.key if entry.about else "",
        named_attachments=entry.attachments,
        figures=[figure.model_dump() for figure in entry.figures],
        section_id=sections.get(entry.section),
        changed_at=now,
        **entry.model_dump(include={"kind", "title", "points", "future", "other", "notes"}),
    )
    if entry.decision is not None:
        Decision.objects.create(
            municipality_id=meeting.municipality_id,
            item=item,
            outcome=entry.decision.outcome,
            wording=entry.decision.wording,
            points=[point.model_dump() for point in entry.decision.points],
            decided_on=meeting.held_on,
            item_revision=1,
            actor=SYSTEM.log_name,
            recorded_at=now,
        )
    return item


def _demand_subject(municipality_id: UUID, entry: PackItem, today: date) -> None:
    """InvalidPackError for something that is not there to be talked about."""
    about = entry.about
    if about is None:
        return
    problem = PackProblem("items › about", "unknown_choice", f"{about.kind}:{about.key}")
    if about.kind not in agenda_kinds:
        raise InvalidPackError([problem])
    try:
        agenda_kinds[about.kind].paper(municipality_id=municipality_id, key=about.key, on=today)
    except SubjectNotFoundError as error:
        raise InvalidPackError([problem]) from error


def _load_tasks(item: AgendaItem, entry: PackItem, sections: Sections, today: date, now: datetime) -> None:
    is_held = item.meeting.state == MeetingState.HELD
    Task.objects.bulk_create(
        Task(
            municipality_id=item.municipality_id,
            item=item,
            position=place,
            section_id=sections.get(one.section),
            due_on=find_day(one.due_on, today),
            state=one.state if is_held else TaskState.PROPOSED,
            closed_at=now if one.state is TaskState.DONE else None,
            changed_at=now,
            **_words(one),
        )
        for place, one in enumerate(entry.steps, 1)
    )


def _words(entry: PackStep) -> dict[str, Any]:
    return entry.model_dump(include={"text", "person", "due_words", "result"})


def _load_attendance(meeting: Meeting, entry: PackMeeting) -> None:
    seats = Seat.objects.filter(municipality_id=meeting.municipality_id, body_id=meeting.body_id)
    Attendance.objects.bulk_create(
        Attendance(
            municipality_id=meeting.municipality_id,
            meeting=meeting,
            seat_id=seat.pk,
            post=seat.post,
            name=seat.name,
            role=seat.role,
            presence=entry.attended[seat.post],
            position=place,
        )
        for place, seat in enumerate(seats.order_by("position"))
        if seat.post in entry.attended
    )


@step
def _publish_minutes(meeting: Meeting, entry: PackMeeting, now: datetime) -> None:
    minutes = Minutes.objects.create(
        municipality_id=meeting.municipality_id,
        meeting=meeting,
        state=MinutesState.PUBLISHED,
        submitted_by=SYSTEM.log_name,
        approved_by=SYSTEM.log_name,
        approved_at=now,
        published_at=now,
        changed_at=now,
    )
    withheld = {item.title: item for item in entry.items if item.withheld}
    parts = drafted_parts(minutes)
    for part in parts:
        given = withheld.get(part.item.title) if part.item else None
        if given is not None and given.withheld is not None:
            part.withheld, part.withheld_note = given.withheld.value, given.withheld_note
    MinutesPart.objects.bulk_create(parts)
