"""The logic model of an initiative: written by staff, kept by versions, shown with the figures that are there."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from openpyxl import load_workbook

from shirube.accounts.interface import Role
from shirube.kernel.packs import InvalidPackError
from shirube.measures import interface as measures
from shirube.organizations.models import Municipality
from shirube.plans.commands.loading import load_plan
from shirube.plans.domain.packs import PlanPack, pack_content, pack_digest
from shirube.plans.models import Plan
from shirube.plans.queries.plans import get_version
from tests.conftest import CityClient
from tests.measures.measures import Answer, standing
from tests.plans.conftest import NOW
from tests.plans.test_editing import PACK
from tests.plans.test_editing_pages import fields_of
from tests.plans.test_staff_pages import words

pytestmark = pytest.mark.usefixtures("today")
STEPS = [
    {"stage": "input", "text": "申請の仕組み"},
    {"stage": "output", "text": "オンラインの手続が増える", "measure": "test.share"},
    {"stage": "outcome", "text": "来なくて済む人が増える", "measure": "room.to_come"},
]


def with_logic(steps: list[dict[str, str]], code: str = "991007") -> PlanPack:
    first = {**PACK["initiatives"][0], "logic": steps}  # type: ignore[index]
    return PlanPack.model_validate({**PACK, "municipality": code, "initiatives": [first]})


@pytest.fixture
def plan(in_city: Municipality, section: object) -> Plan:
    pack = with_logic(STEPS, in_city.code)
    load_plan(municipality_id=in_city.pk, pack=pack, actor="system", now=NOW)
    return Plan.objects.get(slug="dx-2024")


@pytest.fixture
def measured(in_city: Municipality, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measures.measures, "_entries", {"test.share": standing("test.share", Answer())})
    measures.take_snapshots(municipality_id=in_city.pk, on=date(2026, 11, 20), now=NOW, actor="system")


def test_a_plan_without_a_logic_model_has_the_digest_it_had_before_there_was_any() -> None:
    content: Any = pack_content(with_logic([]))
    assert "logic" not in content["initiatives"][0]
    assert pack_digest(with_logic([])) != pack_digest(with_logic(STEPS))


def test_a_formula_that_cannot_be_read_is_named_with_its_place(
    in_city: Municipality, section: object
) -> None:
    pack = with_logic([{"stage": "input", "text": "x", "measure": "a ++ b"}], in_city.code)
    with pytest.raises(InvalidPackError) as refused:
        load_plan(municipality_id=in_city.pk, pack=pack, actor="system", now=NOW)
    assert refused.value.facts["path"] == "initiatives[1-1] › logic[1] › measure"


@pytest.mark.usefixtures("measured")
def test_residents_see_the_stages_in_order_each_with_its_figure_or_why_there_is_none(
    plan: Plan, city_client: CityClient
) -> None:
    page = unescape(city_client.get(f"plans/{plan.slug}/initiatives/online/").content.decode())
    section = page.partition('id="logic"')[2].partition("</section>")[0]
    shown = [
        "使うもの",
        "申請の仕組み",
        "すること（活動）",
        "書かれていません",
        "できあがること",
        "75%",
        "くらしや仕事の変化",
    ]
    assert [section.find(text) for text in shown] == sorted(section.find(text) for text in shown)
    assert -1 not in [section.find(text) for text in shown]
    assert "/measures/test.share/" in section
    assert "この数値を出すしくみは、まだこのしるべにありません（room.to_come）。" in section


def test_staff_change_it_in_the_browser_and_the_version_before_keeps_what_was(
    plan: Plan, in_city: Municipality, signed_in: Callable[..., CityClient]
) -> None:
    client = signed_in(Role.DX_PROMOTION)
    path = f"/staff/initiatives/{plan.initiatives.get(slug='online').pk}/edit/"
    typed = {
        "logic-0-text": "申請の仕組みと職員2人",
        "logic-2-DELETE": "on",
        "reason": "見直し",
        "step": "save",
    }
    assert client.post(path, {**fields_of(client.get(path)), **typed}).status_code == 302

    old, new = (get_version(municipality_id=in_city.pk, plan_id=plan.pk, number=n).pack for n in (1, 2))
    assert [step.text for step in old.initiatives[0].logic] == [step["text"] for step in STEPS]
    assert [(step.text, step.measure) for step in new.initiatives[0].logic] == [
        ("申請の仕組みと職員2人", None),
        ("オンラインの手続が増える", "test.share"),
    ]
    assert "どのように効くか（ロジックモデル）" in what_has_changed_since(client, plan)


def what_has_changed_since(client: CityClient, plan: Plan) -> str:
    return unescape(client.get(f"plans/{plan.slug}/versions/1/").content.decode())


def test_a_formula_typed_wrong_is_refused_beside_its_field(
    plan: Plan, signed_in: Callable[..., CityClient]
) -> None:
    client = signed_in(Role.DX_PROMOTION)
    path = f"/staff/initiatives/{plan.initiatives.get(slug='online').pk}/edit/"
    typed = {"logic-0-measure": "a ++ b", "reason": "x", "step": "preview"}
    page = client.post(path, {**fields_of(client.get(path)), **typed})
    assert "文字目から先で読めませんでした" in words(page)


def test_it_goes_out_with_the_plan(plan: Plan, city_client: CityClient) -> None:
    (item,) = city_client.get(f"plans/{plan.slug}/plan.json").json()["initiatives"]
    assert item["logic"][1] == {
        "stage": "output",
        "text": "オンラインの手続が増える",
        "measure": "test.share",
    }
    book = load_workbook(_xlsx(city_client, plan))
    rows = list(book["ロジックモデル"].iter_rows(values_only=True))
    assert rows[2][2:] == ("できあがること（産出）", "オンラインの手続が増える", "test.share")


def _xlsx(client: CityClient, plan: Plan) -> io.BytesIO:
    return io.BytesIO(client.get(f"plans/{plan.slug}/plan.xlsx").content)
