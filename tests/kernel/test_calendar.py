"""Fiscal years, eras and business days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.kernel import calendar

DAYS = st.dates(min_value=date(1868, 1, 25), max_value=date(2100, 12, 31))


@given(DAYS)
def test_a_day_lies_in_its_fiscal_year(day: date) -> None:
    first, beyond = calendar.fiscal_year_bounds(calendar.fiscal_year_of(day))

    assert first <= day < beyond


@given(DAYS)
def test_a_day_lies_in_its_era(day: date) -> None:
    era = calendar.era_of(day)

    assert era.starts_on <= day
    assert not any(era.starts_on < other.starts_on <= day for other in calendar.ERAS)


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2019, 4, 30), "平成31年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2026, 4, 1), "令和8年"),
        (date(1989, 1, 7), "昭和64年"),
        (date(1926, 12, 24), "大正15年"),
        (date(1873, 1, 1), "明治6年"),
    ],
)
def test_years_are_written_in_their_era(day: date, written: str) -> None:
    assert calendar.era_year(day) == written


@pytest.mark.parametrize(
    ("year", "language", "written"),
    [
        (2019, "ja", "令和元年度"),
        (2026, "ja", "令和8年度"),
        (2018, "ja", "平成30年度"),
        (2026, "en", "FY2026"),
    ],
)
def test_fiscal_years_are_written_for_readers(year: int, language: str, written: str) -> None:
    assert calendar.format_fiscal_year(year, language) == written


def test_dates_name_their_weekday() -> None:
    assert calendar.format_date(date(2026, 4, 1)) == "2026年4月1日（水）"
    assert calendar.format_date(date(2026, 4, 1), "en") == "1 April 2026 (Wed)"


def test_no_day_before_the_first_era() -> None:
    with pytest.raises(ValueError, match="no era"):
        calendar.era_of(date(1868, 1, 24))


@pytest.mark.parametrize(
    "day", [date(2026, 11, 21), date(2026, 11, 23), date(2026, 12, 29), date(2027, 1, 3), date(2026, 5, 6)]
)
def test_city_hall_is_closed_on_weekends_holidays_and_at_the_turn_of_the_year(day: date) -> None:
    assert not calendar.is_business_day(day)


def test_a_city_closes_on_its_own_days_too() -> None:
    day = date(2026, 11, 24)

    assert calendar.is_business_day(day)
    assert not calendar.is_business_day(day, frozenset({day}))


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2027, 12, 1)), st.integers(1, 30))
def test_a_term_in_business_days_ends_on_one(start: date, days: int) -> None:
    end = calendar.add_business_days(start, days)
    between = [start + timedelta(days=n) for n in range(1, (end - start).days + 1)]

    assert sum(calendar.is_business_day(day) for day in between) == days
    assert calendar.is_business_day(end)
