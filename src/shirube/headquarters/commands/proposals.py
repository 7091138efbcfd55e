"""Writing an ad-hoc proposal and sending it on its way, up to the door of a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.headquarters.commands.proposals_places import check_place, check_plan
from shirube.headquarters.domain.proposals import (
    WAYS,
    Hand,
    Move,
    ProposalContent,
    ProposalState,
    contradiction,
    missing_parts,
)
from shirube.headquarters.events import ProposalMoved
from shirube.headquarters.models import Proposal, ProposalCost, ProposalOpinion, ProposalStep
from shirube.headquarters.queries.proposals import ProposalNotFoundError, content_of, content_to_json
from shirube.headquarters.queries.proposals_rights import can_see, can_write, hands_of
from shirube.kernel import events
from shirube.kernel.calendar import fiscal_year_of
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, ForbiddenError, InvalidInputError
from shirube.kernel.transactions import command, step

_HANDS_IN = frozenset({Move.SUBMIT, Move.APPROVE})
_TRIES = 5


class NotYourProposalError(ForbiddenError):
    """The proposal is another section's, or lies on another desk."""

    code = "headquarters.not_your_proposal"


class ProposalIncompleteError(InvalidInputError):
    """Parts are missing without which nobody can decide; `parts` names them."""

    code = "headquarters.proposal_incomplete"

    def __init__(self, *parts: str) -> None:
        super().__init__(parts=", ".join(parts))
        self.parts = parts


class ProposalContradictsError(InvalidInputError):
    """Two parts contradict each other; `part` names the one to look at."""

    code = "headquarters.proposal_contradicts"

    def __init__(self, *, part: str) -> None:
        super().__init__(part=part)
        self.part = part


class ProposalMovedError(ConflictError):
    """The proposal was changed or sent on by somebody else since it was opened; nothing was done."""

    code = "headquarters.proposal_moved"


class ProposalReasonMissingError(InvalidInputError):
    """Sending back, withdrawing and correcting ask for a reason, which the history keeps."""

    code = "headquarters.proposal_reason_missing"


@command
def write_proposal(
    *, municipality_id: UUID, section_id: UUID, content: ProposalContent, actor: Actor, now: datetime
) -> UUID:
    """Begin a proposal of a section; all but its title may still be missing.

    Raises NotYourProposalError, ProposalIncompleteError, ProposalContradictsError, PlanPlaceGoneError.
    """
    if Hand.SECTION not in hands_of(actor, section_id):
        raise NotYourProposalError
    _check(municipality_id, content)
    row = Proposal(
        municipality_id=municipality_id,
        section_id=section_id,
        fiscal_year=fiscal_year_of(japan_date(now)),
        changed_at=now,
        **_columns(content),
    )
    row.save(force_insert=True)
    _write_costs(row, content)
    record(row, "headquarters.proposal_written", actor, now)
    return row.pk


@command
def rewrite_proposal(
    *,
    municipality_id: UUID,
    proposal_id: UUID,
    content: ProposalContent,
    seen_revision: int,
    actor: Actor,
    now: datetime,
    reason: str = "",
) -> None:
    """Change what is proposed. What lies with the office is corrected by the office, for a reason that stays.

    Raises ProposalNotFoundError, NotYourProposalError, ProposalReasonMissingError, ProposalMovedError, and what
    `write_proposal` raises.
    """
    row = get_row(municipality_id, proposal_id, actor)
    state = ProposalState(row.state)
    if not can_write(actor, state, row.section_id):
        raise NotYourProposalError
    is_correction = state in {ProposalState.TAKEN_UP, ProposalState.READY}
    if is_correction and not reason.strip():
        raise ProposalReasonMissingError
    _check(municipality_id, content)
    claim(row, seen_revision, revision=F("revision") + 1, changed_at=now, **_columns(content))
    _write_costs(row, content)
    if is_correction:
        _require_whole(municipality_id, content, now)
        keep_step(row, None, reason.strip(), actor, now, content)
    record(row, "headquarters.proposal_changed", actor, now)


@command
def move_proposal(
    *,
    municipality_id: UUID,
    proposal_id: UUID,
    move: Move,
    seen_revision: int,
    actor: Actor,
    now: datetime,
    comment: str = "",
) -> None:
    """Send the proposal on or back. What is handed in must be whole.

    Raises ProposalNotFoundError, NotYourProposalError, ProposalReasonMissingError, ProposalIncompleteError,
    PlanPlaceGoneError, CategoryDiffersError, ProposalMovedError.
    """
    row = get_row(municipality_id, proposal_id, actor)
    state, way = ProposalState(row.state), WAYS[move]
    if state not in way.begins:
        raise ProposalMovedError(title=row.title)
    if not way.begins[state] & hands_of(actor, row.section_id):
        raise NotYourProposalError
    if way.says_why and not comment.strip():
        raise ProposalReasonMissingError
    content = None
    if move in _HANDS_IN:
        content = content_of(row, ProposalCost.objects.filter(municipality_id=municipality_id, proposal=row))
        _require_whole(municipality_id, content, now)
    claim(row, seen_revision, state=way.ends, changed_at=now)
    if move is Move.TAKE_UP:
        _give_number(row)
    keep_step(row, move, comment.strip(), actor, now, content)
    tell_move(row, move, actor, now)


def get_row(municipality_id: UUID, proposal_id: UUID, actor: Actor) -> Proposal:
    """ProposalNotFoundError also for one that the person may not see."""
    row = Proposal.objects.filter(municipality_id=municipality_id, pk=proposal_id).first()
    asked = ProposalOpinion.objects.filter(municipality_id=municipality_id, proposal_id=proposal_id)
    sections = list(asked.order_by().values_list("section_id", flat=True)) if row else []
    if row is None or not can_see(actor, ProposalState(row.state), row.section_id, sections):
        raise ProposalNotFoundError(proposal=str(proposal_id))
    return row


@step
def claim(row: Proposal, seen_revision: int, **changed: Any) -> None:
    """Write the row, unless somebody moved or changed it since it was read: state and revision stand in the WHERE clause."""
    same = Proposal.objects.filter(
        municipality_id=row.municipality_id, pk=row.pk, state=row.state, revision=seen_revision
    )
    if not same.update(**changed):
        raise ProposalMovedError(title=row.title)


def keep_step(
    row: Proposal,
    move: Move | None,
    comment: str,
    actor: Actor,
    now: datetime,
    content: ProposalContent | None = None,
) -> None:
    ProposalStep.objects.create(
        municipality_id=row.municipality_id,
        proposal=row,
        move=move or "",
        comment=comment,
        content=content_to_json(content) if content else None,
        actor=actor.log_name,
        made_at=now,
    )


def tell_move(row: Proposal, move: Move, actor: Actor, now: datetime) -> None:
    """The log and the event of a move."""
    record(row, "headquarters.proposal_moved", actor, now, move=move.value)
    events.publish(
        ProposalMoved(municipality_id=row.municipality_id, proposal_id=row.pk, state=WAYS[move].ends.value)
    )


def record(row: Proposal, action: str, actor: Actor, now: datetime, **facts: Any) -> None:
    audit.record(
        municipality_id=row.municipality_id,
        actor=actor.log_name,
        action=action,
        subject=f"headquarters.proposal:{row.pk}",
        now=now,
        facts=facts,
    )


def _check(municipality_id: UUID, content: ProposalContent) -> None:
    if not content.title:
        raise ProposalIncompleteError("title")
    if part := contradiction(content):
        raise ProposalContradictsError(part=part)
    check_plan(municipality_id, content)


def _require_whole(municipality_id: UUID, content: ProposalContent, now: datetime) -> None:
    if missing := missing_parts(content):
        raise ProposalIncompleteError(*missing)
    check_place(municipality_id, content, japan_date(now))


def _columns(content: ProposalContent) -> dict[str, Any]:
    columns = content_to_json(replace(content, costs=()))
    return {name: value for name, value in columns.items() if name != "costs"}


def _write_costs(row: Proposal, content: ProposalContent) -> None:
    ProposalCost.objects.filter(municipality_id=row.municipality_id, proposal_id=row.pk).delete()
    ProposalCost.objects.bulk_create(
        ProposalCost(
            municipality_id=row.municipality_id,
            proposal_id=row.pk,
            position=position,
            fiscal_year=cost.fiscal_year,
            source=cost.source,
            yen=cost.yen,
        )
        for position, cost in enumerate(content.costs)
    )


def _give_number(row: Proposal) -> None:
    """The next number of the fiscal year. One that was sent back keeps its own; two at once get one each."""
    if row.number is not None:
        return
    mine = Proposal.objects.filter(municipality_id=row.municipality_id, pk=row.pk)
    year = Proposal.objects.filter(municipality_id=row.municipality_id, fiscal_year=row.fiscal_year)
    for _attempt in range(_TRIES):
        last = year.order_by().aggregate(last=Max("number"))["last"] or 0
        try:
            with transaction.atomic():
                mine.update(number=last + 1)
        except IntegrityError:
            continue
        return
    raise ProposalMovedError(title=row.title)
