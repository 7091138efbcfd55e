"""The standard processing period."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shirube.applications.domain.periods import Period
from shirube.kernel.calendar import DaysUnit, is_business_day

OFFICE = Period(DaysUnit.BUSINESS)
CALENDAR = Period(DaysUnit.CALENDAR)


def test_the_day_of_arrival_does_not_count() -> None:
    assert CALENDAR.due_on(date(2026, 4, 1), 30) == date(2026, 5, 1)


def test_holidays_in_may_do_not_count() -> None:
    assert OFFICE.due_on(date(2026, 5, 1), 1) == date(2026, 5, 7)


def test_the_citys_own_closing_day_does_not_count() -> None:
    closed = Period(DaysUnit.BUSINESS, frozenset({date(2026, 5, 7)}))

    assert closed.due_on(date(2026, 5, 1), 1) == date(2026, 5, 8)


def test_what_was_left_when_the_clock_stopped_is_left_when_it_goes_on() -> None:
    due = OFFICE.due_on(date(2026, 4, 1), 10)
    left = OFFICE.days_between(date(2026, 4, 8), due)

    assert left == 5
    assert OFFICE.due_on(date(2026, 6, 1), left) == date(2026, 6, 8)


def test_a_period_that_was_over_stays_over() -> None:
    left = OFFICE.days_between(date(2026, 4, 10), date(2026, 4, 8))

    assert left == -2
    assert OFFICE.due_on(date(2026, 6, 5), left) == date(2026, 6, 3)


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(0, 60))
def test_days_counted_forward_are_counted_back(start: date, days: int) -> None:
    due = OFFICE.due_on(start, days)

    assert OFFICE.days_between(start, due) == days
    assert days == 0 or is_business_day(due)


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(0, 90))
def test_calendar_days_are_days(start: date, days: int) -> None:
    assert CALENDAR.due_on(start, days) == start + timedelta(days=days)
