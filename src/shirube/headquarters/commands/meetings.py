"""Fixing meetings, changing and cancelling them, who attended, and that a meeting is over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from shirube.accounts.interface import Actor
from shirube.headquarters.commands.guards import (
    OPEN,
    ChangedMeanwhileError,
    MeetingOverError,
    demand_decider,
    demand_secretariat,
    get_meeting_row,
    get_open_meeting,
    record,
)
from shirube.headquarters.domain.terms import MeetingState, Presence, TaskState
from shirube.headquarters.events import MeetingCancelled, MeetingHeld
from shirube.headquarters.models import Attendance, Body, Meeting, Task
from shirube.headquarters.queries.bodies import BodyNotFoundError, list_seats_on
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command


class SessionTakenError(ConflictError):
    """The body has a meeting of this name already."""

    code = "headquarters.session_taken"


class MeetingTimesError(InvalidInputError):
    """A meeting ends after it starts."""

    code = "headquarters.meeting_times"


class ReasonMissingError(InvalidInputError):
    """Cancelling, returning, refusing, dropping and taking back ask for a reason."""

    code = "headquarters.reason_missing"


class PapersNotSentError(ConflictError):
    """A meeting is held, and its items are decided on, after its papers were sent."""

    code = "headquarters.papers_not_sent"


class NotYetHeldError(InvalidInputError):
    """A meeting of a coming day is not over."""

    code = "headquarters.not_yet_held"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingEntry:
    session: str
    held_on: date
    starts_time: time
    ends_time: time | None = None
    place: str = ""
    papers_as_of: date | None = None
    is_announced: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Attended:
    presence: Presence
    deputy: str = ""


@command
def fix_meeting(
    *, municipality_id: UUID, body: str, entry: MeetingEntry, actor: Actor, now: datetime
) -> UUID:
    """A new meeting of a body. NotSecretariatError, BodyNotFoundError, MeetingTimesError, SessionTakenError."""
    demand_secretariat(actor)
    body_row = Body.objects.filter(municipality_id=municipality_id, code=body).first()
    if body_row is None:
        raise BodyNotFoundError(body=body)
    _check_times(entry)
    row = Meeting(municipality_id=municipality_id, body=body_row, changed_at=now, **asdict(entry))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise SessionTakenError(session=entry.session) from error
    record(row, "meeting_fixed", actor, now, day=entry.held_on.isoformat())
    return row.pk


@command
def change_meeting(
    *,
    municipality_id: UUID,
    meeting_id: UUID,
    entry: MeetingEntry,
    seen_revision: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Another day, place or name. NotSecretariatError, MeetingOverError, ChangedMeanwhileError, SessionTakenError."""
    demand_secretariat(actor)
    row = get_open_meeting(municipality_id, meeting_id)
    _check_times(entry)
    seen = Meeting.objects.filter(
        municipality_id=municipality_id, pk=meeting_id, revision=seen_revision, state__in=OPEN
    )
    try:
        with transaction.atomic():
            changed = seen.update(revision=F("revision") + 1, changed_at=now, **asdict(entry))
    except IntegrityError as error:
        raise SessionTakenError(session=entry.session) from error
    if not changed:
        raise ChangedMeanwhileError(what=row.session)
    record(row, "meeting_changed", actor, now, day=entry.held_on.isoformat())


@command
def cancel_meeting(
    *, municipality_id: UUID, meeting_id: UUID, reason: str, actor: Actor, now: datetime
) -> None:
    """It does not take place; what stood on its agenda can stand on another. NotSecretariatError, MeetingOverError."""
    demand_secretariat(actor)
    if not reason.strip():
        raise ReasonMissingError
    row = get_open_meeting(municipality_id, meeting_id)
    _move(row, OPEN, now, state=MeetingState.CANCELLED, cancel_reason=reason)
    record(row, "meeting_cancelled", actor, now)
    events.publish(MeetingCancelled(municipality_id=municipality_id, meeting_id=meeting_id))


@command
def record_attendance(
    *,
    municipality_id: UUID,
    meeting_id: UUID,
    attended: Mapping[UUID, Attended],
    actor: Actor,
    now: datetime,
) -> None:
    """Who of those with a seat on that day was there; seats that are not named are left as they were.

    NotDeciderError, MeetingNotFoundError, MeetingOverError where it was cancelled.
    """
    demand_decider(actor)
    row = get_meeting_row(municipality_id, meeting_id)
    if row.state == MeetingState.CANCELLED:
        raise MeetingOverError(meeting=row.session)
    seats = list_seats_on(municipality_id=municipality_id, body_id=row.body_id, day=row.held_on)
    for position, seat in enumerate(seats):
        if seat.id not in attended:
            continue
        one = attended[seat.id]
        Attendance.objects.update_or_create(
            municipality_id=municipality_id,
            meeting=row,
            seat_id=seat.id,
            defaults={
                "post": seat.post,
                "name": seat.name,
                "role": seat.role.value,
                "presence": one.presence,
                "deputy": one.deputy,
                "position": position,
            },
        )
    record(row, "attendance_recorded", actor, now, people=len(attended))


@command
def close_meeting(
    *, municipality_id: UUID, meeting_id: UUID, ends_time: time | None, actor: Actor, now: datetime
) -> int:
    """The meeting is over: future steps become tasks. How many. NotDeciderError, PapersNotSentError, MeetingOverError."""
    demand_decider(actor)
    row = get_open_meeting(municipality_id, meeting_id)
    if row.state == MeetingState.PLANNED:
        raise PapersNotSentError(meeting=row.session)
    if row.held_on > japan_date(now):
        raise NotYetHeldError(day=row.held_on.isoformat())
    if ends_time is not None and ends_time <= row.starts_time:
        raise MeetingTimesError
    _move(row, [MeetingState.SENT], now, state=MeetingState.HELD, ends_time=ends_time or row.ends_time)
    tasks = Task.objects.filter(municipality_id=municipality_id, item__meeting=row, state=TaskState.PROPOSED)
    opened = Task.objects.filter(
        municipality_id=municipality_id, pk__in=list(tasks.values_list("pk", flat=True))
    ).update(state=TaskState.OPEN, changed_at=now)
    record(row, "meeting_held", actor, now, tasks=opened)
    events.publish(MeetingHeld(municipality_id=municipality_id, meeting_id=meeting_id))
    return opened


def _move(row: Meeting, states: Sequence[MeetingState], now: datetime, **values: object) -> None:
    """MeetingOverError where another person was quicker."""
    standing = Meeting.objects.filter(municipality_id=row.municipality_id, pk=row.pk, state__in=states)
    if not standing.update(revision=F("revision") + 1, changed_at=now, **values):
        raise MeetingOverError(meeting=row.session)


def _check_times(entry: MeetingEntry) -> None:
    if entry.ends_time is not None and entry.ends_time <= entry.starts_time:
        raise MeetingTimesError
