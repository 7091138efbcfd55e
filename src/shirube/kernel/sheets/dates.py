"""A day as people write it into a cell: 2026-04-01, 2026/4/1, 20260401, 令和8年4月1日, R8.4.1, in any width."""

from __future__ import annotations

import re
from datetime import date

from shirube.kernel.calendar import ERAS, era_of
from shirube.kernel.text import normalise

_ERA_YEARS = {
    name: era.starts_on.year - 1
    for era in ERAS
    for name in (era.name, era.name[0], era.letter, era.letter.lower())
}
_LONGEST = 30
_WEEKDAY = re.compile(r"[(]?[月火水木金土日](曜日?)?[)]?$")
_WESTERN = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ERA = re.compile(r"([^\d元]{1,2})(\d{1,2}|元)[-/.年](\d{1,2})[-/.月](\d{1,2})日?")


def parse_day(text: str) -> date | None:
    """The day, or None where the text names none. A year beyond its era (平成32年) is no day."""
    plain = "".join(normalise(text).split())
    if not plain or len(plain) > _LONGEST:
        return None
    plain = _without_weekday(plain)
    if match := _WESTERN.fullmatch(plain) or _COMPACT.fullmatch(plain):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _ERA.fullmatch(plain):
        return _day_of_era(match[1], match[2], int(match[3]), int(match[4]))
    return None


def _without_weekday(text: str) -> str:
    """2026年4月1日(水) without its weekday; the 日 of the day itself stays."""
    return _WEEKDAY.sub("", text) if text.endswith((")", "曜", "曜日")) else text


def _day_of_era(name: str, year: str, month: int, day: int) -> date | None:
    if name not in _ERA_YEARS:
        return None
    found = _day(_ERA_YEARS[name] + (1 if year == "元" else int(year)), month, day)
    return found if found is not None and _is_in(found, name) else None


def _is_in(day: date, name: str) -> bool:
    era = era_of(day)
    return name in {era.name, era.name[0], era.letter, era.letter.lower()}


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
