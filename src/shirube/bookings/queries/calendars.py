"""Reading calendars: hours by weekday, and the days that differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shirube.bookings.domain.hours import Span, WeeklyHours, is_holiday
from shirube.bookings.models import Calendar, CalendarDay
from shirube.kernel.errors import NotFoundError


class CalendarNotFoundError(NotFoundError):
    code = "bookings.calendar_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """A day that differs; closed where `spans` is empty."""

    day: date
    spans: tuple[Span, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    id: UUID
    code: str
    title: str
    hours: tuple[WeeklyHours, ...]
    closed_on_holidays: bool


def list_calendars(*, municipality_id: UUID) -> list[CalendarView]:
    """All of the city, by code. Cost: one query."""
    return [_view(row) for row in Calendar.objects.filter(municipality_id=municipality_id).order_by("code")]


def get_calendar(*, municipality_id: UUID, calendar_id: UUID) -> CalendarView:
    """CalendarNotFoundError."""
    return _view(get_calendar_row(municipality_id=municipality_id, calendar_id=calendar_id))


def find_calendar(*, municipality_id: UUID, code: str) -> UUID | None:
    rows = Calendar.objects.filter(municipality_id=municipality_id, code=code)
    return rows.values_list("pk", flat=True).first()


def list_days(*, municipality_id: UUID, calendar_id: UUID, since: date) -> list[DayView]:
    """The days from `since` on that differ, in order. Cost: one query."""
    rows = CalendarDay.objects.filter(municipality_id=municipality_id, calendar=calendar_id, day__gte=since)
    return [DayView(day=row.day, spans=_spans(row), reason=row.reason) for row in rows.order_by("day")]


def get_calendar_row(*, municipality_id: UUID, calendar_id: UUID) -> Calendar:
    """CalendarNotFoundError."""
    row = Calendar.objects.filter(municipality_id=municipality_id, pk=calendar_id).first()
    if row is None:
        raise CalendarNotFoundError(calendar_id=str(calendar_id))
    return row


def spans_of_days(
    *, municipality_id: UUID, calendar_id: UUID, days: Sequence[date]
) -> dict[date, tuple[Span, ...]]:
    """The opening hours of each day. Cost: two queries. CalendarNotFoundError."""
    calendar = get_calendar_row(municipality_id=municipality_id, calendar_id=calendar_id)
    rows = CalendarDay.objects.filter(municipality_id=municipality_id, calendar=calendar_id, day__in=days)
    differing = {row.day: _spans(row) for row in rows}
    return {day: differing.get(day, _usual(calendar, day)) for day in days}


def _usual(calendar: Calendar, day: date) -> tuple[Span, ...]:
    if calendar.closed_on_holidays and is_holiday(day):
        return ()
    return tuple(one.span for one in calendar.weekly if one.weekday == day.weekday())


def _spans(row: CalendarDay) -> tuple[Span, ...]:
    return tuple(Span(begins, ends) for begins, ends in row.hours)


def _view(row: Calendar) -> CalendarView:
    return CalendarView(
        id=row.pk,
        code=row.code,
        title=row.title,
        hours=row.weekly,
        closed_on_holidays=row.closed_on_holidays,
    )
