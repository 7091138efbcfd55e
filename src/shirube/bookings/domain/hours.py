"""Opening hours, and how a day is cut into slots. All in Japan's time, which knows no summer time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import jpholiday

from shirube.bookings.domain.policies import Policy
from shirube.kernel.calendar import JAPAN
from shirube.kernel.errors import InvalidInputError

_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
# Halls that close after midnight write 25:00; nobody is open until noon of the next day.
_LATEST_HOUR = 30


class HoursInvalidError(InvalidInputError):
    """A time that is none, or hours that end before they begin or overlap. `text` is what was written."""

    code = "bookings.hours_invalid"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Opening hours of one day as they are written, half-open: `09:00` to `12:00`; `25:00` is 1:00 of the next day."""

    begins: str
    ends: str

    def on(self, day: date) -> tuple[datetime, datetime]:
        return clock_on(day, self.begins), clock_on(day, self.ends)


@dataclass(frozen=True, slots=True)
class WeeklyHours:
    """`weekday` counts from Monday, which is 0. A break is what lies between two spans of one weekday."""

    weekday: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotSpec:
    """A slot to be opened. `label` is the code of its block, empty where it has none."""

    starts_at: datetime
    ends_at: datetime
    capacity: int
    label: str = ""


def clock_on(day: date, clock: str) -> datetime:
    """`25:30` on a day is 1:30 of the next one. HoursInvalidError."""
    return datetime.combine(day, time(), tzinfo=JAPAN) + timedelta(minutes=_minutes(clock))


def check_hours(hours: Sequence[WeeklyHours]) -> None:
    """HoursInvalidError unless each weekday's spans begin before they end and do not overlap."""
    for weekday in {one.weekday for one in hours}:
        if weekday not in range(7):
            raise HoursInvalidError(text=str(weekday))
        check_spans([one.span for one in hours if one.weekday == weekday])


def check_spans(spans: Sequence[Span]) -> None:
    latest = -1
    for begins, ends, span in sorted((_minutes(one.begins), _minutes(one.ends), one) for one in spans):
        if begins >= ends or begins < latest:
            raise HoursInvalidError(text=f"{span.begins}-{span.ends}")
        latest = ends


def is_holiday(day: date) -> bool:
    """National holidays and the turn of the year. 地方自治法第4条の2."""
    return (
        (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3) or bool(jpholiday.is_holiday(day))
    )


def cut_day(day: date, spans: Sequence[Span], policy: Policy, capacity: int) -> list[SlotSpec]:
    """The slots of one day: the policy's blocks that lie within the hours, or even pieces of each span."""
    if policy.blocks:
        open_times = [span.on(day) for span in spans]
        blocks = [(block.code, *Span(block.begins, block.ends).on(day)) for block in policy.blocks]
        return [
            SlotSpec(starts_at=begins, ends_at=ends, capacity=capacity, label=code)
            for code, begins, ends in blocks
            if any(opens <= begins and ends <= closes for opens, closes in open_times)
        ]
    return [piece for span in spans for piece in _pieces(*span.on(day), policy.minutes, capacity)]


def _pieces(opens: datetime, closes: datetime, minutes: int, capacity: int) -> list[SlotSpec]:
    length = timedelta(minutes=minutes)
    starts = [opens + number * length for number in range((closes - opens) // length)]
    return [SlotSpec(starts_at=start, ends_at=start + length, capacity=capacity) for start in starts]


def read_hours(stored: Sequence[Mapping[str, Any]]) -> tuple[WeeklyHours, ...]:
    return tuple(WeeklyHours(one["weekday"], Span(one["from"], one["to"])) for one in stored)


def write_hours(hours: Sequence[WeeklyHours]) -> list[dict[str, Any]]:
    return [{"weekday": one.weekday, "from": one.span.begins, "to": one.span.ends} for one in hours]


def _minutes(clock: str) -> int:
    found = _CLOCK.fullmatch(clock)
    if found is None or int(found[1]) > _LATEST_HOUR:
        raise HoursInvalidError(text=clock)
    return int(found[1]) * 60 + int(found[2])
