"""The printed table of the 35 municipalities of Miyagi."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from shirube.kernel.packs import InvalidPackError
from shirube.measures import interface as measures
from shirube.measures.domain.packs import card_rate

NOW = datetime(2026, 4, 1, tzinfo=UTC)
PACK = Path(__file__).resolve().parents[2] / "packs" / "comparisons" / "miyagi-2021.yaml"
CONTENT = yaml.load(PACK.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


@pytest.fixture
def content():
    return copy.deepcopy(CONTENT)


@pytest.fixture
def miyagi(db):
    measures.load_comparison(pack=measures.parse_comparison_pack(CONTENT), now=NOW)
    return measures.get_comparison("miyagi-2021")


def problems(content):
    with pytest.raises(InvalidPackError) as refused:
        measures.parse_comparison_pack(content)
    return [
        (problem.path, problem.code, problem.value, problem.expected) for problem in refused.value.problems
    ]


def test_the_table_holds_35_municipalities_and_93_rows_in_printed_order(miyagi):
    assert (len(miyagi.municipalities), len(miyagi.rows)) == (35, 93)
    assert [miyagi.municipalities[0].name, miyagi.municipalities[-1].name] == ["仙台市", "南三陸町"]
    assert [row.number for row in miyagi.rows] == list(range(1, 94))


def test_rates_are_computed_from_cards_and_population(miyagi):
    ishinomaki = next(entry for entry in miyagi.municipalities if entry.code == "042021")
    assert ishinomaki.rate == Decimal("22.4")
    assert f"{miyagi.rate}%" == miyagi.rate_printed == "29.0%"


def test_a_cell_is_known_only_where_all_municipalities_stand_alike(miyagi):
    certain = [row for row in miyagi.rows if not row.cells_unknown]
    assert len(certain) == 10
    assert {row.none for row in certain} == {35}


def test_every_row_has_its_certain_totals(miyagi):
    assert {row.done + row.not_applicable + row.none for row in miyagi.rows} == {35}


def test_a_label_that_was_matched_by_guess_is_not_certain(miyagi):
    assert sum(row.is_label_certain for row in miyagi.rows) == 16


def test_loading_the_same_table_again_changes_nothing(miyagi):
    assert not measures.load_comparison(pack=measures.parse_comparison_pack(CONTENT), now=NOW)
    assert measures.get_comparison("miyagi-2021") == miyagi


@pytest.mark.usefixtures("miyagi")
def test_a_corrected_table_takes_the_place_of_the_old_one(content):
    content["rows"] = content["rows"][:2]
    assert measures.load_comparison(pack=measures.parse_comparison_pack(content), now=NOW)
    assert len(measures.get_comparison("miyagi-2021").rows) == 2


@pytest.mark.usefixtures("miyagi")
def test_tables_are_listed_with_their_source():
    assert [(table.slug, table.published) for table in measures.list_comparisons()] == [
        ("miyagi-2021", "2021-06-30")
    ]


@pytest.mark.django_db
def test_a_table_that_is_not_there_is_not_found():
    with pytest.raises(measures.ComparisonNotFoundError):
        measures.get_comparison("akita-2021")


def test_the_table_takes_three_queries_however_long_it_is(miyagi, django_assert_num_queries):
    with django_assert_num_queries(3):
        measures.get_comparison(miyagi.slug)


def test_an_unknown_key_is_named_with_its_place(content):
    content["municipalities"][1]["citizens"] = 1
    assert problems(content) == [("municipalities[2] › citizens", "unknown_key", "1", "")]


def test_a_printed_rate_that_does_not_follow_from_the_figures_is_refused(content):
    content["totals"]["rate_printed"] = "31.0%"
    assert problems(content) == [("totals › rate_printed", "total_differs", "31.0%", "29.0%")]


def test_a_slip_in_one_population_shows_in_the_totals(content):
    content["municipalities"][0]["population"] += 1
    assert problems(content)[0] == ("totals › population", "total_differs", "2292385", "2292386")


def test_a_row_must_count_every_municipality(content):
    content["rows"][0]["done"] = 15
    assert problems(content) == [("rows[1]", "cells_differ", "36", "35")]


def test_a_row_with_marks_cannot_be_called_empty(content):
    content["rows"][0]["all_none"] = True
    assert problems(content) == [("rows[1] › all_none", "all_none_differs", "20", "35")]


def test_one_municipality_cannot_stand_twice(content):
    content["municipalities"][1]["code"] = "041009"
    assert problems(content) == [("municipalities[2] › code", "repeated", "041009", "")]


def test_text_in_the_place_of_a_number_is_refused(content):
    content["municipalities"][0]["cards"] = "34万"
    assert problems(content) == [("municipalities[1] › cards", "not_a_whole_number", "34万", "")]


@pytest.mark.django_db
def test_a_wrong_check_digit_stops_the_table(content):
    content["municipalities"][0]["code"] = "041008"
    with pytest.raises(InvalidPackError) as refused:
        measures.load_comparison(pack=measures.parse_comparison_pack(content), now=NOW)
    assert refused.value.facts["path"] == "municipalities[1] › code"
    assert not measures.list_comparisons()


@pytest.mark.parametrize(("cards", "population", "rate"), [(1, 8, "12.5"), (1, 16, "6.3"), (0, 5, "0.0")])
def test_a_rate_is_rounded_half_up_as_offices_do(cards, population, rate):
    assert card_rate(cards, population) == Decimal(rate)


def test_without_inhabitants_there_is_no_rate():
    assert card_rate(3, 0) is None
