"""DX promotion asks sections for what is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel.ids import new_id
from shirube.organizations.models import Municipality, Section
from shirube.plans.commands.editing import NotDxPromotionError
from shirube.plans.commands.reminders import NothingMissingError, RemindedLatelyError, remind_sections
from shirube.plans.models import Initiative, Kpi, Plan, Reminder
from shirube.plans.queries.documents import PlanNotFoundError
from tests.factories.plans import InitiativeFactory
from tests.plans.conftest import NOW

Deed = Callable[..., Any]


@pytest.fixture
def remind(deed: Deed, plan: Plan, section: Section, promoter: Actor) -> Deed:
    def run(**facts: Any) -> Any:
        usual = {"plan_id": plan.pk, "section_ids": [section.pk], "actor": promoter}
        return deed(remind_sections, **{**usual, **facts})

    return run


def test_a_section_that_owes_something_is_asked(
    remind: Deed, kpi: Kpi, section: Section, city: Municipality
) -> None:
    assert remind() == [section.pk]

    reminder = Reminder.objects.get()
    assert (reminder.section_id, reminder.waiting, reminder.fiscal_year) == (section.pk, 2, 2025)
    (entry,) = audit.list_entries_about(
        municipality_id=city.pk, subject=f"organizations.section:{section.pk}"
    )
    assert entry.action == "plans.section_reminded"


def test_nobody_is_asked_twice_within_a_day(remind: Deed, kpi: Kpi) -> None:
    remind()

    with pytest.raises(RemindedLatelyError) as told:
        remind(now=NOW + timedelta(hours=23, minutes=59))
    assert told.value.facts == {"sections": "市民課"}
    assert Reminder.objects.count() == 1


def test_after_a_day_the_section_may_be_asked_again(remind: Deed, kpi: Kpi) -> None:
    remind()
    remind(now=NOW + timedelta(hours=24))

    assert Reminder.objects.count() == 2


def test_of_two_sections_the_one_asked_today_is_left_alone(
    remind: Deed, kpi: Kpi, plan: Plan, section: Section, other_section: Section
) -> None:
    InitiativeFactory(plan=plan, carried_by=other_section)
    remind()

    assert remind(section_ids=[section.pk, other_section.pk]) == [other_section.pk]


def test_who_owes_nothing_is_not_asked(remind: Deed, initiative: Initiative, other_section: Section) -> None:
    with pytest.raises(NothingMissingError):
        remind(section_ids=[other_section.pk])


def test_only_dx_promotion_asks(remind: Deed, kpi: Kpi, chief: Actor) -> None:
    with pytest.raises(NotDxPromotionError):
        remind(actor=chief)


def test_an_unknown_plan_is_not_found(remind: Deed, kpi: Kpi) -> None:
    with pytest.raises(PlanNotFoundError):
        remind(plan_id=new_id())
