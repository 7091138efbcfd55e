"""Dates as people know them: by era or western year, a birthday perhaps without its day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, model_validator

from shirube.forms.domain.fields.core import FieldCore, Inputs, Reading, Schema, Typed, one_line
from shirube.forms.domain.fields.pen import Pen
from shirube.forms.domain.presenting import Control, ControlKind, Width
from shirube.forms.domain.problems import Problem, trouble
from shirube.forms.domain.wording.parts import ERAS as ERAS_TOLD
from shirube.forms.domain.wording.parts import UNKNOWN_DAY, UNKNOWN_MONTH
from shirube.kernel.calendar import ERAS, Era, era_of, era_year, format_date

WESTERN = "western"
ERA_CODES = {"reiwa": "令和", "heisei": "平成", "showa": "昭和", "taisho": "大正", "meiji": "明治"}
_CODES = {name: code for code, name in ERA_CODES.items()}
_BY_NAME = {era.name: era for era in ERAS}
_LETTERS = {era.letter.lower(): _CODES[era.name] for era in ERAS}
FIRST_DAY, LAST_YEAR = ERAS[-1].starts_on, 2199
_CANONICAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_NUMBER = re.compile(r"\d{1,4}")


def _bound(content: Any) -> Any:
    # YAML reads 2024-04-01 as a date.
    return content.isoformat() if isinstance(content, date) else content


def _check_bound(text: str) -> str:
    if text == "today":
        return text
    try:
        date.fromisoformat(text)
    except ValueError:
        raise ValueError("not_a_date") from None
    return text


Bound = Annotated[str, BeforeValidator(_bound), AfterValidator(_check_bound)]


@dataclass(frozen=True, slots=True)
class _Parts:
    era: str
    year: str
    month: str
    day: str
    unknown: bool


class _UnreadableError(Exception):
    """What was typed is no date; the problem says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


class DateField(FieldCore):
    """`2026-04-01`; with `unknown_day` also `1950-04` or `1950`."""

    type: Literal["date"]
    calendar: Literal["era", "western"] = "era"
    unknown_day: bool = False
    not_before: Bound | None = None
    not_after: Bound | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        first, last = self.not_before, self.not_after
        if first and last and "today" not in {first, last} and first > last:
            raise ValueError("bounds_reversed")
        return self

    @property
    def parts(self) -> tuple[str, ...]:
        return ("era", "year", "month", "day", *(("unknown",) if self.unknown_day else ()))

    def read(self, typed: Typed, today: date | None) -> Reading:
        year, month, day = (one_line(typed, part) for part in ("year", "month", "day"))
        if not (year or month or day):
            return Reading()
        unknown = self.unknown_day and bool(one_line(typed, "unknown"))
        try:
            value = _read_parts(_Parts(one_line(typed, "era"), year, month, day, unknown=unknown))
        except _UnreadableError as error:
            return Reading(None, (error.problem,))
        problems = self._outside(value, today)
        return Reading(None if problems else value, problems)

    def write(self, value: Any) -> Inputs | None:
        found = _CANONICAL.fullmatch(value) if isinstance(value, str) else None
        if found is None or int(found[1]) < FIRST_DAY.year:
            return None
        year, month, day = found.groups()
        era, number = _year_parts(int(year), int(month or 12), int(day or 28), self.calendar)
        inputs = {"era": [era], "year": [number]}
        inputs |= {part: [str(int(text))] for part, text in (("month", month), ("day", day)) if text}
        return inputs if day else {**inputs, "unknown": ["yes"]}

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        codes = [*ERA_CODES, WESTERN] if self.calendar == "era" else [WESTERN, *ERA_CODES]
        eras = [(code, ERAS_TOLD[code](pen.language)) for code in codes]
        bday = pen.concept == "person.born_on"
        numbers = [
            pen.control(
                part,
                inputmode="numeric",
                width=Width.TINY,
                is_optional=self.unknown_day and part != "year",
                # A browser would put the western year beside the era.
                autocomplete=f"bday-{part}" if bday and (part != "year" or self.calendar == WESTERN) else "",
            )
            for part in ("year", "month", "day")
        ]
        unknown = pen.control(
            "unknown",
            is_optional=True,
            kind=ControlKind.CHECKBOX,
            is_checked=bool(pen.value("unknown")),
            value="yes",
        )
        return (
            pen.select("era", eras, width=Width.SHORT),
            *numbers,
            *((unknown,) if self.unknown_day else ()),
        )

    def tell(self, value: Any, language: str) -> str:
        return tell_date(str(value), language)

    def answer_schema(self) -> Schema:
        if not self.unknown_day:
            return {"type": "string", "format": "date"}
        return {"type": "string", "pattern": "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"}

    def _outside(self, value: str, today: date | None) -> tuple[Problem, ...]:
        first, last = earliest_day(value), latest_day(value)
        lower, upper = _day(self.not_before, today), _day(self.not_after, today)
        if upper is not None and first > upper:
            code = "date_in_future" if self.not_after == "today" else "date_too_late"
            return (trouble(code, "year", last=upper.isoformat()),)
        if lower is not None and last < lower:
            code = "date_in_past" if self.not_before == "today" else "date_too_early"
            return (trouble(code, "year", first=lower.isoformat()),)
        return ()


def tell_date(value: str, language: str) -> str:
    """「令和8年4月1日（2026年）」 · 1 April 2026. Both ways of counting, so that a slip of the era is seen."""
    day, length = latest_day(value), len(value)
    if length == 4:
        text = str(day.year) if language == "en" else f"{era_year(day)}（{day.year}年）"
        return text + UNKNOWN_MONTH(language)
    if language == "en":
        text = format_date(day, "en").rpartition(" (")[0]
        return text if length == 10 else text.partition(" ")[2] + " " + UNKNOWN_DAY(language)
    text = f"{era_year(day)}{day.month}月"
    text += f"{day.day}日" if length == 10 else UNKNOWN_DAY(language)
    return f"{text}（{day.year}年）"


def earliest_day(value: str) -> date:
    """The first day that "1950-04" can mean."""
    return date.fromisoformat(f"{value}-01-01"[:10])


def latest_day(value: str) -> date:
    """The last day that "1950-04" can mean."""
    if len(value) == 10:
        return date.fromisoformat(value)
    year, month = (int(one) for one in f"{value}-12".split("-")[:2])
    return date(year, month, monthrange(year, month)[1])


def _day(bound: str | None, today: date | None) -> date | None:
    if bound is None:
        return None
    return today if bound == "today" else date.fromisoformat(bound)


def _year_parts(year: int, month: int, day: int, calendar: str) -> tuple[str, str]:
    """How the year is asked: 昭和 25, or western 1950. A year whose day is unknown goes to the era it ended in."""
    if calendar == WESTERN or not 1 <= month <= 12 or (year, month, day) < _first_parts():
        return WESTERN, str(year)
    era = era_of(date(year, month, min(day or 1, 28) if day < 29 else 28))
    return _CODES[era.name], str(year - era.starts_on.year + 1)


def _first_parts() -> tuple[int, int, int]:
    return FIRST_DAY.year, FIRST_DAY.month, FIRST_DAY.day


def _read_parts(parts: _Parts) -> str:
    year = _read_year(parts)
    lacking = _lacking(parts)
    if lacking:
        raise _UnreadableError(trouble("date_incomplete", *lacking))
    month = _whole(parts.month)
    if parts.month and not 1 <= month <= 12:
        raise _UnreadableError(trouble("no_such_month", "month", typed=parts.month[:10]))
    value = f"{year:04}-{month:02}" if parts.month else f"{year:04}"
    if parts.day:
        value += f"-{_read_day(parts.day, year, month):02}"
    if latest_day(value) < FIRST_DAY:
        raise _UnreadableError(trouble("date_too_early", "year", first=FIRST_DAY.isoformat()))
    return value


def _read_day(text: str, year: int, month: int) -> int:
    last = monthrange(year, month)[1]
    day = _whole(text)
    if not 1 <= day <= last:
        raise _UnreadableError(
            trouble("no_such_day", "day", year=year, month=month, last=last, typed=text[:10])
        )
    return day


def _lacking(parts: _Parts) -> tuple[str, ...]:
    if parts.unknown:
        # An unknown month has no known day.
        return ("month",) if parts.day and not parts.month else ()
    return tuple(name for name in ("month", "day") if not getattr(parts, name))


def _whole(text: str) -> int:
    """The number that was typed; 0, which no part of a date is, where it is none."""
    return int(text) if _NUMBER.fullmatch(text) else 0


def _read_year(parts: _Parts) -> int:
    code, text = _split_era(parts)
    if not text:
        raise _UnreadableError(trouble("date_incomplete", "year"))
    number = 1 if text == "元" else _whole(text)
    is_western = code == WESTERN or (not code and number >= FIRST_DAY.year)
    if number == 0 or (is_western and not FIRST_DAY.year <= number <= LAST_YEAR):
        raise _UnreadableError(trouble("no_such_year", "year", typed=text[:10]))
    if is_western:
        return number
    if code not in ERA_CODES:
        raise _UnreadableError(trouble("era_missing", "era"))
    return _era_year(_BY_NAME[ERA_CODES[code]], number)


def _split_era(parts: _Parts) -> tuple[str, str]:
    """「令和元年」 or 「S55」 typed into the box for the year says the era itself."""
    text = parts.year.removesuffix("年").strip()
    for code, name in ERA_CODES.items():
        if text.startswith(name):
            return code, text.removeprefix(name).strip()
    if text[:1].lower() in _LETTERS and text[1:].isdecimal():
        return _LETTERS[text[0].lower()], text[1:]
    return parts.era, text


def _era_year(era: Era, number: int) -> int:
    """平成31年5月1日 means 令和元年5月1日: papers printed before the change of an era say so. It is accepted, and told
    in the era of its day from then on. Years the era never reached (平成40年) are refused."""
    following = ERAS[ERAS.index(era) - 1] if era is not ERAS[0] else None
    last = (following.starts_on.year if following else LAST_YEAR) - era.starts_on.year + 1
    if number > last:
        raise _UnreadableError(trouble("era_year_not_there", "year", era=era.name, last=last))
    return era.starts_on.year + number - 1
