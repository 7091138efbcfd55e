"""Finding parts of a plan however people write."""

from __future__ import annotations

from datetime import date

import pytest

from shirube.kernel.scope import municipality_scope
from shirube.plans.domain.document import PlanDocument
from shirube.plans.domain.search import HitKind, find_items, words_of
from shirube.plans.queries.documents import get_plan_document
from tests.factories.packs import load_city


@pytest.fixture
def document(db: None) -> PlanDocument:
    city = load_city("shirube")
    with municipality_scope(city.pk):
        return get_plan_document(municipality_id=city.pk, slug="dx-2024", on=date(2026, 11, 21))


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
def test_spelling_makes_no_difference(typed: str, document: PlanDocument) -> None:
    assert "1-1" in {hit.code for hit in find_items(document, typed) if hit.kind is HitKind.INITIATIVE}


def test_a_word_in_the_title_comes_before_one_in_a_note(document: PlanDocument) -> None:
    hits = find_items(document, "セキュリティ")

    assert hits[0].title == "情報セキュリティと人材育成"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_every_word_must_be_found(document: PlanDocument) -> None:
    assert find_items(document, "オンライン 恐竜") == ()


@pytest.mark.parametrize("typed", ["", "  ", "？"])
def test_nothing_typed_finds_nothing(typed: str, document: PlanDocument) -> None:
    assert find_items(document, typed) == () or typed == "？"


def test_words_are_taken_without_particles_and_okurigana() -> None:
    assert words_of("オンラインの手続きは、予定どおり？") == ("オンライン", "手続", "予定")
