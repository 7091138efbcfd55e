"""決裁 over two desks: 起案, 係長, 課長, with acting, pulling up, returning, and a section that has no 係長."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from shirube.accounts.interface import Actor, Role
from shirube.applications import interface as applications
from shirube.applications.domain.states import CaseState, Outcome
from shirube.applications.models import ApprovalStep, Case, Proposal
from shirube.organizations.models import Municipality, Section
from tests.applications.conftest import NOW, Applicant, worker

Deed = Callable[..., Any]


@pytest.fixture
def long_route(offer: Deed) -> None:
    offer(route=["subsection_chief", "section_chief"])


@pytest.fixture
def second_subchief(in_city: Municipality, section: Section) -> Actor:
    return worker(in_city, section, Role.SUBSECTION_CHIEF, email="hori@city.example", name="堀 学")


def _propose(resident: Applicant, by: Actor, deed: Deed) -> dict[str, Any]:
    """An application the person reviews and proposes to grant: what the desks need to know of it."""
    case_id = resident.apply().case_id
    deed(applications.accept_case, case_id=case_id, actor=by)
    deed(applications.start_review, case_id=case_id, actor=by)
    proposed = deed(
        applications.propose_decision, case_id=case_id, outcome=Outcome.DECIDED, reason="", actor=by
    )
    return {"case_id": case_id, "proposal_id": proposed}


def _marks() -> list[str]:
    return list(ApprovalStep.objects.order_by("position").values_list("mark", flat=True))


def _count_to_approve(actor: Actor) -> int:
    wanted = applications.CaseFilter(states=frozenset({CaseState.IN_APPROVAL}), approver=actor)
    city = Case.objects.get().municipality_id
    return applications.count_cases(municipality_id=city, actor=actor, wanted=wanted, today=NOW.date())


def test_it_goes_from_the_lower_desk_to_the_higher(
    long_route: None, resident: Applicant, clerk: Actor, subchief: Actor, chief: Actor, deed: Deed
) -> None:
    facts = _propose(resident, clerk, deed)

    assert not deed(applications.approve_proposal, position=0, actor=subchief, **facts)
    assert deed(applications.approve_proposal, position=1, actor=chief, **facts)
    assert (Case.objects.get().state, _marks()) == (CaseState.DECIDED, ["self", "self"])


def test_a_colleague_is_no_subsection_chief(
    long_route: None, resident: Applicant, clerk: Actor, colleague: Actor, subchief: Actor, deed: Deed
) -> None:
    facts = _propose(resident, clerk, deed)

    with pytest.raises(applications.NotYourTurnError):
        deed(applications.approve_proposal, position=0, actor=colleague, **facts)


def test_a_section_without_one_skips_the_desk_and_it_shows(
    long_route: None, resident: Applicant, clerk: Actor, chief: Actor, deed: Deed
) -> None:
    facts = _propose(resident, clerk, deed)

    assert deed(applications.approve_proposal, position=1, actor=chief, **facts)
    assert _marks() == ["skipped", "self"]


def test_the_subsection_chiefs_own_proposal_goes_straight_to_the_chief(
    long_route: None, resident: Applicant, subchief: Actor, chief: Actor, deed: Deed
) -> None:
    facts = _propose(resident, subchief, deed)

    assert deed(applications.approve_proposal, position=1, actor=chief, **facts)
    assert _marks() == ["skipped", "self"]


def test_the_last_desk_is_never_skipped(
    offer: Deed, resident: Applicant, clerk: Actor, colleague: Actor, deed: Deed
) -> None:
    offer(route=["subsection_chief"])
    facts = _propose(resident, clerk, deed)

    assert Case.objects.get().state == CaseState.IN_APPROVAL
    assert deed(applications.approve_proposal, position=0, actor=colleague, acting_reason="係長不在", **facts)


def test_the_chief_pulls_a_proposal_up_and_the_lower_desk_is_marked(
    long_route: None, resident: Applicant, clerk: Actor, subchief: Actor, chief: Actor, deed: Deed
) -> None:
    facts = _propose(resident, clerk, deed)

    assert deed(applications.pull_up_proposal, actor=chief, **facts)
    assert _marks() == ["pulled_up", "self"]


def test_a_subsection_chief_has_nothing_to_pull_up_to(
    long_route: None, resident: Applicant, clerk: Actor, subchief: Actor, deed: Deed
) -> None:
    facts = _propose(resident, clerk, deed)

    with pytest.raises(applications.NotYourTurnError):
        deed(applications.pull_up_proposal, actor=subchief, **facts)


def test_the_subsection_chief_sends_a_proposal_back(
    long_route: None, resident: Applicant, clerk: Actor, subchief: Actor, deed: Deed
) -> None:
    facts = _propose(resident, clerk, deed)

    deed(applications.return_to_officer, comment="根拠を書いてください", actor=subchief, **facts)

    assert (Case.objects.get().state, Proposal.objects.get().state) == (CaseState.IN_REVIEW, "returned")


def test_a_colleague_acts_for_the_subsection_chief_and_it_shows(
    long_route: None, resident: Applicant, clerk: Actor, colleague: Actor, subchief: Actor, deed: Deed
) -> None:
    facts = _propose(resident, clerk, deed)

    deed(applications.approve_proposal, position=0, actor=colleague, acting_reason="係長が休暇中", **facts)

    assert _marks() == ["acting", ""]


def test_for_the_chief_a_subsection_chief_acts_and_no_colleague_while_one_is_free(
    long_route: None,
    resident: Applicant,
    clerk: Actor,
    colleague: Actor,
    subchief: Actor,
    second_subchief: Actor,
    deed: Deed,
) -> None:
    facts = _propose(resident, clerk, deed)
    deed(applications.approve_proposal, position=0, actor=subchief, **facts)
    acting = {"position": 1, "acting_reason": "課長が出張中", **facts}

    with pytest.raises(applications.NotYourTurnError):
        deed(applications.approve_proposal, actor=colleague, **acting)
    assert deed(applications.approve_proposal, actor=second_subchief, **acting)
    assert _marks() == ["self", "acting"]


def test_nobody_stands_at_two_desks(
    long_route: None, resident: Applicant, clerk: Actor, subchief: Actor, deed: Deed
) -> None:
    facts = _propose(resident, clerk, deed)
    deed(applications.approve_proposal, position=0, actor=subchief, **facts)

    with pytest.raises(applications.NotYourTurnError):
        deed(applications.approve_proposal, position=1, actor=subchief, acting_reason="課長不在", **facts)


def test_what_is_to_approve_is_what_lies_on_the_own_desk(
    long_route: None, resident: Applicant, clerk: Actor, subchief: Actor, chief: Actor, deed: Deed
) -> None:
    facts = _propose(resident, clerk, deed)
    before = [_count_to_approve(one) for one in (clerk, subchief, chief)]
    deed(applications.approve_proposal, position=0, actor=subchief, **facts)

    assert before == [0, 1, 0]
    assert [_count_to_approve(one) for one in (clerk, subchief, chief)] == [0, 0, 1]


def test_nobody_is_told_to_approve_the_own_proposal(
    offered: None, resident: Applicant, chief: Actor, deed: Deed
) -> None:
    _propose(resident, chief, deed)

    assert _count_to_approve(chief) == 0


def test_without_a_route_the_officer_decides(
    offer: Deed, resident: Applicant, clerk: Actor, deed: Deed
) -> None:
    offer(route=[])
    _propose(resident, clerk, deed)

    assert Case.objects.get().state == CaseState.DECIDED
