from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from shirube.ui.figures import format_figure, format_number
from tests.ui.markup import render


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        ("780464", 0, "780,464"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("77.85", 1, "77.9"),
        ("-3", 0, "−3"),
        ("-0.04", 1, "0.0"),
    ],
)
def test_a_number_is_grouped_and_rounded_half_up(value: str, decimals: int, written: str) -> None:
    assert format_number(Decimal(value), decimals) == written


def test_a_unit_in_latin_letters_stands_apart() -> None:
    assert format_figure(Decimal(798000), "PV") == "798,000 PV"
    assert format_figure(Decimal(14), "件") == "14件"
    assert format_figure(Decimal(50), "%", 1) == "50.0%"


def test_a_date_is_written_with_its_weekday() -> None:
    page = render("{% load ui_text %}{{ day|calendar_date }}", day=date(2026, 4, 1))

    assert page.text == "2026年4月1日（水）"


def test_a_moment_is_told_in_local_time() -> None:
    late = datetime(2026, 3, 31, 23, 5, tzinfo=UTC)

    page = render("{% load ui_text %}{{ late|moment }} {{ late|iso_date }}", late=late)

    assert page.text == "2026年4月1日（水）8時05分 2026-04-01"


def test_dates_and_fiscal_years_follow_the_language() -> None:
    with translation.override("en"):
        page = render(
            "{% load ui_text %}{{ year|fiscal_year }}, {{ day|calendar_date }}",
            year=2026,
            day=date(2026, 4, 1),
        )

    assert page.text == "FY2026, 1 April 2026 (Wed)"


def test_a_fiscal_year_is_written_in_its_era() -> None:
    assert render("{% load ui_text %}{{ year|fiscal_year }}", year=2026).text == "令和8年度"


def test_no_date_is_nothing() -> None:
    source = (
        "{% load ui_text %}{{ none|calendar_date }}{{ none|moment }}{{ none|iso_date }}{{ none|fiscal_year }}"
    )

    assert render(source, none=None).text == ""


def test_zero_is_a_figure_and_missing_is_words() -> None:
    source = (
        "{% load ui_text %}{% figure zero '件' %} {% figure none '件' %} {% figure none missing='不明' %}"
    )

    assert render(source, zero=Decimal(0), none=None).text == "0件 未測定 不明"


def test_home_is_the_script_prefix() -> None:
    assert render("{% load ui_text %}{% home_url %}").text == "/"
