"""A city's first page: the big question answered, the small ones two taps away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape

import pytest
import time_machine

from shirube.kernel.clock import JAPAN
from shirube.organizations.models import Municipality
from tests.conftest import CityClient
from tests.factories.packs import reader_in, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _autumn() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 21, 10, 0, tzinfo=JAPAN), tick=False):
        yield


def link_with(page: str, words: str) -> str:
    """Where the link leads whose text begins with the words."""
    found = re.search(rf'href="([^"]+)">\s*(?:<span[^>]*>)?\s*{re.escape(words)}', unescape(page))
    assert found, words
    return found[1]


def test_yamada_learns_in_two_taps_whether_online_procedures_are_on_time() -> None:
    client = reader_in("shirube", alive=True)
    first = text_of(client, link_with(text_of(client, ""), "オンラインの手続は、予定どおり？"))
    second = text_of(client, link_with(first, "行政手続のオンライン化率"))

    assert "予定どおり進んでいる？" in first
    assert "順調" in first
    assert "85.7%" in second


def test_the_big_question_is_answered_in_one_sentence() -> None:
    page = text_of(reader_in("shirube", alive=True), "")

    assert "22個の評価指標のうち、<strong>10個は順調か、予定より進んでいます" in page


@pytest.mark.parametrize(
    ("city", "answer"),
    [
        ("higashimatsushima", "計画が始まってからの値がまだないため、進み具合は判定できません"),
        ("kurihara", "数値の評価指標がないため、数字では進み具合を判定できません"),
    ],
)
def test_a_city_without_figures_is_not_called_late(city: str, answer: str) -> None:
    page = text_of(reader_in(city), "")

    assert answer in page
    assert "status-warning" not in page


@pytest.mark.parametrize("city", ["ishinomaki", "shiroishi", "kurihara", "higashimatsushima", "shirube"])
def test_every_city_answers_for_its_online_procedures(city: str) -> None:
    page = text_of(reader_in(city), "")

    assert "/initiatives/" in link_with(page, "オンラインの手続は、予定どおり？")


def test_a_city_without_a_plan_says_so(city_client: CityClient, city: Municipality) -> None:
    page = text_of(city_client, "")

    assert "まだ計画が載っていません" in page
    assert city.name in page


def test_a_search_finds_what_is_written_otherwise() -> None:
    page = text_of(reader_in("shirube"), "search/?q=てつづき")

    assert "/shirube/plans/dx-2024/initiatives/1-1/" in page


def test_a_search_that_finds_nothing_says_how_to_go_on() -> None:
    page = text_of(reader_in("shirube"), "search/?q=恐竜")

    assert "0件見つかりました" in page
    assert "別の言葉か、短い言葉で" in page


def test_what_was_looked_for_is_shown_as_text_only() -> None:
    page = text_of(reader_in("shirube"), "search/?q=<script>alert(1)</script>")

    assert "<script>alert" not in page
