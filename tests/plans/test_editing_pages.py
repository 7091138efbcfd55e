"""Changing the plan in the browser: rows without script, the difference first, nothing overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from shirube.accounts.interface import Role
from shirube.organizations.models import Municipality, Section
from shirube.plans.commands.loading import load_plan
from shirube.plans.domain.packs import PlanPack
from shirube.plans.models import Initiative, Kpi, Pillar, Plan, PlanVersion
from tests.conftest import CityClient
from tests.factories.plans import ReadingFactory
from tests.plans.conftest import NOW
from tests.plans.test_editing import PACK
from tests.plans.test_staff_pages import words

pytestmark = pytest.mark.usefixtures("today")
_INPUT = re.compile(r"<input\b[^>]*>|<textarea\b[^>]*>.*?</textarea>|<select\b[^>]*>.*?</select>", re.DOTALL)


def fields_of(response: Any) -> dict[str, str]:
    """What the browser would send back of the form on the page."""
    main = response.content.decode().split("<main", 1)[1]
    found = (_field(markup) for markup in _INPUT.findall(main))
    return {name: unescape(value) for name, value in found if name and name != "csrfmiddlewaretoken"}


def _field(markup: str) -> tuple[str, str]:
    name = _attribute(markup, "name")
    if markup.startswith("<textarea"):
        return name, re.sub(r"^\r?\n", "", markup.split(">", 1)[1].removesuffix("</textarea>"))
    if markup.startswith("<select"):
        chosen = re.search(r'<option value="([^"]*)"[^>]*\bselected', markup)
        return name, chosen[1] if chosen else ""
    ticked = "checkbox" not in markup or "checked" in markup
    return (name if ticked else ""), _attribute(markup, "value")


def _attribute(markup: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', markup)
    return found[1] if found else ""


@pytest.fixture
def plan(in_city: Municipality, section: Section) -> Plan:
    pack = PlanPack.model_validate({**PACK, "municipality": in_city.code})
    load_plan(municipality_id=in_city.pk, pack=pack, actor="system", now=NOW)
    return Plan.objects.get(slug="dx-2024")


@pytest.fixture
def path(plan: Plan) -> str:
    return f"/staff/initiatives/{plan.initiatives.get(slug='online').pk}/edit/"


@pytest.fixture
def client(signed_in: Callable[..., CityClient]) -> CityClient:
    return signed_in(Role.DX_PROMOTION)


@pytest.fixture
def send(client: CityClient, path: str) -> Callable[..., Any]:
    """Open the form, change some fields, press a button."""

    def press(step: str, at: str = path, **changes: str) -> Any:
        return client.post(at, {**fields_of(client.get(at)), **changes, "step": step})

    return press


def test_the_form_as_opened_changes_nothing(send: Any) -> None:
    page = send("preview", reason="確かめる")

    assert page.status_code == 200
    assert "今の計画と同じ内容です" in words(page)


def test_the_difference_is_shown_before_anything_is_saved(send: Any) -> None:
    page = send("preview", title="すべての手続のオンライン化", reason="議会の意見")

    text = words(page)
    assert "手続のオンライン化 すべての手続のオンライン化" in text
    assert "議会の意見" in text
    assert PlanVersion.objects.count() == 1


def test_what_was_shown_is_saved_as_a_version(send: Any, client: CityClient, path: str) -> None:
    shown = send("preview", **{"title": "新しい題名", "kpis-0-target_value": "９５", "reason": "議会の意見"})

    answer = client.post(path, {**fields_of(shown), "step": "save"})

    assert answer.status_code == 302
    assert PlanVersion.objects.get(number=2).reason == "議会の意見"
    assert Kpi.objects.get(code="rate").target_value == 95
    assert Initiative.objects.get(slug="online").translations == {}


def test_back_from_the_difference_what_was_typed_is_there(send: Any, client: CityClient, path: str) -> None:
    shown = send("preview", title="新しい題名", reason="議会の意見")

    back = fields_of(client.post(path, {**fields_of(shown), "step": "back"}))

    assert (back["title"], back["reason"]) == ("新しい題名", "議会の意見")


def test_a_row_is_added_without_script_and_keeps_what_was_typed(send: Any) -> None:
    grown = fields_of(send("add:kpis", title="書きかけ"))

    assert (grown["kpis-TOTAL_FORMS"], grown["kpis-1-name"], grown["title"]) == ("2", "", "書きかけ")


def test_a_row_within_a_row_is_added(send: Any) -> None:
    grown = fields_of(send("add:actions-0-phases"))

    assert grown["actions-0-phases-TOTAL_FORMS"] == "2"
    assert grown["actions-0-phases-0-name"] == "準備"


def test_an_empty_row_is_no_row(send: Any, client: CityClient, path: str) -> None:
    grown = fields_of(send("add:kpis"))

    page = client.post(path, {**grown, "title": "新しい題名", "reason": "x", "step": "preview"})

    assert page.status_code == 200


def test_a_new_kpi_gets_a_code_of_its_own(send: Any, client: CityClient, path: str) -> None:
    new = {"name": "件数", "unit": "件", "decimals": "0", "direction": "increase"}
    way = {"target_year": "2028", "target_value": "１，２００", "baseline_year": "2023"}
    typed = {f"kpis-1-{name}": value for name, value in {**new, **way}.items()}

    answer = client.post(path, {**fields_of(send("add:kpis")), **typed, "reason": "x", "step": "save"})

    assert answer.status_code == 302
    kpi = Kpi.objects.get(code="online-k1")
    assert (kpi.target_value, kpi.baseline_year, kpi.baseline_value) == (1200, 2023, None)


def test_a_row_is_taken_out_where_nothing_was_reported(send: Any) -> None:
    send("save", **{"kpis-0-DELETE": "on", "reason": "x"})

    assert not Kpi.objects.exists()


def test_a_kpi_with_readings_stays(send: Any) -> None:
    ReadingFactory(kpi=Kpi.objects.get())

    answer = send("save", **{"kpis-0-DELETE": "on", "reason": "x"})

    assert answer.status_code == 409
    assert "「割合」には、すでに数値や報告があるため、外せません" in words(answer)
    assert Kpi.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"reason": ""}, "計画を変える理由"),
        ({"title": ""}, "取組の名前"),
        ({"kpis-0-target_year": "2020"}, "終わりの年度が始まりの年度より前です"),
        ({"kpis-0-target_value": "たくさん"}, "数字として読めません"),
        ({"kpis-0-baseline_year": ""}, "現状の値が何年度のものか"),
        ({"actions-0-phases-0-last_year": "2020"}, "終わりの年度が始まりの年度より前です"),
        ({"code": "1-2"}, "同じ記号の取組が二つあります"),
        ({"kpis-TOTAL_FORMS": "x"}, "画面の一部が届きませんでした"),
        ({"kpis-0-target_value": "1e30"}, "整数14桁"),
    ],
)
def test_what_cannot_be_is_said_before_the_form_and_changes_nothing(
    send: Any, typed: dict[str, str], said: str
) -> None:
    answer = send("save", **{"reason": "x", "summary": "新しい", **typed})

    assert answer.status_code == 422
    assert said in words(answer)
    assert PlanVersion.objects.count() == 1


def test_the_second_editor_sees_the_difference_and_loses_nothing(
    client: CityClient, path: str, send: Any
) -> None:
    opened = fields_of(client.get(path))
    send("save", summary="先の人の説明", reason="先の人")

    told = client.post(path, {**opened, "title": "後の人の題名", "reason": "後の人", "step": "save"})

    assert told.status_code == 409
    assert "ほかの人が先に保存しました" in words(told)
    assert "先の人の説明" in words(told)
    kept = fields_of(told)
    assert (kept["title"], kept["summary"], kept["reason"]) == ("後の人の題名", "先の人の説明", "後の人")
    assert PlanVersion.objects.count() == 2


def test_after_reading_the_difference_both_changes_are_kept(client: CityClient, path: str, send: Any) -> None:
    opened = fields_of(client.get(path))
    send("save", summary="先の人の説明", reason="先の人")
    told = client.post(path, {**opened, "title": "後の人の題名", "reason": "後の人", "step": "save"})

    client.post(path, {**fields_of(told), "step": "save"})

    row = Initiative.objects.get(slug="online")
    assert (row.title, row.summary) == ("後の人の題名", "先の人の説明")


def test_an_initiative_is_added(send: Any, plan: Plan) -> None:
    typed = {"code": "2-1", "slug": "rivers", "title": "川の水位", "pillar": "2", "reason": "大雨"}

    answer = send("save", at=f"/staff/plans/{plan.slug}/initiatives/new/", **typed)

    assert answer.status_code == 302
    assert plan.initiatives.get(slug="rivers").title == "川の水位"


def test_an_initiative_is_taken_out_with_a_reason(client: CityClient, plan: Plan) -> None:
    item = plan.initiatives.get(slug="counter")
    path = f"/staff/initiatives/{item.pk}/remove/"

    assert client.post(path, {"reason": ""}).status_code == 422
    assert client.post(path, {"reason": "統合した"}).status_code == 302
    assert not plan.initiatives.filter(slug="counter").exists()


def test_the_outline_changes_with_pillars_and_links(send: Any, plan: Plan) -> None:
    path = f"/staff/plans/{plan.slug}/edit/"

    answer = send("save", at=path, **{"name": "改訂版", "pillars-0-code": "Ⅰ", "reason": "改訂"})

    assert answer.status_code == 302
    plan.refresh_from_db()
    assert plan.name == "改訂版"
    assert plan.initiatives.get(slug="online").pillar == Pillar.objects.get(code="Ⅰ")


def test_the_second_editor_of_the_outline_sees_the_difference(
    client: CityClient, plan: Plan, send: Any
) -> None:
    path = f"/staff/plans/{plan.slug}/edit/"
    opened = fields_of(client.get(path))
    send("save", at=path, name="先の人の名前", reason="x")

    told = client.post(path, {**opened, "philosophy": "迷わない", "reason": "y", "step": "save"})

    assert told.status_code == 409
    assert fields_of(told)["name"] == "先の人の名前"
    assert fields_of(told)["philosophy"] == "迷わない"


@pytest.mark.parametrize("role", [Role.SECTION_CHIEF, Role.HEADQUARTERS, Role.AUDITOR])
def test_only_dx_promotion_opens_the_editor(
    signed_in: Callable[..., CityClient], path: str, role: Role
) -> None:
    assert signed_in(role).get(path).status_code == 403
