"""Decisions on agenda items: what was decided is written down once, and what it is about is told in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.headquarters.commands.agenda import ItemDecidedError, demand_no_minutes_out, demand_undecided
from shirube.headquarters.commands.guards import (
    ChangedMeanwhileError,
    MeetingOverError,
    demand_decider,
    get_item_row,
    record,
)
from shirube.headquarters.commands.meetings import NotYetHeldError, PapersNotSentError, ReasonMissingError
from shirube.headquarters.commands.sending import freeze
from shirube.headquarters.domain.terms import ItemKind, MeetingState, Outcome, SendingKind
from shirube.headquarters.events import AgendaItemDecided
from shirube.headquarters.models import AgendaItem, Decision
from shirube.headquarters.queries.decisions import DecisionPoint
from shirube.headquarters.queries.meetings import ItemView, get_item
from shirube.headquarters.queries.papers import draft_papers, is_changed, newest_papers
from shirube.headquarters.registry import DecidedItem, agenda_kinds
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from shirube.kernel.transactions import command, step


class ChangedSincePapersError(ConflictError):
    """The item is not what the members hold of it: a supplement is sent, or they take note of the change expressly."""

    code = "headquarters.changed_since_papers"


class ReportNotDecidedError(InvalidInputError):
    """A report item is noted; what is to be decided stands among the items for deliberation."""

    code = "headquarters.report_not_decided"


class DecisionNotFoundError(NotFoundError):
    code = "headquarters.decision_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionEntry:
    """`decided_on` None: the day of the meeting. `takes_note`: the members know that the item differs from the papers."""

    outcome: Outcome
    wording: str
    points: Sequence[DecisionPoint] = ()
    decided_on: date | None = None
    takes_note: bool = False


@command
def decide_item(
    *,
    municipality_id: UUID,
    item_id: UUID,
    entry: DecisionEntry,
    seen_revision: int,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Write down what was decided. What the item is about is told inside this transaction and may refuse it.

    Where the members took note of a change, the item is frozen as it was laid on the table.

    NotDeciderError, ItemNotFoundError, PapersNotSentError, MeetingOverError, ItemDecidedError, ReportNotDecidedError,
    ReasonMissingError, ChangedMeanwhileError, ChangedSincePapersError, and what the item's kind raises.
    """
    demand_decider(actor)
    row = get_item_row(municipality_id, item_id)
    _demand_decidable(row, entry, now)
    item = get_item(municipality_id=municipality_id, item_id=item_id)
    # The row is held until the end: nobody changes the item between the look at the papers and the decision.
    seen = AgendaItem.objects.filter(municipality_id=municipality_id, pk=item_id, revision=seen_revision)
    if not seen.update(revision=seen_revision):
        raise ChangedMeanwhileError(what=row.title)
    took_note = _compare_with_papers(row, item, entry, actor, now)
    decision = _write(row, entry, took_note, actor, now)
    if row.about_kind in agenda_kinds:
        agenda_kinds[row.about_kind].on_decided(
            municipality_id=municipality_id, decided=_told(row, decision), actor=actor, now=now
        )
    record(row, "item_decided", actor, now, outcome=entry.outcome.value, took_note=took_note)
    events.publish(
        AgendaItemDecided(
            municipality_id=municipality_id,
            meeting_id=row.meeting_id,
            item_id=item_id,
            about_kind=row.about_kind,
            about_key=row.about_key,
            outcome=entry.outcome.value,
        )
    )
    return decision.pk


@command
def reword_decision(
    *,
    municipality_id: UUID,
    item_id: UUID,
    wording: str,
    points: Sequence[DecisionPoint],
    actor: Actor,
    now: datetime,
) -> None:
    """Mend the words until the minutes are approved; the outcome stays, for others have acted on it.

    NotDeciderError, ItemNotFoundError, DecisionNotFoundError, MinutesOutError, ReasonMissingError.
    """
    demand_decider(actor)
    row = get_item_row(municipality_id, item_id)
    demand_no_minutes_out(row)
    if not wording.strip():
        raise ReasonMissingError
    decisions = Decision.objects.filter(municipality_id=municipality_id, item=row)
    if not decisions.update(wording=wording, points=_points(points)):
        raise DecisionNotFoundError(item=row.title)
    record(row, "decision_reworded", actor, now)


def _demand_decidable(row: AgendaItem, entry: DecisionEntry, now: datetime) -> None:
    if row.meeting.state == MeetingState.PLANNED:
        raise PapersNotSentError(meeting=row.meeting.session)
    if row.meeting.state == MeetingState.CANCELLED:
        raise MeetingOverError(meeting=row.meeting.session)
    if row.meeting.held_on > japan_date(now):
        raise NotYetHeldError(day=row.meeting.held_on.isoformat())
    demand_undecided(row)
    demand_no_minutes_out(row)
    if row.kind == ItemKind.REPORT and entry.outcome is not Outcome.NOTED:
        raise ReportNotDecidedError(item=row.title)
    if not entry.wording.strip():
        raise ReasonMissingError


def _compare_with_papers(
    row: AgendaItem, item: ItemView, entry: DecisionEntry, actor: Actor, now: datetime
) -> bool:
    """Whether the members decided on something else than was sent, and know it. ChangedSincePapersError."""
    city, today = row.municipality_id, japan_date(now)
    held = newest_papers(municipality_id=city, meeting_id=row.meeting_id).get(item.id)
    if not is_changed(municipality_id=city, item=item, held=held, on=today):
        return False
    if not entry.takes_note:
        raise ChangedSincePapersError(item=row.title)
    _keep_tabled(row, today, actor, now)
    return True


@step
def _keep_tabled(row: AgendaItem, today: date, actor: Actor, now: datetime) -> None:
    drafts = draft_papers(municipality_id=row.municipality_id, meeting_id=row.meeting_id, as_of=today)
    mine = [draft for draft in drafts if draft.item.id == row.pk]
    freeze(row.meeting, SendingKind.TABLED, mine, today, "", actor, now)


@step
def _write(
    row: AgendaItem,
    entry: DecisionEntry,
    took_note: bool,  # noqa: FBT001 — a fact to be kept.
    actor: Actor,
    now: datetime,
) -> Decision:
    decision = Decision(
        municipality_id=row.municipality_id,
        item=row,
        outcome=entry.outcome,
        wording=entry.wording,
        points=_points(entry.points),
        decided_on=entry.decided_on or row.meeting.held_on,
        item_revision=row.revision,
        took_note=took_note,
        actor=actor.log_name,
        recorded_at=now,
    )
    try:
        with transaction.atomic():
            decision.save(force_insert=True)
    except IntegrityError as error:
        raise ItemDecidedError(item=row.title) from error
    return decision


def _told(row: AgendaItem, decision: Decision) -> DecidedItem:
    return DecidedItem(
        item_id=row.pk,
        meeting_id=row.meeting_id,
        meeting_title=f"{row.meeting.body.name} {row.meeting.session}",
        key=row.about_key,
        outcome=Outcome(decision.outcome),
        wording=decision.wording,
        decided_on=decision.decided_on,
    )


def _points(points: Sequence[DecisionPoint]) -> list[dict[str, str]]:
    return [{"code": point.code, "text": point.text} for point in points]
