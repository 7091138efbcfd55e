"""The end of the matter: decided, rejected or withdrawn, with its figures."""

from __future__ import annotations

from datetime import datetime

from shirube.applications.commands.counting import count_settled
from shirube.applications.commands.moving import move_case
from shirube.applications.domain.states import Act, Outcome
from shirube.applications.models import Case, CaseStatistic, Proposal
from shirube.applications.models.deciding import ProposalState
from shirube.applications.queries.places import cases_of
from shirube.applications.queries.rules import period_of
from shirube.applications.queries.sealing import Box
from shirube.kernel.clock import japan_date
from shirube.kernel.transactions import step


@step
def settle(
    *, case: Case, act: Act, outcome: Outcome, actor: str, now: datetime, words: str, box: Box
) -> None:
    """Move the case to its outcome; what still lay on a desk is off it. CaseMovedError."""
    # Danger: approval takes the proposal first and then the case; another order here would let the two wait for each
    # other for ever.
    open_ones = Proposal.objects.filter(
        municipality_id=case.municipality_id, case=case, state=ProposalState.OPEN
    )
    open_ones.update(
        state=ProposalState.WITHDRAWN if act is Act.WITHDRAW else ProposalState.APPROVED, ended_at=now
    )
    facts = {"outcome": outcome.value}
    move_case(
        case=case,
        act=act,
        actor=actor,
        now=now,
        facts=facts,
        words=words,
        box=box,
        outcome=outcome,
        settled_at=now,
        days_left=None,
    )
    _count(case, outcome, now)


def _count(case: Case, outcome: Outcome, now: datetime) -> None:
    rounds, paused = (
        cases_of(case.municipality_id).filter(pk=case.pk).values_list("rounds", "paused_days").get()
    )
    period = period_of(municipality_id=case.municipality_id, unit=case.days_unit)
    used = period.days_between(japan_date(case.submitted_at), japan_date(now)) - paused
    CaseStatistic.objects.filter(municipality_id=case.municipality_id, case_id=case.pk).update(
        settled_on=japan_date(now),
        outcome=outcome,
        # Withdrawn by the resident: how long the city took is not a matter of the city.
        days_used=None if outcome is Outcome.WITHDRAWN else max(used, 0),
        rounds=rounds,
        section_id=case.section_id,
    )
    count_settled(municipality_id=case.municipality_id, case_id=case.pk, now=now)
