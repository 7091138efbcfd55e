"""The Japanese calendar of offices: fiscal years, eras, business days, and how they are written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

import jpholiday

# Law: offices and deadlines follow Japan Standard Time wherever the server stands.
JAPAN = ZoneInfo("Asia/Tokyo")

_WEEKDAYS = "月火水木金土日"
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


class DaysUnit(StrEnum):
    """How a period set in days is counted: with every day, or with the days on which the office is open."""

    BUSINESS = "business"
    CALENDAR = "calendar"


@dataclass(frozen=True, slots=True)
class Era:
    name: str
    letter: str
    starts_on: date


# Law: 元号法 and the orders that set each era. The Gregorian calendar itself is in force from 1873-01-01.
ERAS = (
    Era("令和", "R", date(2019, 5, 1)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("明治", "M", date(1868, 1, 25)),
)


def fiscal_year_of(day: date) -> int:
    """The fiscal year (April to March, named by its first calendar year) that contains `day`. 会計法第11条."""
    return day.year if day.month >= 4 else day.year - 1


def fiscal_year_bounds(fiscal_year: int) -> tuple[date, date]:
    """The half-open range [first day, first day of the next fiscal year)."""
    return date(fiscal_year, 4, 1), date(fiscal_year + 1, 4, 1)


def fiscal_year_end(fiscal_year: int) -> date:
    """March 31st, the last day of the fiscal year."""
    return date(fiscal_year + 1, 3, 31)


def era_of(day: date) -> Era:
    """The era of `day`; ValueError before 1868-01-25."""
    for era in ERAS:
        if day >= era.starts_on:
            return era
    raise ValueError(f"no era holds {day}")


def era_year(day: date) -> str:
    """The year in its era as offices write it: 令和元年, 令和8年."""
    era = era_of(day)
    number = day.year - era.starts_on.year + 1
    return f"{era.name}{'元' if number == 1 else number}年"


def format_fiscal_year(fiscal_year: int, language: str = "ja") -> str:
    """令和8年度 · FY2026. 令和元年度 is the fiscal year that began in April 2019, still in 平成 on its first day."""
    if language == "en":
        return f"FY{fiscal_year}"
    written = era_year(date(fiscal_year, 5, 1)) + "度"
    return f"{written}（{fiscal_year}年4月から）" if language == "ja-easy" else written


def format_date(day: date, language: str = "ja") -> str:
    """2026年4月1日（水） · 1 April 2026 (Wed)."""
    if language == "en":
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year} ({day:%a})"
    return f"{day.year}年{day.month}月{day.day}日（{_WEEKDAYS[day.weekday()]}）"


def is_business_day(day: date, closing_days: frozenset[date] = frozenset()) -> bool:
    """Weekdays that are no national holiday, not 12-29 … 01-03, and not one of the city's own closing days.

    Law: 地方自治法第4条の2 names the days a municipality may close.
    """
    year_end = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return day.weekday() < 5 and not year_end and day not in closing_days and not jpholiday.is_holiday(day)


def add_business_days(start: date, days: int, closing_days: frozenset[date] = frozenset()) -> date:
    """The day `days` business days after `start`, not counting `start` (民法第140条)."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_business_day(day, closing_days)
    return day
