"""Residents' pages of the catalogue and the guide."""

from __future__ import annotations

import pytest
import time_machine

from shirube.organizations.models import Municipality
from shirube.procedures import interface as procedures
from shirube.procedures.models import Procedure
from tests.conftest import CityClient
from tests.factories.procedures import LOADED_AT, adopt, load_content, procedure_content
from tests.procedures.test_guides import BIRTH

SECTIONS = {"子育て支援課": "子育て支援課"}


def text(client: CityClient, path: str, status: int = 200, **headers: str) -> str:
    answer = client.get(path, headers=headers)
    assert answer.status_code == status
    return answer.content.decode()


@pytest.fixture
def guide(adopted: Municipality) -> None:
    content = {"kind": "guide", "code": "life-events", "events": [BIRTH]}
    procedures.load_guide(content=content, now=LOADED_AT)


@pytest.mark.parametrize("path", ["/procedures/", "/procedures/sections/", "/procedures/letters/"])
def test_the_catalogue_lists_what_there_is(adopted: Municipality, city_client: CityClient, path: str) -> None:
    assert "児童手当（はじめて）" in text(city_client, path)


def test_the_catalogue_speaks_english(adopted: Municipality, city_client: CityClient) -> None:
    assert "Child Allowance (first time)" in text(city_client, "/en/procedures/")


@pytest.mark.parametrize("path", ["/procedures/", "/procedures/sections/", "/procedures/search/?q=手当"])
def test_ten_times_the_procedures_cost_no_query_more(
    adopted: Municipality, city_client: CityClient, path: str
) -> None:
    text(city_client, path)
    few = city_client.count_queries(path + ("&" if "?" in path else "?") + "a")
    load_content(*(procedure_content(f"allowance-{number}", number=None) for number in range(10)))
    adopt(adopted, sections=SECTIONS)
    text(city_client, path)

    assert city_client.count_queries(path + ("&" if "?" in path else "?") + "b") == few


def test_a_procedure_says_everything_one_must_know(adopted: Municipality, city_client: CityClient) -> None:
    shown = text(city_client, "/procedures/allowance/")

    assert all(
        words in shown
        for words in (
            "18歳までの子を養育する人",
            "15日以内",
            "口座がわかるもの",
            "無料",
            "30日以内",
            "児童手当法 第7条",
        )
    )
    assert "マイナンバーカードで、本人かどうかを確かめます" in shown
    assert "子育て支援課" in shown
    assert "窓口" in shown


@time_machine.travel("2026-05-31 12:00+09:00")
def test_before_its_window_the_page_says_when_it_opens(
    in_city: Municipality, children_section, city_client: CityClient
) -> None:
    load_content()
    window = {"allowance": {"opens_on": "2026-06-01", "closes_on": "2026-06-30"}}
    adopt(in_city, sections=SECTIONS, overrides=window)

    shown = text(city_client, "/procedures/allowance/")

    assert "2026年6月1日（月）に始まります" in shown
    assert "ほかの方法でできます" in shown


@time_machine.travel("2026-07-01 12:00+09:00")
def test_after_its_window_the_page_says_that_it_ended(
    in_city: Municipality, children_section, city_client: CityClient
) -> None:
    load_content()
    adopt(in_city, sections=SECTIONS, overrides={"allowance": {"closes_on": "2026-06-30"}})

    assert "2026年6月30日（火）に終わりました" in text(city_client, "/procedures/allowance/")


def test_a_withdrawn_procedure_offers_no_way(adopted: Municipality, city_client: CityClient) -> None:
    adopt(adopted, overrides={"allowance": {"reception": "withdrawn"}})

    shown = text(city_client, "/procedures/allowance/")

    assert "取りやめました" in shown
    assert "申請の方法" not in shown
    assert "児童手当（はじめて）" not in text(city_client, "/procedures/")


def test_where_nothing_is_received_there_is_no_sheet_of_ours(
    in_city: Municipality, city_client: CityClient
) -> None:
    load_content()
    adopt(in_city, reception="off")

    assert "全国に共通する内容です" in text(city_client, "/procedures/allowance/")
    assert city_client.get("/procedures/allowance/sheet.pdf").status_code == 404


def test_the_form_can_be_read_before_and_printed(adopted: Municipality, city_client: CityClient) -> None:
    assert "お休みのわけ" in text(city_client, "/procedures/allowance/form/")
    assert city_client.get("/procedures/allowance/sheet.pdf").content.startswith(b"%PDF")


def test_unknown_and_foreign_procedures_are_not_there(
    adopted: Municipality, other_city: Municipality, city_client: CityClient
) -> None:
    assert city_client.get("/procedures/nobody/").status_code == 404
    assert CityClient(other_city).get("/procedures/allowance/").status_code == 404


def test_search_works_with_and_without_script(adopted: Municipality, city_client: CityClient) -> None:
    whole = text(city_client, "/procedures/search/?q=じどうてあて")
    part = text(city_client, "/procedures/search/?q=じどうてあて", **{"HX-Request": "true"})

    assert "児童手当（はじめて）" in whole
    assert "児童手当（はじめて）" in part
    assert ("<html" in whole, "<html" in part) == (True, False)


def test_nothing_found_says_what_to_do(adopted: Municipality, city_client: CityClient) -> None:
    shown = text(city_client, "/procedures/search/?q=zzzz")

    assert "0件見つかりました" in shown
    assert "短い言葉で探す" in shown


def test_the_guide_asks_one_thing_at_a_time_and_keeps_answers_in_the_address(
    guide: None, city_client: CityClient
) -> None:
    first = text(city_client, "/guide/birth/")
    second = text(city_client, "/guide/birth/?public_servant=no&_asked=public_servant")

    assert "公務員ですか" in first
    assert "わからない" in first
    assert '<input type="hidden" name="public_servant" value="no">' in second
    assert "手当を受けていますか" in second


def test_an_unanswered_question_is_asked_again_with_a_word(guide: None, city_client: CityClient) -> None:
    assert "答えが選ばれていません" in text(city_client, "/guide/birth/?_asked=public_servant", 422)


def test_the_list_leads_to_the_procedures_and_can_be_shared_and_printed(
    guide: None, city_client: CityClient
) -> None:
    answers = "?public_servant=no&allowance=no&place=home"
    shown = text(city_client, f"/guide/birth/{answers}")

    assert shown.index("出生届") < shown.index("児童手当（はじめて）")
    assert "http://testserver/minato/guide/birth/?public_servant=no&amp;allowance=no&amp;place=home" in shown
    assert "data:image/svg+xml" in shown
    assert city_client.get(f"/guide/birth/list.pdf{answers}").content.startswith(b"%PDF")


def test_what_the_city_does_not_have_leads_nowhere(guide: None, city_client: CityClient) -> None:
    shown = text(city_client, "/guide/birth/?public_servant=no&allowance=yes&place=home")

    assert "/procedures/nursery/" not in shown
    assert "/procedures/allowance/" in shown


def test_an_event_that_no_guide_knows_is_not_there(guide: None, city_client: CityClient) -> None:
    assert city_client.get("/guide/lottery/").status_code == 404


def test_the_citys_search_finds_procedures(adopted: Municipality, city_client: CityClient) -> None:
    assert "/procedures/allowance/" in text(city_client, "/search/?q=児童手当")


def test_a_name_with_markup_stays_text(adopted: Municipality, city_client: CityClient) -> None:
    row = Procedure.objects.get()
    row.facts["short"]["ja"] = "<b>手当</b>"
    row.save()

    assert "&lt;b&gt;手当&lt;/b&gt;" in text(city_client, "/procedures/allowance/")
