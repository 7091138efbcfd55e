"""Minutes on their way: drafted from the agenda, handed in, approved by somebody else, published, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from shirube.accounts.interface import Actor
from shirube.headquarters.commands.guards import (
    ChangedMeanwhileError,
    demand_decider,
    demand_secretariat,
    get_meeting_row,
    record,
)
from shirube.headquarters.commands.meetings import ReasonMissingError
from shirube.headquarters.domain.terms import Ground, ItemKind, MeetingState, MinutesState
from shirube.headquarters.events import MinutesPublished, MinutesTakenBack
from shirube.headquarters.models import AgendaItem, Minutes, MinutesPart
from shirube.headquarters.queries.meetings import ItemView, list_items
from shirube.headquarters.queries.minutes import (
    MinutesNotFoundError,
    PartNotFoundError,
    get_minutes,
    list_names_found,
)
from shirube.headquarters.queries.rights import can_approve
from shirube.kernel import events
from shirube.kernel.errors import ConflictError, ForbiddenError
from shirube.kernel.transactions import command


class MeetingNotOverError(ConflictError):
    """Minutes are drafted when the meeting is over."""

    code = "headquarters.meeting_not_over"


class MinutesBegunError(ConflictError):
    """There is a draft already."""

    code = "headquarters.minutes_begun"


class MinutesMovedError(ConflictError):
    """The minutes are in another state than this act starts from."""

    code = "headquarters.minutes_moved"


class NotApproverError(ForbiddenError):
    """Minutes are approved by a member of the headquarters who did not hand them in."""

    code = "headquarters.not_approver"


class NamesUndecidedError(ConflictError):
    """What would be published names somebody who applied here, and nobody has decided whether that may stand."""

    code = "headquarters.names_undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEntry:
    """`withheld`: residents read the reason instead of the text, the decision and what belongs to it."""

    heading: str
    text: str
    withheld: Ground | None = None
    withheld_note: str = ""


@command
def draft_minutes(*, municipality_id: UUID, meeting_id: UUID, actor: Actor, now: datetime) -> UUID:
    """A part for each item, from what was written and noted. NotSecretariatError, MeetingNotOverError, MinutesBegunError."""
    demand_secretariat(actor)
    meeting = get_meeting_row(municipality_id, meeting_id)
    if meeting.state != MeetingState.HELD:
        raise MeetingNotOverError(meeting=meeting.session)
    row = Minutes(municipality_id=municipality_id, meeting=meeting, changed_at=now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise MinutesBegunError(meeting=meeting.session) from error
    parts = drafted_parts(row)
    MinutesPart.objects.bulk_create(parts)
    record(row, "minutes_drafted", actor, now, parts=len(parts))
    return row.pk


@command
def add_part(
    *, municipality_id: UUID, meeting_id: UUID, entry: PartEntry, actor: Actor, now: datetime
) -> UUID:
    """A part of its own behind the others, as その他 or 閉会. NotSecretariatError, MinutesNotFoundError, MinutesMovedError."""
    demand_secretariat(actor)
    row = _hold_draft(municipality_id, meeting_id, None, now)
    parts = MinutesPart.objects.filter(municipality_id=municipality_id, minutes=row)
    last = parts.aggregate(last=Max("position"))["last"] or 0
    part = MinutesPart.objects.create(
        municipality_id=municipality_id, minutes=row, position=last + 1, **_values(entry)
    )
    record(row, "minutes_written", actor, now)
    return part.pk


@command
def write_part(
    *,
    municipality_id: UUID,
    meeting_id: UUID,
    part_id: UUID,
    entry: PartEntry,
    seen_revision: int,
    actor: Actor,
    now: datetime,
) -> None:
    """NotSecretariatError, MinutesNotFoundError, MinutesMovedError, ChangedMeanwhileError, PartNotFoundError."""
    demand_secretariat(actor)
    row = _hold_draft(municipality_id, meeting_id, seen_revision, now)
    parts = MinutesPart.objects.filter(municipality_id=municipality_id, minutes=row, pk=part_id)
    if not parts.update(**_values(entry)):
        raise PartNotFoundError(part=str(part_id))
    record(row, "minutes_written", actor, now, withheld=bool(entry.withheld))


@command
def allow_name(
    *, municipality_id: UUID, meeting_id: UUID, part_id: UUID, digest: str, actor: Actor, now: datetime
) -> None:
    """The writer has looked: this name may stand in this part. NotSecretariatError, MinutesMovedError, PartNotFoundError."""
    demand_secretariat(actor)
    row = _hold_draft(municipality_id, meeting_id, None, now)
    part = MinutesPart.objects.filter(municipality_id=municipality_id, minutes=row, pk=part_id).first()
    if part is None:
        raise PartNotFoundError(part=str(part_id))
    part.allowed_names = sorted({*part.allowed_names, digest})
    part.save(update_fields=["allowed_names"])
    record(row, "name_allowed", actor, now)


@command
def submit_minutes(*, municipality_id: UUID, meeting_id: UUID, actor: Actor, now: datetime) -> None:
    """Hand them in for approval. NotSecretariatError, MinutesMovedError, NamesUndecidedError."""
    demand_secretariat(actor)
    _demand_no_names(municipality_id, meeting_id)
    row = _move(
        municipality_id,
        meeting_id,
        [MinutesState.DRAFT],
        MinutesState.SUBMITTED,
        now,
        submitted_by=actor.log_name,
        comment="",
    )
    record(row, "minutes_submitted", actor, now)


@command
def return_minutes(
    *, municipality_id: UUID, meeting_id: UUID, comment: str, actor: Actor, now: datetime
) -> None:
    """Back to the writer, with what is to be mended. NotDeciderError, ReasonMissingError, MinutesMovedError."""
    demand_decider(actor)
    if not comment.strip():
        raise ReasonMissingError
    row = _move(
        municipality_id,
        meeting_id,
        [MinutesState.SUBMITTED, MinutesState.APPROVED],
        MinutesState.DRAFT,
        now,
        comment=comment,
        approved_by="",
        approved_at=None,
    )
    record(row, "minutes_returned", actor, now)


@command
def approve_minutes(*, municipality_id: UUID, meeting_id: UUID, actor: Actor, now: datetime) -> None:
    """By a member of the headquarters who did not hand them in. NotApproverError, MinutesMovedError."""
    standing = get_minutes(municipality_id=municipality_id, meeting_id=meeting_id)
    if not can_approve(actor, standing.submitted_by):
        raise NotApproverError
    row = _move(
        municipality_id,
        meeting_id,
        [MinutesState.SUBMITTED],
        MinutesState.APPROVED,
        now,
        approved_by=actor.log_name,
        approved_at=now,
    )
    record(row, "minutes_approved", actor, now)


@command
def publish_minutes(*, municipality_id: UUID, meeting_id: UUID, actor: Actor, now: datetime) -> None:
    """Residents read them, and the decisions. NotSecretariatError, MinutesMovedError, NamesUndecidedError.

    Names are looked for once more: somebody may have applied since.
    """
    demand_secretariat(actor)
    _demand_no_names(municipality_id, meeting_id)
    row = _move(
        municipality_id,
        meeting_id,
        [MinutesState.APPROVED],
        MinutesState.PUBLISHED,
        now,
        published_at=now,
    )
    record(row, "minutes_published", actor, now)
    events.publish(MinutesPublished(municipality_id=municipality_id, meeting_id=meeting_id))


@command
def take_minutes_back(
    *, municipality_id: UUID, meeting_id: UUID, comment: str, actor: Actor, now: datetime
) -> None:
    """No longer public, to be mended. NotDeciderError, ReasonMissingError, MinutesMovedError."""
    demand_decider(actor)
    if not comment.strip():
        raise ReasonMissingError
    row = _move(
        municipality_id,
        meeting_id,
        [MinutesState.PUBLISHED],
        MinutesState.DRAFT,
        now,
        comment=comment,
        published_at=None,
        approved_by="",
        approved_at=None,
    )
    record(row, "minutes_taken_back", actor, now)
    events.publish(MinutesTakenBack(municipality_id=municipality_id, meeting_id=meeting_id))


def drafted_parts(minutes: Minutes) -> Sequence[MinutesPart]:
    """A part for each item of the agenda, not yet kept."""
    city = minutes.municipality_id
    rows = AgendaItem.objects.filter(municipality_id=city, meeting=minutes.meeting_id).in_bulk()
    items = list_items(municipality_id=city, meeting_id=minutes.meeting_id)
    return [
        MinutesPart(
            municipality_id=city,
            minutes=minutes,
            item=rows[item.id],
            position=position,
            heading=_heading(item),
            text=_text(item),
        )
        for position, item in enumerate(items, 1)
    ]


def _heading(item: ItemView) -> str:
    words = {ItemKind.DELIBERATION: _("審議事項"), ItemKind.REPORT: _("報告事項")}
    return f"{words[item.kind]}{item.number}　{item.title}"[:200]


def _text(item: ItemView) -> str:
    """In the blocks of a 会議要旨; notes stand with the main points."""
    points = "\n".join(words for words in (item.points, item.notes) if words)
    blocks = (
        (_("（1）主な内容"), points),
        (_("（2）今後の予定"), item.future),
        (_("【その他】"), item.other),
    )
    return "\n\n".join(f"{heading}\n{words}" for heading, words in blocks if words)


def _values(entry: PartEntry) -> dict[str, Any]:
    return {
        "heading": entry.heading,
        "text": entry.text,
        "withheld": entry.withheld.value if entry.withheld else "",
        "withheld_note": entry.withheld_note if entry.withheld else "",
    }


def _hold_draft(municipality_id: UUID, meeting_id: UUID, seen: int | None, now: datetime) -> Minutes:
    """The draft, held for this transaction. MinutesNotFoundError, MinutesMovedError, ChangedMeanwhileError."""
    row = _row(municipality_id, meeting_id)
    drafts = Minutes.objects.filter(municipality_id=municipality_id, pk=row.pk, state=MinutesState.DRAFT)
    wanted = drafts if seen is None else drafts.filter(revision=seen)
    if not wanted.update(revision=F("revision") + 1, changed_at=now):
        if drafts.exists():
            raise ChangedMeanwhileError(what=row.meeting.session)
        raise MinutesMovedError(meeting=row.meeting.session)
    return row


def _move(
    municipality_id: UUID,
    meeting_id: UUID,
    states: Sequence[MinutesState],
    to: MinutesState,
    now: datetime,
    **values: Any,
) -> Minutes:
    """MinutesNotFoundError; MinutesMovedError where they are in none of the states."""
    row = _row(municipality_id, meeting_id)
    standing = Minutes.objects.filter(municipality_id=municipality_id, pk=row.pk, state__in=states)
    if not standing.update(state=to, revision=F("revision") + 1, changed_at=now, **values):
        raise MinutesMovedError(meeting=row.meeting.session)
    return row


def _row(municipality_id: UUID, meeting_id: UUID) -> Minutes:
    rows = Minutes.objects.select_related("meeting")
    row = rows.filter(municipality_id=municipality_id, meeting=meeting_id).first()
    if row is None:
        raise MinutesNotFoundError(meeting=str(meeting_id))
    return row


def _demand_no_names(municipality_id: UUID, meeting_id: UUID) -> None:
    minutes = get_minutes(municipality_id=municipality_id, meeting_id=meeting_id)
    found = list_names_found(municipality_id=municipality_id, minutes=minutes)
    if found:
        raise NamesUndecidedError(count=len(found), part=found[0].part)
