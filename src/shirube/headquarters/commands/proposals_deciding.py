"""What a decision of the headquarters does with a proposal: to the budget and into the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shirube.accounts.interface import SYSTEM, Actor
from shirube.headquarters.commands.proposals import (
    NotYourProposalError,
    get_row,
    keep_step,
    record,
    tell_move,
)
from shirube.headquarters.commands.proposals_places import Decided, placed
from shirube.headquarters.domain.proposals import WAYS, BudgetState, Move, ProposalState
from shirube.headquarters.events import ProposalBudgetRecorded, ProposalPlaced
from shirube.headquarters.models import Proposal, ProposalCost
from shirube.headquarters.queries.proposals import ProposalNotFoundError, content_of, sections_of
from shirube.headquarters.queries.proposals_rights import is_office
from shirube.jobs import interface as jobs
from shirube.kernel import events
from shirube.kernel.calendar import format_date
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command, step
from shirube.plans import interface as plans

PLACING = "shirube.headquarters.tasks.place_decided"
_LONGEST_REASON = 300


class ProposalNotReadyError(ConflictError):
    """The proposal is not before a meeting (any more): it was decided, sent back or withdrawn; nothing was decided again."""

    code = "headquarters.proposal_not_ready"


class AlreadyPlacedError(ConflictError):
    """The decision stands in the plan already, or nothing was decided that could stand there."""

    code = "headquarters.already_placed"


class BudgetSettledError(ConflictError):
    """The result of the budget is known already, or nothing was decided that would need one."""

    code = "headquarters.budget_settled"


class BudgetAmountMissingError(InvalidInputError):
    """An approved budget has an amount."""

    code = "headquarters.budget_amount_missing"


@step
def settle_proposal(
    *,
    municipality_id: UUID,
    proposal_id: UUID,
    move: Move,
    decided_in: str,
    decided_on: date,
    wording: str,
    actor: Actor,
    now: datetime,
) -> None:
    """What a meeting said (Move.DECIDE, SEND_BACK or REFUSE), as part of the meeting's own command. Once.

    What is decided goes to the budget, and is ordered into the plan by a job of this transaction: a plan that was edited
    meanwhile cannot make the headquarters' decision undone. Raises ProposalNotFoundError, ProposalNotReadyError.
    """
    row = Proposal.objects.filter(municipality_id=municipality_id, pk=proposal_id).first()
    if row is None:
        raise ProposalNotFoundError(proposal=str(proposal_id))
    ready = Proposal.objects.filter(municipality_id=municipality_id, pk=row.pk, state=ProposalState.READY)
    budget = _budget_after(row, move)
    if not ready.update(
        state=WAYS[move].ends,
        decided_in=decided_in,
        decided_on=decided_on,
        wording=wording,
        budget=budget,
        changed_at=now,
    ):
        raise ProposalNotReadyError(title=row.title)
    keep_step(row, move, wording, actor, now)
    tell_move(row, move, actor, now)
    if move is Move.DECIDE:
        jobs.enqueue(PLACING, municipality_id=municipality_id, proposal_id=str(row.pk))


@command
def place_in_plan(
    *,
    municipality_id: UUID,
    proposal_id: UUID,
    actor: Actor,
    now: datetime,
    place: Mapping[str, str] | None = None,
) -> int:
    """Put what was decided into the plan as it stands now; the number of its new version. Once, whoever does it.

    `place` ("pillar" and "initiative") is given where the place that was proposed is there no more.
    Raises ProposalNotFoundError, NotYourProposalError, AlreadyPlacedError, PlanPlaceGoneError, CategoryDiffersError, and
    what `plans.amend_plan` raises.
    """
    row = get_row(municipality_id, proposal_id, actor)
    if not is_office(actor):
        raise NotYourProposalError
    chosen = {name: place[name] for name in ("pillar", "initiative")} if place else {}
    waiting = Proposal.objects.filter(
        municipality_id=municipality_id, pk=row.pk, state=ProposalState.DECIDED, placed_at__isnull=True
    )
    if row.plan_id is None or not waiting.update(placed_at=now, placing_fault="", **chosen):
        raise AlreadyPlacedError
    decided = _decided(row, chosen)
    version = plans.amend_plan(
        municipality_id=municipality_id,
        plan_id=row.plan_id,
        amend=lambda pack: placed(pack, decided),
        reason=f"{decided.ground}: {row.title}"[:_LONGEST_REASON],
        actor=actor,
        now=now,
    )
    Proposal.objects.filter(municipality_id=municipality_id, pk=row.pk).update(
        placed_version=version, placed_initiative=decided.content.initiative or decided.slug
    )
    record(row, "headquarters.proposal_placed", actor, now, version=version)
    events.publish(
        ProposalPlaced(
            municipality_id=municipality_id, proposal_id=row.pk, plan_id=row.plan_id, version=version
        )
    )
    return version


@command
def note_placing_fault(*, municipality_id: UUID, proposal_id: UUID, fault: str, now: datetime) -> None:
    """The decision could not be put into the plan by itself: the office sees why, and chooses another place."""
    rows = Proposal.objects.filter(
        municipality_id=municipality_id, pk=proposal_id, state=ProposalState.DECIDED, placed_at__isnull=True
    )
    row = rows.first()
    if row is not None and rows.update(placing_fault=fault):
        record(row, "headquarters.placing_failed", SYSTEM, now, fault=fault)


@command
def record_budget(
    *,
    municipality_id: UUID,
    proposal_id: UUID,
    is_approved: bool,
    yen: int | None,
    note: str,
    on: date,
    actor: Actor,
    now: datetime,
) -> None:
    """What became of the money: approved with an amount, or refused. Once.

    Raises ProposalNotFoundError, NotYourProposalError, BudgetAmountMissingError, BudgetSettledError.
    """
    row = get_row(municipality_id, proposal_id, actor)
    if not is_office(actor):
        raise NotYourProposalError
    if is_approved and yen is None:
        raise BudgetAmountMissingError
    result = BudgetState.APPROVED if is_approved else BudgetState.REFUSED
    waiting = Proposal.objects.filter(
        municipality_id=municipality_id, pk=row.pk, state=ProposalState.DECIDED, budget=BudgetState.WAITING
    )
    if not waiting.update(
        budget=result,
        budget_yen=yen if is_approved else None,
        budget_note=note.strip(),
        budget_on=on,
        changed_at=now,
    ):
        raise BudgetSettledError
    record(row, "headquarters.budget_recorded", actor, now, budget=result.value)
    events.publish(
        ProposalBudgetRecorded(municipality_id=municipality_id, proposal_id=row.pk, budget=result.value)
    )


def _budget_after(row: Proposal, move: Move) -> BudgetState:
    if move is not Move.DECIDE:
        return BudgetState.NONE
    return BudgetState.NOT_NEEDED if row.needs_no_money else BudgetState.WAITING


def _decided(row: Proposal, chosen: Mapping[str, str]) -> Decided:
    costs = ProposalCost.objects.filter(municipality_id=row.municipality_id, proposal_id=row.pk)
    content, place = content_of(row, costs), dict[str, Any](chosen)
    section = sections_of(row.municipality_id)[row.section_id]
    day = format_date(row.decided_on) if row.decided_on else ""
    return Decided(
        content=replace(content, **place),
        slug=f"ad-hoc-{row.fiscal_year}-{row.number}",
        ground=f"{day} {row.decided_in}で決定".strip(),
        section=section.code,
        section_name=section.name,
    )
