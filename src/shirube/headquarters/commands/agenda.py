"""The agenda: adding items, changing them, their order, notes taken in the meeting, and files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from shirube.accounts.interface import Actor
from shirube.files import interface as files
from shirube.headquarters.commands.guards import (
    OPEN,
    ChangedMeanwhileError,
    MeetingOverError,
    demand_decider,
    demand_secretariat,
    get_item_row,
    get_open_item,
    get_open_meeting,
    record,
)
from shirube.headquarters.domain.papers import Figure
from shirube.headquarters.domain.terms import ItemKind, MeetingState, MinutesState
from shirube.headquarters.models import AgendaItem, Decision, Minutes, Paper
from shirube.headquarters.queries.attachments import subject_of
from shirube.headquarters.registry import SubjectNotFoundError, agenda_kinds
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command, step

ITEM_FILE = "headquarters.item_file"


class AlreadyOnAgendaError(ConflictError):
    """The same thing stands on this agenda already."""

    code = "headquarters.already_on_agenda"


class ItemSentError(ConflictError):
    """An item whose papers were sent stays on the agenda."""

    code = "headquarters.item_sent"


class ItemDecidedError(ConflictError):
    """An item that was decided on is not changed any more."""

    code = "headquarters.item_decided"


class MinutesOutError(ConflictError):
    """The minutes are approved or published: notes are no longer taken."""

    code = "headquarters.minutes_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemEntry:
    """What is written of an item: （1）主な内容, （2）今後の予定, 【その他】, figures."""

    kind: ItemKind
    title: str
    points: str = ""
    future: str = ""
    other: str = ""
    figures: Sequence[Figure] = ()
    section_id: UUID | None = None
    minutes_planned: int | None = None


@command
def add_item(
    *,
    municipality_id: UUID,
    meeting_id: UUID,
    entry: ItemEntry,
    about_kind: str = "",
    about_key: str = "",
    actor: Actor,
    now: datetime,
) -> UUID:
    """Put an item at the end of its kind. Where it is about something and has no title, it takes that one's.

    NotSecretariatError, MeetingOverError, SubjectNotFoundError, AlreadyOnAgendaError.
    """
    demand_secretariat(actor)
    return place_item(municipality_id, meeting_id, entry, about_kind, about_key, actor, now)


@step
def place_item(
    municipality_id: UUID,
    meeting_id: UUID,
    entry: ItemEntry,
    about_kind: str,
    about_key: str,
    actor: Actor,
    now: datetime,
) -> UUID:
    """The part of `add_item` for commands of this room that put their own things on an agenda."""
    meeting = get_open_meeting(municipality_id, meeting_id)
    values = _values(entry)
    if about_kind:
        values["title"] = entry.title or _title_of(municipality_id, about_kind, about_key, now)
    row = AgendaItem(
        municipality_id=municipality_id,
        meeting=meeting,
        position=_last_position(meeting.pk, municipality_id, entry.kind) + 1,
        about_kind=about_kind,
        about_key=about_key,
        changed_at=now,
        **values,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyOnAgendaError(item=row.title) from error
    record(row, "item_added", actor, now, about=f"{about_kind}:{about_key}" if about_kind else "")
    return row.pk


@command
def change_item(
    *,
    municipality_id: UUID,
    item_id: UUID,
    entry: ItemEntry,
    seen_revision: int,
    actor: Actor,
    now: datetime,
) -> None:
    """NotSecretariatError, ItemNotFoundError, MeetingOverError, ItemDecidedError, ChangedMeanwhileError."""
    demand_secretariat(actor)
    row = get_open_item(municipality_id, item_id)
    demand_undecided(row)
    values = _values(entry)
    if entry.kind != row.kind:
        values["position"] = _last_position(row.meeting_id, municipality_id, entry.kind) + 1
    seen = AgendaItem.objects.filter(municipality_id=municipality_id, pk=item_id, revision=seen_revision)
    if not seen.update(revision=F("revision") + 1, changed_at=now, **values):
        raise ChangedMeanwhileError(what=row.title)
    record(row, "item_changed", actor, now)


@command
def move_item(*, municipality_id: UUID, item_id: UUID, down: bool, actor: Actor, now: datetime) -> bool:
    """One place up or down among its kind. False where it stands at the end already."""
    demand_secretariat(actor)
    row = get_open_item(municipality_id, item_id)
    peers = AgendaItem.objects.filter(
        municipality_id=municipality_id, meeting_id=row.meeting_id, kind=row.kind
    )
    beside = (
        peers.filter(position__gt=row.position).order_by("position")
        if down
        else peers.filter(position__lt=row.position).order_by("-position")
    ).first()
    if beside is None:
        return False
    peers.filter(pk=row.pk).update(position=beside.position)
    peers.filter(pk=beside.pk).update(position=row.position)
    record(row, "item_moved", actor, now)
    return True


@command
def remove_item(*, municipality_id: UUID, item_id: UUID, actor: Actor, now: datetime) -> None:
    """Take an item off an agenda that has not been sent. NotSecretariatError, MeetingOverError, ItemSentError."""
    demand_secretariat(actor)
    row = get_open_item(municipality_id, item_id)
    if Paper.objects.filter(municipality_id=municipality_id, item=row).exists():
        raise ItemSentError(item=row.title)
    demand_undecided(row)
    record(row, "item_removed", actor, now, title=row.title)
    row.tasks.filter(municipality_id=municipality_id).delete()
    row.delete()


@command
def write_notes(*, municipality_id: UUID, item_id: UUID, notes: str, actor: Actor, now: datetime) -> None:
    """What was said, while or after the meeting; the minutes are drafted from it. The papers do not show it.

    NotDeciderError, ItemNotFoundError, MinutesOutError.
    """
    demand_decider(actor)
    row = get_item_row(municipality_id, item_id)
    demand_no_minutes_out(row)
    if row.meeting.state == MeetingState.CANCELLED:
        raise MeetingOverError(meeting=row.meeting.session)
    AgendaItem.objects.filter(municipality_id=municipality_id, pk=item_id).update(notes=notes)
    record(row, "notes_written", actor, now)


@command
def attach_item_file(
    *, municipality_id: UUID, item_id: UUID, file_id: UUID, actor: Actor, now: datetime
) -> None:
    """Let a file that was just received belong to the item: a change of what the papers show.

    NotSecretariatError, MeetingOverError, ItemDecidedError and what `files.attach_file` raises.
    """
    demand_secretariat(actor)
    row = get_open_item(municipality_id, item_id)
    demand_undecided(row)
    files.attach_file(
        municipality_id=municipality_id,
        file_id=file_id,
        subject=subject_of(item_id),
        actor=actor.log_name,
        now=now,
    )
    standing = AgendaItem.objects.filter(municipality_id=municipality_id, pk=item_id, meeting__state__in=OPEN)
    standing.update(revision=F("revision") + 1, changed_at=now)
    record(row, "file_attached", actor, now)


def demand_undecided(row: AgendaItem) -> None:
    if Decision.objects.filter(municipality_id=row.municipality_id, item=row).exists():
        raise ItemDecidedError(item=row.title)


def demand_no_minutes_out(row: AgendaItem) -> None:
    out = Minutes.objects.filter(
        municipality_id=row.municipality_id,
        meeting=row.meeting_id,
        state__in=[MinutesState.APPROVED, MinutesState.PUBLISHED],
    )
    if out.exists():
        raise MinutesOutError(meeting=row.meeting.session)


def _values(entry: ItemEntry) -> dict[str, Any]:
    return {**asdict(entry), "figures": [_figure(one) for one in entry.figures]}


def _figure(figure: Figure) -> Mapping[str, str]:
    return {"label": figure.label, "value": figure.value, "unit": figure.unit, "note": figure.note}


def _title_of(municipality_id: UUID, kind: str, key: str, now: datetime) -> str:
    """SubjectNotFoundError."""
    if kind not in agenda_kinds:
        raise SubjectNotFoundError(kind=kind, key=key)
    paper = agenda_kinds[kind].paper(municipality_id=municipality_id, key=key, on=japan_date(now))
    return paper.title[:200]


def _last_position(meeting_id: UUID, municipality_id: UUID, kind: ItemKind) -> int:
    rows = AgendaItem.objects.filter(municipality_id=municipality_id, meeting_id=meeting_id, kind=kind)
    return int(rows.aggregate(last=Max("position"))["last"] or 0)
