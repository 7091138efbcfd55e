"""Entering values of a KPI."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel.errors import DomainError
from shirube.kernel.ids import new_id
from shirube.kernel.scope import municipality_scope
from shirube.organizations.models import Municipality
from shirube.plans.commands.guards import NotYourSectionError, PartNotFoundError
from shirube.plans.commands.readings import (
    AlreadyReadError,
    FutureReadingError,
    ReadingOutOfRangeError,
    enter_reading,
)
from shirube.plans.domain.document import EvidenceItem
from shirube.plans.models import Kpi, Plan, Reading
from tests.factories.plans import KpiFactory, ReadingFactory, ResponsibilityFactory
from tests.plans.conftest import NOW

MARCH = date(2026, 3, 31)
Deed = Callable[..., Any]


@pytest.fixture
def enter(deed: Deed, kpi: Kpi, clerk: Actor) -> Deed:
    """Enter 61.5 for the end of March, or what the test says instead."""

    def run(**facts: Any) -> Any:
        usual = {"kpi_id": kpi.pk, "measured_on": MARCH, "value": Decimal("61.5"), "source": "手続台帳"}
        return deed(enter_reading, **{**usual, "actor": clerk, **facts})

    return run


def test_a_section_enters_a_value_with_its_evidence(enter: Deed) -> None:
    proof = [EvidenceItem(text="3月の集計"), EvidenceItem(link="https://city.example/table")]

    reading = Reading.objects.get(pk=enter(evidence=proof, note="速報値"))

    assert (reading.value, reading.measured_on, reading.note) == (Decimal("61.5"), MARCH, "速報値")
    assert reading.evidence.count() == 2


def test_a_value_changes_the_stamp_of_the_pages_made_from_the_plan(enter: Deed, plan: Plan) -> None:
    enter()

    before, plan_now = plan.revision, Plan.objects.get(pk=plan.pk)
    assert (plan_now.revision, plan_now.changed_at) == (before + 1, NOW)


def test_a_value_is_written_into_the_log(enter: Deed, kpi: Kpi, clerk: Actor, city: Municipality) -> None:
    enter()

    (entry,) = audit.list_entries_about(municipality_id=city.pk, subject=f"plans.kpi:{kpi.pk}")
    assert (entry.action, entry.actor) == ("plans.reading_entered", clerk.log_name)
    assert entry.facts == {"measured_on": "2026-03-31", "value": "61.5"}


@pytest.mark.parametrize(
    ("facts", "error"),
    [
        ({"measured_on": date(2026, 11, 22)}, FutureReadingError),
        ({"measured_on": date(1988, 12, 31)}, ReadingOutOfRangeError),
        ({"value": Decimal(100000000000000)}, ReadingOutOfRangeError),
        ({"value": Decimal("1E+400")}, ReadingOutOfRangeError),
        ({"value": Decimal("0.00001")}, ReadingOutOfRangeError),
        ({"kpi_id": new_id()}, PartNotFoundError),
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_is_kept(
    enter: Deed, facts: dict[str, Any], error: type[DomainError]
) -> None:
    with pytest.raises(error):
        enter(**facts)

    assert not Reading.objects.exists()


def test_today_is_not_the_future_although_it_is_still_yesterday_in_greenwich(enter: Deed) -> None:
    enter(measured_on=date(2026, 11, 22), now=NOW.replace(day=22, hour=3))

    assert Reading.objects.get().measured_on == date(2026, 11, 22)


def test_a_second_value_of_one_day_is_a_conflict(enter: Deed) -> None:
    first = enter()

    with pytest.raises(AlreadyReadError):
        enter(value=Decimal(70))
    assert Reading.objects.get(replaced_at__isnull=True).pk == first


def test_a_correction_keeps_the_older_value_as_replaced(enter: Deed) -> None:
    first = enter()

    second = enter(value=Decimal(70), replace=True, seen=first)

    assert Reading.objects.get(pk=first).replaced_at == NOW
    assert Reading.objects.get(replaced_at__isnull=True).pk == second


def test_a_value_that_the_writer_has_not_seen_is_not_replaced(enter: Deed) -> None:
    enter()

    with pytest.raises(AlreadyReadError):
        enter(value=Decimal(70), replace=True, seen=new_id())
    assert Reading.objects.get().value == Decimal("61.5")


def test_another_section_may_not_enter_a_value(enter: Deed, stranger: Actor) -> None:
    with pytest.raises(NotYourSectionError):
        enter(actor=stranger)


def test_an_auditor_may_not_enter_a_value(enter: Deed, auditor: Actor) -> None:
    with pytest.raises(NotYourSectionError):
        enter(actor=auditor)


def test_dx_promotion_may_enter_a_value_for_any_section(enter: Deed, promoter: Actor) -> None:
    assert Reading.objects.filter(pk=enter(actor=promoter)).exists()


def test_where_all_sections_are_meant_every_section_may_enter(enter: Deed, kpi: Kpi, stranger: Actor) -> None:
    ResponsibilityFactory(initiative=kpi.initiative, section=None, label="すべての課")

    assert Reading.objects.filter(pk=enter(actor=stranger)).exists()


def test_a_kpi_of_another_city_does_not_exist_here(enter: Deed, other_city: Municipality) -> None:
    with municipality_scope(other_city.pk):
        foreign = KpiFactory()

    with pytest.raises(PartNotFoundError):
        enter(kpi_id=foreign.pk)


def test_values_of_other_days_stand_side_by_side(enter: Deed, kpi: Kpi) -> None:
    ReadingFactory(kpi=kpi, measured_on=date(2025, 3, 31))

    enter()

    assert kpi.readings.filter(replaced_at__isnull=True).count() == 2
