"""DX promotion asks sections for what is missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django_tasks_db.models import DBTaskResult

from shirube.accounts.interface import Actor, Role
from shirube.audit import interface as audit
from shirube.kernel import events
from shirube.kernel.ids import new_id
from shirube.organizations.models import Municipality, Section
from shirube.plans.commands.editing import NotDxPromotionError
from shirube.plans.commands.reminders import NothingMissingError, RemindedLatelyError, remind_sections
from shirube.plans.models import Initiative, Kpi, Plan, Reminder
from shirube.plans.queries.documents import PlanNotFoundError
from shirube.plans.tasks import send_reminder
from tests.factories.accounts import UserFactory
from tests.factories.plans import InitiativeFactory, ReviewFactory
from tests.people import SATO, SUZUKI
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


def test_a_reminder_that_is_taken_back_takes_its_letters_back(
    remind: Deed, kpi: Kpi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "publish", _fail)
    with pytest.raises(ZeroDivisionError):
        remind()

    assert not Reminder.objects.exists()
    assert not DBTaskResult.objects.exists()


def _fail(_: object) -> None:
    raise ZeroDivisionError


def test_only_dx_promotion_asks(remind: Deed, kpi: Kpi, chief: Actor) -> None:
    with pytest.raises(NotDxPromotionError):
        remind(actor=chief)


def test_an_unknown_plan_is_not_found(remind: Deed, kpi: Kpi) -> None:
    with pytest.raises(PlanNotFoundError):
        remind(plan_id=new_id())


@pytest.fixture
def people(section: Section) -> None:
    for role, person in ((Role.SECTION_CHIEF, SUZUKI), (Role.SECTION_STAFF, SATO)):
        UserFactory(**{role.value: True}, section=section, **person.account)


@pytest.mark.usefixtures("people", "today")
def test_the_letter_reaches_chief_and_staff_and_names_what_is_missing(
    plan: Plan, kpi: Kpi, section: Section, city: Municipality, mailoutbox: list[EmailMessage]
) -> None:
    facts = {"plan_id": str(plan.pk), "section_id": str(section.pk), "address": "https://city.example/staff/"}

    send_reminder.func(municipality_id=city.pk, **facts)

    assert {letter.to[0] for letter in mailoutbox} == {SUZUKI.email, SATO.email}
    assert mailoutbox[0].subject == "港市デジタル計画の報告のお願い（市民課、2件）"
    assert (
        "指標の値の入力: オンラインでできる手続の割合（令和7年度、期限 2026年4月30日（木））"
        in mailoutbox[0].body
    )
    assert "https://city.example/staff/" in mailoutbox[0].body


@pytest.mark.usefixtures("people", "today")
def test_no_letter_goes_out_when_all_was_done_meanwhile(
    plan: Plan, initiative: Initiative, section: Section, city: Municipality, mailoutbox: list[EmailMessage]
) -> None:
    ReviewFactory(initiative=initiative, published=True)
    facts = {"plan_id": str(plan.pk), "section_id": str(section.pk), "address": ""}

    send_reminder.func(municipality_id=city.pk, **facts)

    assert mailoutbox == []


def test_the_letters_wait_in_the_queue_once_the_reminder_is_kept(
    remind: Deed, kpi: Kpi, section: Section
) -> None:
    remind(address="https://city.example/staff/")

    (job,) = DBTaskResult.objects.all()
    assert job.task_path == "shirube.plans.tasks.send_reminder"
    assert job.args_kwargs["kwargs"]["section_id"] == str(section.pk)
