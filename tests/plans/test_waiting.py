"""What waits for whom, by when."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from shirube.accounts.interface import Actor
from shirube.kernel.clock import japan_date
from shirube.organizations.models import Municipality, Section
from shirube.plans.domain.plausibility import is_implausible
from shirube.plans.domain.terms import ReviewMove
from shirube.plans.domain.waiting import WaitKind, due_on
from shirube.plans.models import Action, ActionPhase, Initiative, Kpi, Plan, ReviewStep
from shirube.plans.queries.documents import forget_documents, get_plan_document
from shirube.plans.queries.places import get_kpi_place
from shirube.plans.queries.staff import list_section_progress, list_waiting
from tests.factories.plans import (
    ActionFactory,
    ActionReportFactory,
    InitiativeFactory,
    KpiFactory,
    PlanFactory,
    ReadingFactory,
    ReminderFactory,
    ReviewFactory,
)
from tests.plans.conftest import NOW

TODAY = japan_date(NOW)
Found = list[tuple[WaitKind, int]]


@pytest.fixture
def waiting(city: Municipality) -> Callable[[Actor], Found]:
    """What waits for a person, by kind and fiscal year."""

    def find(who: Actor) -> Found:
        forget_documents()
        found = list_waiting(municipality_id=city.pk, actor=who, on=TODAY)
        return [(one.kind, one.fiscal_year) for one in found]

    return find


def test_a_section_is_told_of_everything_the_year_left_open(
    kpi: Kpi, action: Action, clerk: Actor, waiting: Callable[[Actor], Found]
) -> None:
    assert waiting(clerk) == [
        (WaitKind.READING, 2025),
        (WaitKind.REPORT, 2025),
        (WaitKind.REVIEW, 2025),
        (WaitKind.REPORT, 2026),
    ]


def test_a_year_before_anything_began_is_not_looked_back_on(
    action: Action, clerk: Actor, waiting: Callable[[Actor], Found]
) -> None:
    ActionPhase.objects.filter(action=action).update(first_year=2026, last_year=2027)

    assert waiting(clerk) == [(WaitKind.REPORT, 2026)]


def test_nothing_waits_where_all_is_done(
    kpi: Kpi, action: Action, initiative: Initiative, clerk: Actor, waiting: Callable[[Actor], Found]
) -> None:
    ReadingFactory(kpi=kpi)
    ActionReportFactory(action=action, fiscal_year=2025)
    ActionReportFactory(action=action, fiscal_year=2026)
    ReviewFactory(initiative=initiative, published=True)

    assert waiting(clerk) == []


def test_other_peoples_work_does_not_wait(
    kpi: Kpi, stranger: Actor, auditor: Actor, waiting: Callable[[Actor], Found]
) -> None:
    assert waiting(stranger) == waiting(auditor) == []


@pytest.mark.parametrize("state", ["done", "stopped"])
def test_an_action_that_has_ended_is_not_asked_for_again(
    action: Action, clerk: Actor, waiting: Callable[[Actor], Found], state: str
) -> None:
    ActionReportFactory(action=action, fiscal_year=2024, state=state, reason="終了")

    assert WaitKind.REPORT not in dict(waiting(clerk))


def test_an_action_is_asked_for_in_the_years_in_which_it_runs(
    initiative: Initiative, clerk: Actor, waiting: Callable[[Actor], Found]
) -> None:
    ActionFactory(initiative=initiative, running=(2026, 2027))

    assert [year for kind, year in waiting(clerk) if kind is WaitKind.REPORT] == [2026]


def test_an_action_without_phases_runs_as_long_as_its_plan(
    initiative: Initiative, clerk: Actor, waiting: Callable[[Actor], Found]
) -> None:
    ActionFactory(initiative=initiative)

    assert [year for kind, year in waiting(clerk) if kind is WaitKind.REPORT] == [2025, 2026]


def test_a_review_waits_where_it_lies(
    initiative: Initiative,
    clerk: Actor,
    promoter: Actor,
    headquarters: Actor,
    waiting: Callable[[Actor], Found],
) -> None:
    ReviewFactory(initiative=initiative, at_headquarters=True)
    ReviewFactory(initiative=initiative, fiscal_year=2024, at_dx_promotion=True)

    assert waiting(headquarters) == [(WaitKind.DECIDE, 2025)]
    assert waiting(promoter) == [(WaitKind.CONFIRM, 2024)]
    assert waiting(clerk) == []


def test_a_returned_review_brings_its_comment(
    initiative: Initiative, clerk: Actor, city: Municipality
) -> None:
    review = ReviewFactory(initiative=initiative)
    step = {"municipality": city, "review": review, "actor": "system", "made_at": NOW}
    ReviewStep.objects.create(**step, move=ReviewMove.RETURN, comment="数字を足す")

    (found,) = list_waiting(municipality_id=city.pk, actor=clerk, on=TODAY)

    assert (found.kind, found.comment, found.due_on) == (WaitKind.RETURNED, "数字を足す", date(2026, 5, 31))


def test_a_plan_that_ended_long_ago_waits_for_nothing(
    section: Section, clerk: Actor, waiting: Callable[[Actor], Found]
) -> None:
    plan = PlanFactory(start_year=2019, end_year=2023)
    KpiFactory(initiative=InitiativeFactory(plan=plan, carried_by=section), baseline_year=2018)

    assert waiting(clerk) == []


@pytest.mark.parametrize(
    ("kind", "day"),
    [
        (WaitKind.READING, date(2026, 4, 30)),
        (WaitKind.REVIEW, date(2026, 5, 31)),
        (WaitKind.DECIDE, date(2026, 7, 31)),
    ],
)
def test_work_on_a_year_is_due_in_the_spring_and_summer_after_it(kind: WaitKind, day: date) -> None:
    assert due_on(kind, 2025) == day


def test_dx_promotion_sees_each_section_with_what_it_owes(
    kpi: Kpi, action: Action, plan: Plan, section: Section, city: Municipality
) -> None:
    ReminderFactory(plan=plan, section=section, sent_at=NOW)
    InitiativeFactory(plan=plan)
    document = get_plan_document(municipality_id=city.pk, slug=plan.slug, on=TODAY)

    named, unnamed = list_section_progress(municipality_id=city.pk, document=document, on=TODAY)

    assert named.section is not None
    assert (named.section.name, named.initiatives, named.late, named.reminded_at) == ("市民課", 1, 3, NOW)
    assert named.count(WaitKind.READING, WaitKind.REPORT) == 2
    assert (unnamed.section, unnamed.count(WaitKind.REVIEW)) == (None, 1)


def _initiatives(number: int, plan: Plan, section: Section) -> None:
    for initiative in InitiativeFactory.create_batch(number, plan=plan, carried_by=section):
        ReadingFactory(kpi=KpiFactory(initiative=initiative), measured_on=date(2025, 3, 31))
        ActionReportFactory(
            action=ActionFactory(initiative=initiative, running=(2024, 2028)), fiscal_year=2024
        )
        ReviewFactory(initiative=initiative, fiscal_year=2024, published=True)
        ReviewStep.objects.create(
            municipality=plan.municipality,
            review=ReviewFactory(initiative=initiative),
            move=ReviewMove.RETURN,
            comment="数字を足す",
            actor="system",
            made_at=NOW,
        )


@pytest.mark.parametrize("number", [1, 10])
def test_the_inbox_costs_the_same_for_one_initiative_and_for_ten(
    plan: Plan, section: Section, clerk: Actor, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _initiatives(number, plan, section)
    forget_documents()

    with django_assert_num_queries(22):
        list_waiting(municipality_id=plan.municipality_id, actor=clerk, on=TODAY)


@pytest.mark.parametrize("number", [1, 10])
def test_the_overview_costs_the_same_for_one_initiative_and_for_ten(
    plan: Plan, section: Section, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _initiatives(number, plan, section)
    city = plan.municipality_id
    document = get_plan_document(municipality_id=city, slug=plan.slug, on=TODAY)

    with django_assert_num_queries(4):
        list_section_progress(municipality_id=city, document=document, on=TODAY)


@pytest.mark.parametrize(
    ("value", "strange"), [("62", False), ("95", False), ("620", True), ("101", True), ("-1", True)]
)
def test_a_figure_far_from_all_that_is_known_is_asked_about(
    kpi: Kpi, city: Municipality, value: str, strange: bool
) -> None:
    ReadingFactory(kpi=kpi, value=60)
    place = get_kpi_place(municipality_id=city.pk, kpi_id=kpi.pk, on=TODAY)

    assert is_implausible(place.kpi(kpi.pk), Decimal(value)) is strange
