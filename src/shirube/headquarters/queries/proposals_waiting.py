"""What waits for a person in the way of proposals: counts for the first page of staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q

from shirube.accounts.interface import Actor, Role
from shirube.headquarters.domain.proposals import ASKED_IN, BudgetState, ProposalState
from shirube.headquarters.models import Proposal, ProposalOpinion
from shirube.headquarters.queries.proposals_rights import is_office


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingProposals:
    """`first_due`: the day of the question that must be answered first."""

    returned: int = 0
    to_approve: int = 0
    asked: int = 0
    first_due: date | None = None
    to_take_up: int = 0
    without_budget: int = 0
    not_placed: int = 0


def count_waiting_proposals(*, municipality_id: UUID, actor: Actor) -> WaitingProposals:
    """Two queries."""
    mine = {section_id for _role, section_id in actor.sections}
    led = {section_id for role, section_id in actor.sections if role is Role.SECTION_CHIEF}
    office = is_office(actor)
    of_office = {
        "to_take_up": Q(state=ProposalState.SUBMITTED),
        "without_budget": Q(state=ProposalState.DECIDED, budget=BudgetState.WAITING),
        "not_placed": Q(state=ProposalState.DECIDED, placed_at__isnull=True),
    }
    wanted = {
        "returned": Q(state=ProposalState.RETURNED, section_id__in=mine),
        "to_approve": Q(state=ProposalState.WITH_CHIEF, section_id__in=led),
        **(of_office if office else {}),
    }
    rows = Proposal.objects.filter(municipality_id=municipality_id).order_by()
    counted = rows.aggregate(**{name: Count("pk", filter=condition) for name, condition in wanted.items()})
    return WaitingProposals(**counted, **_asked(municipality_id, mine))


def _asked(municipality_id: UUID, mine: set[UUID]) -> dict[str, Any]:
    """What the person's sections are still asked."""
    if not mine:
        return {}
    rows = ProposalOpinion.objects.filter(
        municipality_id=municipality_id,
        section_id__in=mine,
        answered_at__isnull=True,
        proposal__state__in=ASKED_IN,
    )
    return rows.order_by().aggregate(asked=Count("pk"), first_due=Min("due_on"))
