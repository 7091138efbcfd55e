"""Finding parts of a plan however people write."""

from __future__ import annotations

from datetime import date

import pytest

from shirube.kernel.scope import municipality_scope
from shirube.plans.domain.search import HitKind, PlanIndex, index_plan, words_of
from shirube.plans.queries.documents import get_plan_document
from tests.factories.packs import load_city


@pytest.fixture
def index(db: None) -> PlanIndex:
    city = load_city("shirube")
    with municipality_scope(city.pk):
        document = get_plan_document(municipality_id=city.pk, slug="dx-2024", on=date(2026, 11, 21))
    return index_plan(document)


@pytest.mark.parametrize(
    "typed",
    [
        "行政手続",
        "行政手続き",
        "行政の手続は",
        "ｵﾝﾗｲﾝ　手続き",
        "オンラインの手続は？",
        "おんらいん",
        "てつづき",
        "ONLINE procedures",
    ],
)
def test_spelling_makes_no_difference(typed: str, index: PlanIndex) -> None:
    assert "1-1" in {hit.code for hit in index.find(typed) if hit.kind is HitKind.INITIATIVE}


def test_a_word_in_the_title_comes_before_one_in_a_note(index: PlanIndex) -> None:
    hits = index.find("セキュリティ")

    assert hits[0].title == "情報セキュリティと人材育成"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_every_word_must_be_found(index: PlanIndex) -> None:
    assert index.find("オンライン 恐竜") == ()


@pytest.mark.parametrize("typed", ["", "  ", "\u200b"])
def test_nothing_typed_finds_nothing(typed: str, index: PlanIndex) -> None:
    assert index.find(typed) == ()


def test_words_are_taken_without_particles_and_okurigana() -> None:
    assert words_of("オンラインの手続きは、予定どおり？") == ("オンライン", "手続", "予定")
