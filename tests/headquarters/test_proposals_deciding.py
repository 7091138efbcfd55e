"""What a decision does: once, to the budget and into the plan as it stands by then."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from shirube.headquarters.commands.proposals import NotYourProposalError
from shirube.headquarters.commands.proposals_deciding import (
    AlreadyPlacedError,
    BudgetAmountMissingError,
    BudgetSettledError,
    ProposalNotReadyError,
    place_in_plan,
    record_budget,
)
from shirube.headquarters.commands.proposals_places import PlanPlaceGoneError
from shirube.headquarters.domain.proposals import Move
from shirube.headquarters.models import Proposal
from shirube.headquarters.tasks import place_decided
from shirube.organizations.models import Municipality, Section
from shirube.plans import interface as plans
from shirube.plans.commands.editing import EditedMeanwhileError
from shirube.plans.models import Initiative, Plan, PlanVersion
from tests.factories.organizations import SectionFactory
from tests.factories.proposals import NOW, TODAY, chief_of, content_for, make_ready, office, settle
from tests.factories.published_plan import published_plan_of


@pytest.fixture
def plan(in_city: Municipality) -> Plan:
    return published_plan_of(in_city)


@pytest.fixture
def section(in_city: Municipality) -> Section:
    return SectionFactory(municipality=in_city, code="bosai", name="防災課")


@pytest.fixture
def decided(in_city: Municipality, section: Section, plan: Plan) -> Proposal:
    return settle(make_ready(in_city, section, content_for(plan)))


def _place(row: Proposal, **facts: Any) -> int:
    return place_in_plan(
        municipality_id=row.municipality_id, proposal_id=row.pk, now=NOW, **{"actor": office(), **facts}
    )


def _newest(plan: Plan) -> plans.Version:
    return plans.get_version_at(municipality_id=plan.municipality_id, plan_id=plan.pk, moment=NOW)


def _record(row: Proposal, **facts: Any) -> None:
    usual = {"is_approved": True, "yen": 1_500_000, "note": "", "on": TODAY, "actor": office(), "now": NOW}
    record_budget(municipality_id=row.municipality_id, proposal_id=row.pk, **{**usual, **facts})


def test_a_decision_of_class_a_is_a_marked_initiative_of_the_implementation_plan(
    decided: Proposal, plan: Plan
) -> None:
    version = _place(decided)

    decided.refresh_from_db()
    assert (decided.placed_version, decided.placed_initiative) == (version, "ad-hoc-2026-1")
    newest = _newest(plan)
    added = newest.pack.initiatives[-1]
    assert (added.code, added.title, added.category, added.dx_mark) == ("1-2", decided.title, "A", True)
    assert added.dx_mark_basis.startswith(
        "総合計画実施計画に位置付け（2026年10月8日（木） 港市DX推進本部会議"
    )
    assert [link.relation for link in newest.pack.links] == ["implementation"]
    assert added.responsible[0].section == "bosai"
    assert [(one.first_year, one.last_year) for one in added.actions[0].phases] == [(2026, 2027)]
    assert newest.line.reason.endswith("で決定: 避難所の受付アプリ")


def test_a_decision_of_class_b_is_an_action_under_the_reform_plan(
    in_city: Municipality, section: Section, plan: Plan
) -> None:
    _place(settle(make_ready(in_city, section, content_for(plan, category="B", initiative="1-1"))))

    newest = _newest(plan).pack
    (grown,) = newest.initiatives
    assert (grown.slug, grown.category, grown.dx_mark) == ("1-1", "B", False)
    assert [(one.code, one.name) for one in grown.actions] == [("ad-hoc-2026-1", "避難所の受付アプリ")]
    assert [(link.name, link.category) for link in newest.links] == [("行財政改革推進プラン", "B")]
    assert grown.notes[-1].text.startswith("避難所の受付アプリ: 行財政改革推進プランに位置付け")


@pytest.mark.parametrize(("move", "state"), [(Move.REFUSE, "refused"), (Move.SEND_BACK, "returned")])
def test_what_is_refused_or_returned_changes_nothing_in_the_plan(
    in_city: Municipality, section: Section, plan: Plan, move: Move, state: str
) -> None:
    row = settle(make_ready(in_city, section, content_for(plan)), move, "まだ早い")

    assert (row.state, row.budget) == (state, "")
    assert not DBTaskResult.objects.filter(task_path__endswith="place_decided").exists()
    with pytest.raises(AlreadyPlacedError):
        _place(row)
    assert PlanVersion.objects.filter(plan=plan).count() == 1


def test_deciding_twice_acts_once(decided: Proposal, plan: Plan) -> None:
    with pytest.raises(ProposalNotReadyError):
        settle(decided)
    _place(decided)
    with pytest.raises(AlreadyPlacedError):
        _place(decided)
    # The job that the decision ordered comes last, and finds the work done.
    place_decided.func(municipality_id=decided.municipality_id, proposal_id=str(decided.pk))

    assert DBTaskResult.objects.filter(task_path__endswith="place_decided").count() == 1
    assert Initiative.objects.filter(plan=plan).count() == 2


def test_a_plan_that_was_edited_meanwhile_keeps_the_edit_and_gets_the_next_number(
    decided: Proposal, plan: Plan
) -> None:
    added = plans.PackInitiative(code="1-2", slug="another", pillar="1", title="先に載った取組")
    plans.add_initiative(
        municipality_id=plan.municipality_id,
        plan_id=plan.pk,
        added=added,
        reason="追加",
        actor=office(),
        now=NOW,
    )

    _place(decided)

    codes = [(item.code, item.slug) for item in _newest(plan).pack.initiatives]
    assert codes == [("1-1", "1-1"), ("1-2", "another"), ("1-3", "ad-hoc-2026-1")]


def test_who_had_the_initiative_open_does_not_save_over_the_decision(
    in_city: Municipality, section: Section, plan: Plan
) -> None:
    row = settle(make_ready(in_city, section, content_for(plan, initiative="1-1")))
    seen, was = Initiative.objects.get(slug="1-1"), _newest(plan).pack.initiatives[0]
    _place(row)

    with pytest.raises(EditedMeanwhileError):
        plans.edit_initiative(
            municipality_id=in_city.pk, plan_id=plan.pk, initiative_id=seen.pk, expected_revision=seen.revision,
            edited=was.model_copy(update={"title": "別の題"}), reason="改名", actor=office(), now=NOW,
        )  # fmt: skip


def test_a_place_that_is_gone_is_told_and_another_one_chosen(
    in_city: Municipality, section: Section, plan: Plan
) -> None:
    row = settle(make_ready(in_city, section, content_for(plan, initiative="1-1")))
    Initiative.objects.filter(slug="1-1").update(slug="1-1-renamed")
    place_decided.func(municipality_id=in_city.pk, proposal_id=str(row.pk))

    row.refresh_from_db()
    assert (row.placing_fault, row.placed_at) == (PlanPlaceGoneError.code, None)
    _place(row, place={"pillar": "1", "initiative": ""})
    row.refresh_from_db()
    assert (row.placing_fault, row.placed_initiative) == ("", "ad-hoc-2026-1")


def test_the_result_of_the_budget_is_recorded_once(decided: Proposal) -> None:
    assert decided.budget == "waiting"
    with pytest.raises(BudgetAmountMissingError):
        _record(decided, yen=None)
    _record(decided, note="国庫は次の補正で")

    decided.refresh_from_db()
    assert (decided.budget, decided.budget_yen, decided.budget_on) == (
        "approved",
        1_500_000,
        date(2026, 10, 8),
    )
    with pytest.raises(BudgetSettledError):
        _record(decided, is_approved=False)


def test_what_costs_nothing_waits_for_no_budget(in_city: Municipality, section: Section, plan: Plan) -> None:
    row = settle(make_ready(in_city, section, content_for(plan, costs=(), needs_no_money=True)))

    assert row.budget == "not_needed"
    with pytest.raises(BudgetSettledError):
        _record(row)


def test_only_the_office_acts_after_the_decision(decided: Proposal, section: Section) -> None:
    with pytest.raises(NotYourProposalError):
        _place(decided, actor=chief_of(section))
    with pytest.raises(NotYourProposalError):
        _record(decided, actor=chief_of(section))
