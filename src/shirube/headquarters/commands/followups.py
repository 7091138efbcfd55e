"""Future steps and the tasks they become: who does what by when, and what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import F, Max, Q

from shirube.accounts.interface import Actor
from shirube.headquarters.commands.guards import (
    ChangedMeanwhileError,
    MeetingOverError,
    demand_decider,
    get_item_row,
    record,
)
from shirube.headquarters.commands.meetings import ReasonMissingError
from shirube.headquarters.domain.terms import MeetingState, TaskState
from shirube.headquarters.events import TaskClosed
from shirube.headquarters.models import Task
from shirube.headquarters.queries.decisions import TaskNotFoundError, get_task, is_task_of
from shirube.headquarters.queries.rights import can_decide
from shirube.jobs import interface as jobs
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, ForbiddenError, InvalidInputError
from shirube.kernel.transactions import command

LETTER = "shirube.headquarters.tasks.send_task_letter"
_AHEAD = timedelta(days=3)
_REST = timedelta(days=7)
_LIVING = (TaskState.PROPOSED, TaskState.OPEN)


class NotYourTaskError(ForbiddenError):
    """The task belongs to another section or person."""

    code = "headquarters.not_your_task"


class TaskClosedError(ConflictError):
    """The task is done or dropped already."""

    code = "headquarters.task_closed"


class TaskOwnerMissingError(InvalidInputError):
    """A task belongs to a section or a person."""

    code = "headquarters.task_owner_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEntry:
    """Who does what by when; `due_words` where a day cannot be named."""

    text: str
    section_id: UUID | None = None
    person: str = ""
    staff_id: UUID | None = None
    due_on: date | None = None
    due_words: str = ""


@command
def add_task(*, municipality_id: UUID, item_id: UUID, entry: TaskEntry, actor: Actor, now: datetime) -> UUID:
    """A step of an item: proposed until the meeting is over, a task at once behind that.

    NotDeciderError, ItemNotFoundError, MeetingOverError where it was cancelled, TaskOwnerMissingError.
    """
    demand_decider(actor)
    row = get_item_row(municipality_id, item_id)
    if row.meeting.state == MeetingState.CANCELLED:
        raise MeetingOverError(meeting=row.meeting.session)
    _demand_owner(entry)
    last = Task.objects.filter(municipality_id=municipality_id, item=row).aggregate(last=Max("position"))
    is_over = row.meeting.state == MeetingState.HELD
    task = Task.objects.create(
        municipality_id=municipality_id,
        item=row,
        position=(last["last"] or 0) + 1,
        state=TaskState.OPEN if is_over else TaskState.PROPOSED,
        changed_at=now,
        **asdict(entry),
    )
    record(task, "task_added", actor, now)
    return task.pk


@command
def change_task(
    *,
    municipality_id: UUID,
    task_id: UUID,
    entry: TaskEntry,
    seen_revision: int,
    actor: Actor,
    now: datetime,
) -> None:
    """NotDeciderError, TaskNotFoundError, TaskClosedError, ChangedMeanwhileError, TaskOwnerMissingError."""
    demand_decider(actor)
    _demand_owner(entry)
    task = get_task(municipality_id=municipality_id, task_id=task_id)
    if task.state not in _LIVING:
        raise TaskClosedError(task=task.text)
    seen = Task.objects.filter(
        municipality_id=municipality_id, pk=task_id, revision=seen_revision, state__in=_LIVING
    )
    # A new day is asked for anew.
    values = asdict(entry) | ({"reminded_on": None} if entry.due_on != task.due_on else {})
    if not seen.update(revision=F("revision") + 1, changed_at=now, **values):
        raise ChangedMeanwhileError(what=task.text)
    record(_row(municipality_id, task_id), "task_changed", actor, now)


@command
def close_task(
    *, municipality_id: UUID, task_id: UUID, done: bool, result: str, actor: Actor, now: datetime
) -> None:
    """It was done, with what came of it; or it is dropped, for a reason, which the headquarters alone may do.

    NotYourTaskError, TaskNotFoundError, TaskClosedError, ReasonMissingError.
    """
    task = get_task(municipality_id=municipality_id, task_id=task_id)
    if not can_decide(actor) and not (done and is_task_of(task, actor)):
        raise NotYourTaskError(task=task.text)
    if not result.strip():
        raise ReasonMissingError
    state = TaskState.DONE if done else TaskState.DROPPED
    living = Task.objects.filter(municipality_id=municipality_id, pk=task_id, state=TaskState.OPEN)
    if not living.update(
        state=state, result=result, closed_at=now, changed_at=now, revision=F("revision") + 1
    ):
        raise TaskClosedError(task=task.text)
    record(_row(municipality_id, task_id), "task_closed", actor, now, done=done)
    events.publish(TaskClosed(municipality_id=municipality_id, task_id=task_id, is_done=done))


@command
def remind_due_tasks(*, municipality_id: UUID, now: datetime) -> int:
    """Remind of what is due within three days, and every week once the day has passed. How many letters that were.

    A letter is ordered in the same transaction in which the task is noted as reminded (outbox).
    """
    today = japan_date(now)
    due = Task.objects.filter(
        municipality_id=municipality_id, state=TaskState.OPEN, due_on__lte=today + _AHEAD
    )
    rested = Q(reminded_on__isnull=True) | Q(due_on__lt=today, reminded_on__lte=today - _REST)
    # Danger: who runs at the same time waits here, and then finds nothing that still wants a letter.
    wanted = list(due.filter(rested).select_for_update().values_list("pk", flat=True))
    due.filter(pk__in=wanted).update(reminded_on=today)
    for task_id in wanted:
        jobs.enqueue(LETTER, municipality_id=municipality_id, task_id=str(task_id))
    return len(wanted)


def _demand_owner(entry: TaskEntry) -> None:
    if entry.section_id is None and entry.staff_id is None and not entry.person:
        raise TaskOwnerMissingError


def _row(municipality_id: UUID, task_id: UUID) -> Task:
    row = Task.objects.filter(municipality_id=municipality_id, pk=task_id).first()
    if row is None:
        raise TaskNotFoundError(task=str(task_id))
    return row
