"""A proposal before a meeting: its paper, a change after the papers, and what the decision sets off."""

from __future__ import annotations

from uuid import UUID

import pytest

from shirube.headquarters.commands.deciding import ChangedSincePapersError
from shirube.headquarters.commands.proposals import rewrite_proposal
from shirube.headquarters.commands.proposals_deciding import ProposalNotReadyError
from shirube.headquarters.domain.papers import Grid
from shirube.headquarters.domain.proposals import Move
from shirube.headquarters.domain.terms import Outcome
from shirube.headquarters.models import Decision, Proposal
from shirube.headquarters.queries.subject_proposals import KIND, paper
from shirube.headquarters.registry import SubjectNotFoundError
from shirube.headquarters.tasks import place_decided
from shirube.organizations.models import Municipality, Section
from shirube.plans.models import Initiative, Plan
from tests.factories import headquarters as hq
from tests.factories.organizations import SectionFactory
from tests.factories.proposals import NOW, TODAY, content_for, make, make_ready, office
from tests.factories.published_plan import published_plan_of


@pytest.fixture
def plan(in_city: Municipality) -> Plan:
    return published_plan_of(in_city)


@pytest.fixture
def section(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="bosai", name="防災課")


@pytest.fixture
def ready(in_city: Municipality, section: Section, plan: Plan) -> Proposal:
    return make_ready(in_city, section, content_for(plan))


@pytest.fixture
def sent(in_city: Municipality, meeting: UUID, ready: Proposal) -> UUID:
    """The item about the proposal, with its papers sent."""
    item_id = hq.item(in_city, meeting, ready.title, about=(KIND, str(ready.pk)))
    hq.send(in_city, meeting)
    return item_id


def test_the_paper_tells_costs_and_opinions(in_city: Municipality, ready: Proposal) -> None:
    content = paper(municipality_id=in_city.pk, key=str(ready.pk), on=TODAY)

    (costs,) = [block for block in content.blocks if isinstance(block, Grid)]
    assert costs.rows[-1] == ("合計", "—", "2,000,000円")
    with pytest.raises(SubjectNotFoundError):
        paper(municipality_id=in_city.pk, key="no-such-key", on=TODAY)


def test_a_decision_moves_the_proposal_and_the_job_puts_it_into_the_plan(
    in_city: Municipality, sent: UUID, ready: Proposal, plan: Plan
) -> None:
    hq.decide(in_city, sent)
    place_decided.func(municipality_id=in_city.pk, proposal_id=str(ready.pk))

    ready.refresh_from_db()
    assert (ready.state, ready.decided_in) == ("decided", "標市DX推進本部会議 令和8年度 第2回")
    assert Initiative.objects.get(slug="ad-hoc-2026-1").dx_mark


@pytest.mark.parametrize(
    ("outcome", "state"),
    [(Outcome.RETURNED, "returned"), (Outcome.REFUSED, "refused"), (Outcome.NOTED, "ready")],
)
def test_other_outcomes_send_it_elsewhere_or_leave_it(
    in_city: Municipality, sent: UUID, ready: Proposal, outcome: Outcome, state: str
) -> None:
    hq.decide(in_city, sent, outcome)

    ready.refresh_from_db()
    assert (ready.state, Initiative.objects.count()) == (state, 1)


def test_what_changed_after_the_papers_is_not_decided_on(
    in_city: Municipality, sent: UUID, ready: Proposal, plan: Plan
) -> None:
    rewrite_proposal(
        municipality_id=in_city.pk, proposal_id=ready.pk, content=content_for(plan, title="別のもの"),
        seen_revision=1, reason="見直し", actor=office(), now=NOW,
    )  # fmt: skip

    with pytest.raises(ChangedSincePapersError):
        hq.decide(in_city, sent)
    ready.refresh_from_db()
    assert ready.state == "ready"


def test_what_was_taken_back_cannot_be_decided_on(in_city: Municipality, sent: UUID, ready: Proposal) -> None:
    make(ready, Move.TAKE_BACK, office(), "条件を聞き直す")

    with pytest.raises(ProposalNotReadyError):
        hq.decide(in_city, sent)
    assert not Decision.objects.exists()
