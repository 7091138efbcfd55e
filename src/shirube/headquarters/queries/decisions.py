"""Decisions and the tasks that follow from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, QuerySet

from shirube.accounts.interface import Actor
from shirube.headquarters.domain.terms import MinutesState, Outcome, TaskState
from shirube.headquarters.models import Decision, MinutesPart, Task
from shirube.kernel.errors import NotFoundError


class TaskNotFoundError(NotFoundError):
    code = "headquarters.task_not_found"


@dataclass(frozen=True, slots=True)
class DecisionPoint:
    """One numbered part of what was decided; `code` is as written: ①, ア, (1)."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class DecisionView:
    id: UUID
    meeting_id: UUID
    meeting_title: str
    item_id: UUID
    item_title: str
    item_kind: str
    about_kind: str
    about_key: str
    outcome: Outcome
    wording: str
    points: tuple[DecisionPoint, ...]
    decided_on: date
    took_note: bool


@dataclass(frozen=True, slots=True)
class TaskView:
    id: UUID
    item_id: UUID
    item_title: str
    meeting_id: UUID
    meeting_title: str
    text: str
    section_id: UUID | None
    section: str
    person: str
    staff_id: UUID | None
    due_on: date | None
    due_words: str
    state: TaskState
    result: str
    revision: int

    def is_late(self, today: date) -> bool:
        return self.state is TaskState.OPEN and self.due_on is not None and self.due_on < today


def list_published_decisions(*, municipality_id: UUID, limit: int = 50) -> Sequence[DecisionView]:
    """What residents may read, the newest first: of meetings whose minutes are published, without withheld parts."""
    withheld = MinutesPart.objects.filter(
        municipality_id=municipality_id, item__isnull=False, minutes__municipality_id=municipality_id
    ).exclude(withheld="")
    rows = _decisions(municipality_id).filter(
        item__meeting__minutes__municipality_id=municipality_id,
        item__meeting__minutes__state=MinutesState.PUBLISHED,
    )
    return [_decision(row) for row in rows.exclude(item__in=withheld.values("item"))[:limit]]


def list_decisions(*, municipality_id: UUID, meeting_id: UUID) -> Mapping[UUID, DecisionView]:
    """The decisions of a meeting by item."""
    rows = _decisions(municipality_id).filter(item__meeting=meeting_id)
    return {row.item_id: _decision(row) for row in rows}


def list_tasks(*, municipality_id: UUID, meeting_id: UUID) -> Sequence[TaskView]:
    """All of a meeting, those proposed too, in the order of the agenda."""
    rows = _tasks(municipality_id).filter(item__meeting=meeting_id)
    return [_task(row) for row in rows.order_by("item__kind", "item__position", "position")]


def list_open_tasks(*, municipality_id: UUID, limit: int = 500) -> Sequence[TaskView]:
    """What still has to be done, the longest due first, then what has no day."""
    rows = _tasks(municipality_id).filter(state=TaskState.OPEN)
    return [_task(row) for row in rows.order_by(F("due_on").asc(nulls_last=True), "id")[:limit]]


def list_tasks_of(*, municipality_id: UUID, actor: Actor) -> Sequence[TaskView]:
    """The open tasks of a person: one's own by name, or of a section one works in."""
    tasks = list_open_tasks(municipality_id=municipality_id)
    return [task for task in tasks if is_task_of(task, actor)]


def is_task_of(task: TaskView, actor: Actor) -> bool:
    if task.staff_id is not None:
        return task.staff_id == actor.staff_id
    return task.section_id is not None and actor.works_in([task.section_id])


def get_task(*, municipality_id: UUID, task_id: UUID) -> TaskView:
    """TaskNotFoundError."""
    row = _tasks(municipality_id).filter(pk=task_id).first()
    if row is None:
        raise TaskNotFoundError(task=str(task_id))
    return _task(row)


def _decisions(municipality_id: UUID) -> QuerySet[Decision]:
    rows = Decision.objects.filter(municipality_id=municipality_id)
    return rows.select_related("item__meeting__body").order_by("-decided_on", "-id")


def _tasks(municipality_id: UUID) -> QuerySet[Task]:
    rows = Task.objects.filter(municipality_id=municipality_id)
    return rows.select_related("section", "item__meeting__body")


def _decision(row: Decision) -> DecisionView:
    item = row.item
    return DecisionView(
        id=row.pk,
        meeting_id=item.meeting_id,
        meeting_title=f"{item.meeting.body.name} {item.meeting.session}",
        item_id=item.pk,
        item_title=item.title,
        item_kind=item.kind,
        about_kind=item.about_kind,
        about_key=item.about_key,
        outcome=Outcome(row.outcome),
        wording=row.wording,
        points=tuple(DecisionPoint(one["code"], one["text"]) for one in row.points),
        decided_on=row.decided_on,
        took_note=row.took_note,
    )


def _task(row: Task) -> TaskView:
    return TaskView(
        id=row.pk,
        item_id=row.item_id,
        item_title=row.item.title,
        meeting_id=row.item.meeting_id,
        meeting_title=f"{row.item.meeting.body.name} {row.item.meeting.session}",
        text=row.text,
        section_id=row.section_id,
        section=row.section.name if row.section else "",
        person=row.person,
        staff_id=row.staff_id,
        due_on=row.due_on,
        due_words=row.due_words,
        state=TaskState(row.state),
        result=row.result,
        revision=row.revision,
    )
