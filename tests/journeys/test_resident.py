"""A resident of 78 asks on a phone whether the city is on time with online procedures."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.product import PLAN
from tests.journeys.visitors import Visitor

pytestmark = pytest.mark.journey
KPI = PLAN + "kpis/online-rate/"
JAPANESE = re.compile("[ぁ-んァ-ヶー一-鿿]+")


@pytest.mark.parametrize(
    "way", ["resident_on_the_phone", "resident_without_mouse", "resident_without_script"]
)
def test_in_two_taps_the_resident_knows_whether_online_procedures_are_on_time(
    way: str, request: pytest.FixtureRequest
) -> None:
    yamada: Visitor = request.getfixturevalue(way)
    yamada.open()
    expect_no_sideways_scrolling(yamada.page)
    yamada.follow("オンラインの手続は、予定どおり？")
    yamada.sees("順調")
    expect_no_sideways_scrolling(yamada.page)
    yamada.follow("行政手続のオンライン化率")
    yamada.sees(re.compile("なぜ.*順調"))
    expect_no_sideways_scrolling(yamada.page)


def test_what_a_finger_must_hit_is_large_enough(resident_on_the_phone: Visitor) -> None:
    resident_on_the_phone.open()
    question = resident_on_the_phone.page.get_by_role("link", name="オンラインの手続は、予定どおり？")
    box = question.bounding_box()
    assert box is not None
    assert box["height"] >= 44


def test_a_kpi_is_read_in_english(resident: Visitor) -> None:
    resident.open(KPI)
    resident.follow("English")
    expect(resident.page.locator("html")).to_have_attribute("lang", "en")
    expect(resident.page.get_by_role("heading", level=1)).to_have_text("Share of procedures available online")
    resident.sees("On course")
    resident.page.get_by_text("Show the figures as a table").click()
    expect(resident.page.get_by_role("row", name="Measured 30 September 2026 (Wed) 85.7%")).to_be_visible()


@pytest.mark.parametrize("path", ["", "plans/", PLAN, KPI, PLAN + "initiatives/1-1/", PLAN + "roadmap/"])
def test_no_japanese_is_left_in_english_but_what_says_that_it_is_japanese(
    resident: Visitor, path: str
) -> None:
    resident.open("en/" + path)
    assert JAPANESE.findall(resident.page.locator("body").evaluate(TEXT_NOT_SAID_TO_BE_JAPANESE)) == []


def test_the_table_of_a_chart_opens_without_script(resident_without_script: Visitor) -> None:
    resident_without_script.open(KPI)
    resident_without_script.page.get_by_text("数値を表で見る").tap()
    expect(resident_without_script.page.get_by_role("row", name=re.compile("85.7%"))).to_be_visible()


def test_a_page_that_is_not_there_is_told_in_japanese(resident: Visitor) -> None:
    assert resident.open("no-such-page/").status == 404
    expect(resident.page.get_by_role("heading", level=1)).to_contain_text("見つかりません")


def expect_no_sideways_scrolling(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


TEXT_NOT_SAID_TO_BE_JAPANESE = """body => {
    const copy = body.cloneNode(true);
    copy.querySelectorAll("[lang=ja], script, style").forEach(part => part.remove());
    const said = [...copy.querySelectorAll("[aria-label], [alt], [title]")]
        .flatMap(part => ["aria-label", "alt", "title"].map(name => part.getAttribute(name) ?? ""));
    return copy.textContent + said.join(" ");
}"""
