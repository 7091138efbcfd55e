"""転入 with several children in nurseries: one application for each child, the wishes of the family asked once."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from shirube.accounts.models import User
from shirube.applications.models import Case
from shirube.kernel.clock import japan_date
from shirube.organizations.models import Municipality
from shirube.visits import interface as visits
from shirube.visits.models import InterviewCase
from tests.conftest import CityClient
from tests.visits.interviews.desks import Desk, offer_package
from tests.visits.interviews.packages import everything

pytestmark = pytest.mark.django_db
OFFERED = ("hoiku-riyou", "suidou-kaishi")


@pytest.fixture
def sections(in_city: Municipality) -> dict[str, Any]:
    """The clerk's section, 市民課, is the one that receives for the nurseries."""
    found = offer_package(in_city, "tennyuu", OFFERED)
    return {**found, "市民課": found["子ども保育課"]}


@pytest.fixture
def moved(desk: Desk) -> visits.InterviewView:
    """A family with 一 and 二, and 三 who stays at home."""
    answers = everything("tennyuu", 0)
    child = answers["children"][0]
    rows = [
        {**child, "_row": row, "child_name": {**child["child_name"], "given": given}, "needs_nursery": needs}
        for row, given, needs in (("bbbb", "一", True), ("cccc", "二", True), ("dddd", "三", False))
    ]
    return desk.answer(desk.start("tennyuu"), {**answers, "children": rows})


def test_each_child_is_named_where_the_applications_are_listed(
    desk: Desk, moved: visits.InterviewView
) -> None:
    names = [one.name_in("ja") for one in moved.applying(japan_date(desk.now))]

    assert [name.rpartition(" ")[2] for name in names[:2]] == ["一）", "二）"]
    assert len(names) == 3


def test_two_children_in_nurseries_make_two_applications_however_often_one_presses(
    desk: Desk, moved: visits.InterviewView
) -> None:
    outcomes = desk.hand_in(desk.check(moved))
    again = desk.hand_in(desk.look(moved.id))

    assert sorted(one.procedure_code for one in outcomes) == ["hoiku-riyou", "hoiku-riyou", "suidou-kaishi"]
    assert [one.case_id for one in again] == [one.case_id for one in outcomes]
    assert Case.objects.filter(procedure_code="hoiku-riyou").count() == 2
    rows = InterviewCase.objects.filter(procedure_code="hoiku-riyou").values_list("row", flat=True)
    assert sorted(rows) == ["bbbb", "cccc"]


def test_each_child_has_a_filled_sheet(desk: Desk) -> None:
    now_desk = Desk(desk.city, desk.clerk, timezone.now())
    answers = everything("tennyuu", 0)
    child = {**answers["children"][0], "_row": "bbbb", "needs_nursery": True}
    found = now_desk.answer(now_desk.start("tennyuu"), {**answers, "children": [child]})
    tablet = CityClient(desk.city).enter(User.objects.get(pk=desk.clerk.staff_id))
    sheet = f"staff/interviews/{found.id}/sheets/hoiku-riyou.pdf"

    assert tablet.get(f"{sheet}?row=bbbb").content[:5] == b"%PDF-"
    assert tablet.get(sheet).status_code == 404
