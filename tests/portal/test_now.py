"""The page "DXのいま": the same figures everywhere, what is late with its reason, and nothing that is not public."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine
from lxml import etree

from shirube.headquarters.interface import MinutesState
from shirube.organizations.models import Municipality
from shirube.plans.models import ActionReport
from shirube.portal.api import schemas
from shirube.portal.api.views import describe
from shirube.registers import interface as registers
from shirube.registers.models import StageDate
from shirube.ui.kept_pages import forget_pages
from tests.conftest import CityClient
from tests.factories.packs import reader_in, text_of
from tests.factories.registers import CODE, NOW, keeper
from tests.portal.meetings import WORDING, hold_meeting
from tests.portal.office import REASON, Office, open_office

SNAPSHOT = Path(__file__).resolve().parents[2] / "docs" / "reference" / "openapi-now.json"
SERVERS = [{"url": "/{city}/api/v1"}]


@pytest.fixture(autouse=True)
def _autumn() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(in_city: Municipality) -> Office:
    return open_office(in_city)


def _api(client: CityClient) -> dict[str, Any]:
    answer = client.get("/api/v1/now")
    assert answer.status_code == 200
    return dict(answer.json())


def test_page_kpi_page_and_api_say_the_same_figure(office: Office, city_client: CityClient) -> None:
    page, kpi_page = text_of(city_client, "/now/"), text_of(city_client, "/plans/dx-2024/kpis/rate/")
    read = _api(city_client)["plans"][0]["kpis"][0]

    assert "63.5%" in page.replace("％", "%")
    assert "63.5%" in kpi_page.replace("％", "%")
    assert (read["value"], read["measured_on"], read["source"]) == (63.5, "2026-09-30", "手続台帳")


def test_what_was_not_measured_is_never_0(office: Office, city_client: CityClient) -> None:
    page = text_of(city_client, "/now/")

    assert "まだ測っていません" in page
    assert _api(city_client)["plans"][0]["kpis"][1]["value"] is None


def test_what_is_late_is_said_with_its_reason(office: Office, city_client: CityClient) -> None:
    page = text_of(city_client, "/now/")

    assert "計画の実施事項 1件、台帳の項目 1件" in page
    assert REASON in page
    assert "21日の遅れ" in page
    assert _api(city_client)["registers"][0]["late_items"][0]["section"] == "税務課"


def test_a_published_decision_is_told_without_what_is_withheld(
    office: Office, city_client: CityClient
) -> None:
    hold_meeting(office.city)
    page, decided = text_of(city_client, "/now/"), _api(city_client)["decisions"]

    assert WORDING in page
    assert "人事に関わること" not in page + text_of(city_client, "/now.atom")
    assert [one["title"] for one in decided] == ["窓口の端末"]
    assert decided[0]["points"] == [{"code": "①", "text": "12台を替える"}]


@pytest.mark.parametrize("state", [MinutesState.DRAFT, MinutesState.SUBMITTED, MinutesState.APPROVED])
def test_minutes_that_are_not_published_tell_nothing(
    office: Office, city_client: CityClient, state: MinutesState
) -> None:
    hold_meeting(office.city, state=state)

    assert "公表された決定は、まだありません" in text_of(city_client, "/now/")


def test_minutes_that_are_taken_back_are_gone_at_once(office: Office, city_client: CityClient) -> None:
    meeting = hold_meeting(office.city)
    before = text_of(city_client, "/now/")
    meeting.minutes.update(state=MinutesState.DRAFT, published_at=None)

    assert WORDING in before
    assert WORDING not in text_of(city_client, "/now/")


def test_nothing_late_is_said_only_where_it_is_known(office: Office, city_client: CityClient) -> None:
    ActionReport.objects.update(state="on_time")
    StageDate.objects.update(planned=None, actual=date(2026, 1, 1))
    page = text_of(city_client, "/now/")

    assert "遅れと報告されたもの、予定の日を過ぎたものは、ありません" in page


def test_the_initiatives_with_the_mark_are_listed(office: Office, city_client: CityClient) -> None:
    marks = text_of(city_client, "/now/").partition('id="marks"')[2].partition("</section>")[0]

    assert "行政手続のオンライン化" in marks
    assert "遅れている" in marks


def test_a_register_that_is_kept_for_staff_stays_out(in_city: Municipality, city_client: CityClient) -> None:
    open_office(in_city, visibility="staff")

    assert "仕事の台帳" not in text_of(city_client, "/now/")
    assert "仕事の台帳" not in text_of(city_client, "/now.atom")
    assert _api(city_client)["registers"] == []


def test_a_change_is_seen_at_once(office: Office, city_client: CityClient) -> None:
    before = text_of(city_client, "/now/")
    values = {"title": "戸籍", "section": "second", "p-plan": "2026-01-05"}
    registers.add_item(municipality_id=office.city.pk, register=CODE, values=values, actor=keeper(), now=NOW)

    assert "戸籍" not in before
    assert "戸籍" in text_of(city_client, "/now/")


def test_the_number_of_queries_does_not_grow_with_the_items(office: Office, city_client: CityClient) -> None:
    few = city_client.count_queries("/now/")
    for number in range(10):
        values = {"title": f"仕事{number}", "section": "first"}
        registers.add_item(
            municipality_id=office.city.pk, register=CODE, values=values, actor=keeper(), now=NOW
        )
    forget_pages()

    # The plan is remembered by now.
    assert city_client.count_queries("/now/") < few


def test_fixed_texts_are_in_the_readers_language(office: Office, city_client: CityClient) -> None:
    english, easy = text_of(city_client, "/en/now/"), text_of(city_client, "/easy/now/")

    assert "What is late, and why" in english
    assert f'<span lang="ja">{REASON}</span>' in english
    assert "おくれている　こと" in easy


def test_a_city_that_has_published_nothing_says_so(city_client: CityClient) -> None:
    assert "まだ何も公表されていません" in text_of(city_client, "/now/")


@pytest.mark.django_db
def test_a_real_city_shows_what_its_documents_say() -> None:
    page = text_of(reader_in("ishinomaki"), "/now/")

    assert "この計画には、数値の評価指標がありません" in page
    # Nobody reports here: "nothing is late" would say more than is known.
    assert "遅れているものがあるかどうかは、公表された資料からは分かりません" in page


def test_the_feed_tells_changes_and_stages_that_were_reached(office: Office, city_client: CityClient) -> None:
    root = etree.fromstring(city_client.get("/now.atom").content)
    entries = {one.findtext("{*}title"): one.findtext("{*}id") for one in root.iterfind("{*}entry")}
    own = etree.fromstring(city_client.get("/changes.atom").content)

    assert "住民記録: 「稼働」が終わりました" in entries
    assert {one.findtext("{*}id") for one in own.iterfind("{*}entry")} <= set(entries.values())
    assert len(set(entries.values())) == len(entries)


def test_the_api_has_the_described_shape(office: Office, city_client: CityClient) -> None:
    answer = city_client.get("/api/v1/now")
    found = schemas.Now.model_validate_json(answer.content)

    assert found.plans[0].late_actions[0].reason == REASON
    assert found.plans[0].dx_marks[0].basis == "実施計画に載せる"
    assert city_client.get("/api/v1/now", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_description_names_this_city_as_its_server(city_client: CityClient) -> None:
    description = city_client.get("/api/v1/now/openapi.json").json()

    assert description["servers"] == [{"url": "http://testserver/minato/api/v1"}]
    assert set(description["paths"]) == {"/now"}


def test_the_description_is_the_one_that_was_reviewed() -> None:
    """After a wanted change: `python -m tests.portal.write_openapi`, and read the difference."""
    assert json.loads(SNAPSHOT.read_text()) == json.loads(json.dumps(describe(SERVERS)))
