"""The headquarters' page: the most urgent first, and no dearer with sixty sections than with six."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine

from shirube.accounts.interface import ALL_ROLES, Role
from shirube.organizations.models import Municipality, Section
from shirube.plans.models import Initiative, Kpi, Responsibility
from shirube.plans.queries.documents import forget_documents
from shirube.portal.web.office.views import OVERSEERS
from shirube.registers import interface as registers
from tests.conftest import CityClient
from tests.factories.organizations import SectionFactory
from tests.factories.packs import text_of
from tests.factories.plans import InitiativeFactory, KpiFactory, ResponsibilityFactory
from tests.factories.registers import CODE, NOW, TODAY, keeper
from tests.portal.meetings import ask_sections, give_task, hold_meeting, plan_meeting
from tests.portal.office import REASON, Office, open_office

SignIn = Callable[..., CityClient]
PAGE = "/staff/office/"
# Once the plan is remembered: four for who looks, the rest for the office.
QUERIES = 18


@pytest.fixture(autouse=True)
def _autumn() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(in_city: Municipality) -> Office:
    return open_office(in_city, visibility="restricted")


def _part(page: str, identifier: str) -> str:
    return page.partition(f'id="{identifier}"')[2].partition("</section>")[0]


def test_what_waits_for_a_decision_comes_first(office: Office, signed_in: SignIn) -> None:
    page = text_of(signed_in(Role.HEADQUARTERS), PAGE)

    assert "令和7年度 行政手続のオンライン化" in _part(page, "decide")
    assert page.index('id="decide"') < page.index('id="sections"') < page.index('id="kpis"')


def test_each_section_is_told_with_what_is_late_and_what_it_owes(office: Office, signed_in: SignIn) -> None:
    page = text_of(signed_in(Role.DX_PROMOTION), PAGE)
    row = _part(page, "sections").partition("税務課")[2].partition("</tr>")[0]

    # Of the ended year two readings and a report are missing; one action and one item are late.
    assert re.findall(r"<(?:span|strong)>(\d+)", row) == ["5", "3", "1", "1", "3"]
    assert "ほかの1課には、遅れも未報告もありません" in page


def test_a_section_is_told_with_the_ways_to_its_work(office: Office, signed_in: SignIn) -> None:
    promotion = signed_in(Role.DX_PROMOTION)
    page = text_of(promotion, PAGE + "first/")

    assert REASON in page
    assert "住民税" in page
    assert "/readings/new/" in page
    assert promotion.get(PAGE + "nowhere/").status_code == 404


def test_indicators_that_are_behind_stand_first(office: Office, signed_in: SignIn) -> None:
    kpis = _part(text_of(signed_in(Role.AUDITOR), PAGE), "kpis")

    assert kpis.index("利用の割合") < kpis.index("オンライン化率")


def test_the_next_meeting_is_the_one_that_comes_first(office: Office, signed_in: SignIn) -> None:
    for days in (-3, 40, 9):
        plan_meeting(office.city, days)
    meeting = _part(text_of(signed_in(Role.HEADQUARTERS), PAGE), "meeting")

    assert "第9回 2026年11月30日" in meeting
    assert "第40回" not in meeting


def test_a_task_past_its_day_makes_its_section_late(office: Office, signed_in: SignIn) -> None:
    give_task(hold_meeting(office.city), office.second, due_on=TODAY - timedelta(1))
    promotion = signed_in(Role.DX_PROMOTION)
    page = text_of(promotion, PAGE)

    assert "期限を過ぎています" in _part(page, "meeting")
    assert "市民課" in _part(page, "sections")
    assert "仕様書をつくる" in text_of(promotion, PAGE + "second/")


def test_an_inquiry_that_waits_for_answers_is_told(office: Office, signed_in: SignIn) -> None:
    ask_sections(office.city, [office.first, office.second], due_on=TODAY - timedelta(1))
    asked = _part(text_of(signed_in(Role.DX_PROMOTION), PAGE), "inquiries")

    assert "窓口の端末の数" in asked
    assert "2課のうち0課" in asked
    assert re.findall(r"<span>(\d+)", asked)[-1] == "2"


@pytest.mark.parametrize("role", sorted(ALL_ROLES - OVERSEERS))
def test_it_is_not_for_others(office: Office, signed_in: SignIn, role: Role) -> None:
    client = signed_in(role)

    assert client.get(PAGE).status_code == 403
    assert PAGE not in text_of(client, "/staff/")


def test_an_office_in_order_is_told_so(in_city: Municipality, signed_in: SignIn) -> None:
    SectionFactory(municipality=in_city)

    assert "どの課にも、遅れも未報告もありません" in text_of(signed_in(Role.HEADQUARTERS), PAGE)


def _sections(office: Office, numbers: range) -> None:
    """More sections, each with an initiative whose indicator was not read; some have an item that is late."""
    forget_documents()
    own = {"municipality": office.city}
    sections = Section.objects.bulk_create(SectionFactory.build(code=f"more-{n}", **own) for n in numbers)
    carried = Initiative.objects.bulk_create(
        InitiativeFactory.build(plan=office.plan, slug=f"more-{n}", **own) for n in numbers
    )
    Responsibility.objects.bulk_create(
        ResponsibilityFactory.build(initiative=one, section=section, **own)
        for one, section in zip(carried, sections, strict=True)
    )
    Kpi.objects.bulk_create(KpiFactory.build(initiative=one, **own) for one in carried)
    for section in sections[::9]:
        _be_late(office, section)


def _be_late(office: Office, section: Section) -> None:
    values = {"title": "仕事", "section": section.code, "p-plan": "2026-01-31"}
    registers.add_item(municipality_id=office.city.pk, register=CODE, values=values, actor=keeper(), now=NOW)


def test_sixty_sections_cost_no_more_queries_than_six(office: Office, signed_in: SignIn) -> None:
    promotion = signed_in(Role.DX_PROMOTION)
    _sections(office, range(4))
    promotion.get(PAGE)
    six = promotion.count_queries(PAGE)
    _sections(office, range(4, 58))
    promotion.get(PAGE)

    # Whoever asks more must say why here: the page has 150 ms.
    assert promotion.count_queries(PAGE) == six == QUERIES
