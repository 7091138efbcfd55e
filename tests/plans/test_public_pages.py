"""What residents read about a plan: nothing missing, nothing invented, the unknown said in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import unescape

import pytest
import time_machine

from shirube.kernel.clock import JAPAN
from tests.conftest import CityClient
from tests.factories.packs import reader_in, text_of

pytestmark = pytest.mark.django_db
PLAN = "plans/dx-2024/"
PAGES = (
    "",
    "plans/",
    PLAN,
    PLAN + "pillars/1/",
    PLAN + "initiatives/1-1/",
    PLAN + "kpis/online-rate/",
    PLAN + "roadmap/",
    PLAN + "dx-mark/",
    PLAN + "reviews/",
    PLAN + "versions/",
    PLAN + "versions/1/",
    PLAN + "versions/at/?on=2026-05-01",
    "changes/",
    "search/?q=手続",
)
MISSING = (
    "plans/none/",
    PLAN + "pillars/9/",
    PLAN + "initiatives/9-9/",
    PLAN + "kpis/none/",
    PLAN + "reviews/2019/",
    PLAN + "versions/99/",
    PLAN + "versions/at/?on=2020-01-01",
)


@pytest.fixture(autouse=True)
def _autumn() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 21, 10, 0, tzinfo=JAPAN), tick=False):
        yield


@pytest.fixture
def shirube() -> CityClient:
    return reader_in("shirube")


@pytest.fixture
def alive() -> CityClient:
    return reader_in("shirube", alive=True)


@pytest.mark.parametrize("language", ["", "en/", "easy/"])
def test_every_page_is_there_in_every_language(language: str, shirube: CityClient) -> None:
    answers = {page: shirube.get(language + page).status_code for page in PAGES}

    assert set(answers.values()) == {200}, answers


def test_what_is_not_there_is_404_and_says_what_to_do(shirube: CityClient) -> None:
    answers = [shirube.get(path) for path in MISSING]

    assert {answer.status_code for answer in answers} == {404}
    assert all(
        "ご覧ください" in page or "選び直してください" in page
        for page in (answer.content.decode() for answer in answers)
    )


def test_a_day_that_is_none_is_asked_for_again(shirube: CityClient) -> None:
    response = shirube.get(PLAN + "versions/at/?on=yesterday")

    assert response.status_code == 422
    assert "2025-04-01" in response.content.decode()


def test_a_kpi_that_was_never_read_is_not_zero(shirube: CityClient) -> None:
    page = text_of(shirube, PLAN + "kpis/ai-staff-share/")

    assert "まだ測定されていません" in page
    assert "文書に値が示されていません" in page
    assert "0という意味ではありません" in page


def test_a_kpi_tells_value_day_source_and_why_it_is_graded_so(alive: CityClient) -> None:
    page = unescape(text_of(alive, PLAN + "kpis/online-rate/"))

    assert "85.7%" in page
    assert "2026年9月30日（水）の値" in page
    assert "手続き台帳（市民課）" in page
    assert "なぜ「順調」？" in page
    assert "道すじより3.5ポイント先にあります" in page


def test_an_initiative_behind_names_what_holds_it_back(alive: CityClient) -> None:
    page = text_of(alive, PLAN + "initiatives/1-3/")

    assert "道すじより遅れている評価指標: 公金収納のデジタル化率" in page
    assert "遅れや中止の報告がある実施事項: eL-QRとキャッシュレスの対応を広げる" in page


def test_only_published_reviews_are_shown(alive: CityClient) -> None:
    page = text_of(alive, PLAN + "reviews/2025/")

    assert "オンラインでできるものが19になり" in page
    assert "9業務の移行を終えました" not in page
    assert "まだ公表されていない取組" in page


def test_the_plan_of_an_earlier_day_is_shown_with_what_has_changed_since(alive: CityClient) -> None:
    page = text_of(alive, PLAN + "versions/at/?on=2025-04-30")

    assert "2025年4月30日（水）の計画です" in page
    assert "<del>45%（令和10年度）</del>" in page
    assert "<ins>40%（令和10年度）</ins>" in page


def test_changes_come_newest_first_and_go_on_page_by_page(alive: CityClient) -> None:
    first = text_of(alive, "changes/")
    following = unescape(first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0])
    second = text_of(alive, following)

    assert "2026年10月14日（水）" in first
    assert "2026年10月14日（水）" not in second


def test_a_place_that_names_nothing_starts_from_the_newest(shirube: CityClient) -> None:
    assert "計画をこのサイトに載せました" in text_of(shirube, "changes/?before=nonsense")


@pytest.mark.parametrize(
    ("city", "plan", "words"),
    [
        ("kurihara", "dx-2023", "評価指標は、この計画ではなくアクションプランで定める"),
        ("ishinomaki", "dx-2021", "本文は基幹系17業務と書き、その下の表は20業務"),
        ("shiroishi", "digital-2023", "デジタルライゼーション"),
    ],
)
def test_oddities_and_gaps_of_a_real_plan_stay_visible(city: str, plan: str, words: str) -> None:
    assert words in text_of(reader_in(city), f"plans/{plan}/")


def test_a_real_city_shows_no_reading_and_no_grade_that_its_document_does_not_hold() -> None:
    city = reader_in("higashimatsushima")
    page = text_of(city, "plans/digital-2026/kpis/card-holding-rate/")

    assert "まだ測定されていません" in page
    assert "77.8%（令和6年度）" in page
    assert "これまでの値と、そのもと" not in page


def test_english_pages_mark_japanese_words_and_say_that_translations_are_unofficial(
    shirube: CityClient,
) -> None:
    page = text_of(shirube, "en/" + PLAN + "initiatives/1-1/")

    assert "Administrative procedures online" in page
    assert "unofficial" in page
    assert '<dl class="definitions" lang="ja">' in page


def test_plain_japanese_carries_its_readings_above_the_characters(shirube: CityClient) -> None:
    page = text_of(shirube, "easy/" + PLAN)

    assert "<ruby>手続<rp>（</rp><rt>てつづ</rt><rp>）</rp></ruby>き" in page
    assert "<title>標市（しるべし）" in page


def test_an_invented_city_says_so_on_every_page(shirube: CityClient) -> None:
    assert all("これは見本です" in text_of(shirube, page) for page in PAGES)
