"""Days as people write them into cells."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shirube.kernel.calendar import era_of, era_year, format_date
from shirube.kernel.sheets.dates import parse_day

APRIL = date(2026, 4, 1)
DAYS = st.dates(date(1989, 1, 8), date(2100, 12, 31))


@pytest.mark.parametrize(
    "text",
    [
        "2026-04-01",
        "2026/4/1",
        "2026.4.1",
        "20260401",
        "2026年4月1日",
        "2026年4月1日（水）",
        "2026年4月1日水曜日",
        "令和8年4月1日",
        "令和８年４月１日",
        "令8.4.1",
        "R8.4.1",
        "r8/4/1",
        "Ｒ８．４．１",
        "２０２６／４／１",
        " 2026 / 4 / 1 ",
        "㋿8年4月1日",
    ],
)
def test_a_day_is_read_in_every_usual_form(text: str) -> None:
    assert parse_day(text) == APRIL


@pytest.mark.parametrize(
    ("text", "day"), [("令和元年5月1日", date(2019, 5, 1)), ("H31.4.30", date(2019, 4, 30))]
)
def test_the_first_and_the_last_day_of_an_era_are_read(text: str, day: date) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize(
    "text",
    ["", "未定", "4月1日", "2026/2/29", "令和元年4月30日", "平成32年4月1日", "X8.4.1", "2026年度", "9" * 400],
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert parse_day(text) is None


@settings(deadline=None)
@given(DAYS)
def test_a_day_written_by_the_office_is_read_back(day: date) -> None:
    era = f"{era_year(day)}{day.month}月{day.day}日"
    letter = f"{era_of(day).letter}{day.year - era_of(day).starts_on.year + 1}.{day.month}.{day.day}"

    assert {parse_day(text) for text in (day.isoformat(), format_date(day), era, letter)} == {day}
