"""Minutes: as their writers see them, and as residents do."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.applications import interface as applications
from shirube.headquarters.domain.papers import Figure
from shirube.headquarters.domain.terms import Ground, MinutesState
from shirube.headquarters.models import Minutes, MinutesPart
from shirube.headquarters.queries.attachments import list_item_files
from shirube.headquarters.queries.decisions import DecisionView, TaskView, list_decisions, list_tasks
from shirube.headquarters.queries.meetings import (
    AttendanceLine,
    ItemView,
    list_attendances,
    list_items,
)
from shirube.kernel.errors import NotFoundError


class MinutesNotFoundError(NotFoundError):
    code = "headquarters.minutes_not_found"


class PartNotFoundError(NotFoundError):
    code = "headquarters.part_not_found"


@dataclass(frozen=True, slots=True)
class PartView:
    """`text` is the writer's; decision, tasks and figures come from the item and stand below it."""

    id: UUID
    heading: str
    text: str
    withheld: Ground | None
    withheld_note: str
    allowed_names: frozenset[str]
    item: ItemView | None
    decision: DecisionView | None
    tasks: tuple[TaskView, ...]
    attachments: tuple[str, ...]

    @property
    def figures(self) -> tuple[Figure, ...]:
        return self.item.figures if self.item else ()

    @property
    def published_words(self) -> str:
        """All that residents would read of it."""
        if self.withheld:
            return f"{self.heading}\n{self.withheld_note}"
        words = [self.heading, self.text]
        if self.decision:
            words += [self.decision.wording, *(point.text for point in self.decision.points)]
        words += [f"{task.text} {task.result}" for task in self.tasks]
        words += [f"{one.label} {one.note}" for one in self.figures]
        return "\n".join([*words, *self.attachments])


@dataclass(frozen=True, slots=True)
class MinutesView:
    id: UUID
    meeting_id: UUID
    state: MinutesState
    submitted_by: str
    approved_at: datetime | None
    published_at: datetime | None
    comment: str
    revision: int
    attended: tuple[AttendanceLine, ...]
    parts: tuple[PartView, ...]


@dataclass(frozen=True, slots=True)
class NameFound:
    """A name in what would be published that the installation knows of an applicant. `digest` stands for it."""

    part_id: UUID
    part: str
    name: str
    around: str
    digest: str


def find_minutes(*, municipality_id: UUID, meeting_id: UUID) -> MinutesView | None:
    """None where they were not begun."""
    row = Minutes.objects.filter(municipality_id=municipality_id, meeting=meeting_id).first()
    return _view(row) if row else None


def get_minutes(*, municipality_id: UUID, meeting_id: UUID) -> MinutesView:
    """MinutesNotFoundError."""
    found = find_minutes(municipality_id=municipality_id, meeting_id=meeting_id)
    if found is None:
        raise MinutesNotFoundError(meeting=str(meeting_id))
    return found


def get_published_minutes(*, municipality_id: UUID, meeting_id: UUID) -> MinutesView:
    """MinutesNotFoundError also for those that residents do not read yet."""
    found = get_minutes(municipality_id=municipality_id, meeting_id=meeting_id)
    if found.state is not MinutesState.PUBLISHED:
        raise MinutesNotFoundError(meeting=str(meeting_id))
    return found


def find_part(minutes: MinutesView, part_id: UUID) -> PartView:
    """PartNotFoundError."""
    found = next((part for part in minutes.parts if part.id == part_id), None)
    if found is None:
        raise PartNotFoundError(part=str(part_id))
    return found


def list_names_found(*, municipality_id: UUID, minutes: MinutesView) -> Sequence[NameFound]:
    """Names of applicants in what would be published that the writer has not let stand.

    Those of staff and of who attended are no news in minutes.
    """
    expected = _expected(municipality_id, minutes)
    found = []
    for part in minutes.parts:
        words = part.published_words
        for spot in applications.find_names_in_text(municipality_id=municipality_id, text=words):
            digest = digest_of_name(spot.name)
            if digest in part.allowed_names or _plain(spot.name) in expected:
                continue
            around = words[max(0, spot.start - 15) : spot.end + 15].replace("\n", " ")
            found.append(NameFound(part.id, part.heading, spot.name, around, digest))
    return list({(one.part_id, one.digest): one for one in found}.values())


def digest_of_name(name: str) -> str:
    return hashlib.sha256(_plain(name).encode()).hexdigest()[:32]


def _expected(municipality_id: UUID, minutes: MinutesView) -> frozenset[str]:
    staff = accounts.list_staff(municipality_id=municipality_id)
    names = [*(one.name for one in staff), *(one.name for one in minutes.attended)]
    return frozenset(_plain(name) for name in names)


def _plain(name: str) -> str:
    return "".join(name.split())


def _view(row: Minutes) -> MinutesView:
    city, meeting = row.municipality_id, row.meeting_id
    items = {item.id: item for item in list_items(municipality_id=city, meeting_id=meeting)}
    decisions = list_decisions(municipality_id=city, meeting_id=meeting)
    tasks = list_tasks(municipality_id=city, meeting_id=meeting)
    files = list_item_files(municipality_id=city, item_ids=list(items))
    parts = []
    for part in MinutesPart.objects.filter(municipality_id=city, minutes=row).order_by("position"):
        item = items.get(part.item_id) if part.item_id else None
        names = (*(one.name for one in files[item.id]), *item.named_attachments) if item else ()
        parts.append(
            PartView(
                id=part.pk,
                heading=part.heading,
                text=part.text,
                withheld=Ground(part.withheld) if part.withheld else None,
                withheld_note=part.withheld_note,
                allowed_names=frozenset(part.allowed_names),
                item=item,
                decision=decisions.get(item.id) if item else None,
                tasks=tuple(task for task in tasks if item and task.item_id == item.id),
                attachments=names,
            )
        )
    return MinutesView(
        id=row.pk,
        meeting_id=meeting,
        state=MinutesState(row.state),
        submitted_by=row.submitted_by,
        approved_at=row.approved_at,
        published_at=row.published_at,
        comment=row.comment,
        revision=row.revision,
        attended=tuple(list_attendances(municipality_id=city, meeting_id=meeting)),
        parts=tuple(parts),
    )
