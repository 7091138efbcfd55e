"""Meetings with their agenda, as pages and other rooms read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from shirube.headquarters.domain.papers import Figure
from shirube.headquarters.domain.terms import ItemKind, MeetingState, MinutesState, Presence
from shirube.headquarters.models import AgendaItem, Attendance, Meeting, Minutes
from shirube.kernel.errors import NotFoundError


class MeetingNotFoundError(NotFoundError):
    code = "headquarters.meeting_not_found"


class ItemNotFoundError(NotFoundError):
    code = "headquarters.item_not_found"


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting for lists. `minutes` is None where none were begun."""

    id: UUID
    body_id: UUID
    body: str
    session: str
    state: MeetingState
    held_on: date
    starts_time: time
    ends_time: time | None
    place: str
    item_count: int
    is_announced: bool
    minutes: MinutesState | None
    cancel_reason: str
    source: Mapping[str, str]
    revision: int
    changed_at: datetime
    papers_as_of: date | None

    @property
    def title(self) -> str:
        """石巻市DX推進本部会議 令和4年度 第1回."""
        return f"{self.body} {self.session}"

    @property
    def is_over(self) -> bool:
        return self.state in {MeetingState.HELD, MeetingState.CANCELLED}


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    seat_id: UUID | None
    post: str
    name: str
    role: str
    presence: Presence
    deputy: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of an agenda. `number` counts within its kind, from 1."""

    id: UUID
    meeting_id: UUID
    kind: ItemKind
    number: int
    title: str
    about_kind: str
    about_key: str
    points: str
    future: str
    other: str
    figures: tuple[Figure, ...]
    named_attachments: tuple[str, ...]
    section_id: UUID | None
    section: str
    minutes_planned: int | None
    notes: str
    revision: int
    changed_at: datetime


def list_meetings(*, municipality_id: UUID, limit: int = 100) -> Sequence[MeetingLine]:
    """Every meeting, the newest first. Two queries."""
    return _lines(municipality_id, _meetings(municipality_id)[:limit])


def get_meeting(*, municipality_id: UUID, meeting_id: UUID) -> MeetingLine:
    """MeetingNotFoundError."""
    lines = _lines(municipality_id, _meetings(municipality_id).filter(pk=meeting_id))
    if not lines:
        raise MeetingNotFoundError(meeting=str(meeting_id))
    return lines[0]


def list_items(*, municipality_id: UUID, meeting_id: UUID) -> Sequence[ItemView]:
    """The agenda: what is deliberated, then what is reported."""
    rows = AgendaItem.objects.filter(municipality_id=municipality_id, meeting_id=meeting_id)
    ordered = rows.select_related("section").order_by("kind", "position")
    counted: dict[str, int] = {}
    views = []
    for row in ordered:
        counted[row.kind] = counted.get(row.kind, 0) + 1
        views.append(_item(row, counted[row.kind]))
    return views


def get_item(*, municipality_id: UUID, item_id: UUID) -> ItemView:
    """ItemNotFoundError. Two queries: its number is told by the whole agenda."""
    row = AgendaItem.objects.filter(municipality_id=municipality_id, pk=item_id).first()
    if row is None:
        raise ItemNotFoundError(item=str(item_id))
    agenda = list_items(municipality_id=municipality_id, meeting_id=row.meeting_id)
    return next(item for item in agenda if item.id == item_id)


def list_items_about(*, municipality_id: UUID, kind: str, key: str) -> Sequence[tuple[MeetingLine, UUID]]:
    """The meetings on whose agenda a thing stands or stood, the newest first, with the item's id."""
    rows = AgendaItem.objects.filter(municipality_id=municipality_id, about_kind=kind, about_key=key)
    items = {row.meeting_id: row.pk for row in rows}
    lines = _lines(municipality_id, _meetings(municipality_id).filter(pk__in=items))
    return [(line, items[line.id]) for line in lines]


def list_attendances(*, municipality_id: UUID, meeting_id: UUID) -> Sequence[AttendanceLine]:
    rows = Attendance.objects.filter(municipality_id=municipality_id, meeting_id=meeting_id)
    return [
        AttendanceLine(row.seat_id, row.post, row.name, row.role, Presence(row.presence), row.deputy)
        for row in rows.order_by("position", "id")
    ]


def _meetings(municipality_id: UUID) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(municipality_id=municipality_id).select_related("body")
    return rows.annotate(item_count=Count("items")).order_by("-held_on", "-starts_time", "-id")


def _lines(municipality_id: UUID, rows: QuerySet[Meeting]) -> list[MeetingLine]:
    found = list(rows)
    minutes = Minutes.objects.filter(municipality_id=municipality_id, meeting__in=[row.pk for row in found])
    states = dict(minutes.values_list("meeting_id", "state"))
    return [_line(row, states.get(row.pk)) for row in found]


def _line(row: Any, minutes: str | None) -> MeetingLine:
    return MeetingLine(
        id=row.pk,
        body_id=row.body_id,
        body=row.body.name,
        session=row.session,
        state=MeetingState(row.state),
        held_on=row.held_on,
        starts_time=row.starts_time,
        ends_time=row.ends_time,
        place=row.place,
        item_count=row.item_count,
        is_announced=row.is_announced,
        minutes=MinutesState(minutes) if minutes else None,
        cancel_reason=row.cancel_reason,
        source=row.source,
        revision=row.revision,
        changed_at=row.changed_at,
        papers_as_of=row.papers_as_of,
    )


def _item(row: AgendaItem, number: int) -> ItemView:
    return ItemView(
        id=row.pk,
        meeting_id=row.meeting_id,
        kind=ItemKind(row.kind),
        number=number,
        title=row.title,
        about_kind=row.about_kind,
        about_key=row.about_key,
        points=row.points,
        future=row.future,
        other=row.other,
        figures=tuple(Figure(**one) for one in row.figures),
        named_attachments=tuple(row.named_attachments),
        section_id=row.section_id,
        section=row.section.name if row.section else "",
        minutes_planned=row.minutes_planned,
        notes=row.notes,
        revision=row.revision,
        changed_at=row.changed_at,
    )
