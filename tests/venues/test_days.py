"""Blocks of days in Japan's time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shirube.venues.domain.days import add_months, day_of, minute_of, span_of, weeks_of
from shirube.venues.domain.facts import RoomFacts

ROOM = RoomFacts.model_validate(
    {
        "code": "room",
        "title": "部屋",
        "people": 10,
        "blocks": [{"code": "late", "title": "深夜", "starts": "22:00", "ends": "24:00", "fee_yen": 1}],
    }
)


def test_a_block_until_midnight_ends_on_the_next_day_in_both_clocks() -> None:
    starts, ends = span_of(date(2027, 3, 31), ROOM.blocks[0])

    assert ends.isoformat() == "2027-04-01T00:00:00+09:00"
    assert ends.astimezone(UTC) == datetime(2027, 3, 31, 15, tzinfo=UTC)
    assert (day_of(starts.astimezone(UTC)), minute_of(starts.astimezone(UTC))) == (date(2027, 3, 31), 22 * 60)


@given(st.dates(date(1990, 1, 1), date(2190, 1, 1)))
def test_weeks_hold_every_day_of_the_month_once(day: date) -> None:
    weeks = weeks_of(day)
    days = [one for week in weeks for one in week]

    assert all(week[0].weekday() == 6 and len(week) == 7 for week in weeks)
    first = day.replace(day=1)
    assert [one for one in days if one.month == day.month] == [
        first + timedelta(days=number) for number in range((add_months(first, 1) - first).days)
    ]


def test_months_are_added_over_the_turn_of_the_year() -> None:
    assert add_months(date(2026, 11, 1), 3) == date(2027, 2, 1)
    assert add_months(date(2027, 1, 1), -2) == date(2026, 11, 1)
