"""Calendars: the usual hours, and the days that differ."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.bookings.commands.cutting import horizon_days, recut_slots
from shirube.bookings.commands.slots import shut_slot
from shirube.bookings.commands.story import Story
from shirube.bookings.domain.hours import Span, WeeklyHours, check_hours, check_spans, write_hours
from shirube.bookings.models import Calendar, CalendarDay, Resource
from shirube.bookings.queries.calendars import get_calendar_row
from shirube.bookings.queries.reservations import line_of
from shirube.bookings.queries.rights import CITY_ROLES, Acting, NotYourResourceError, is_staff
from shirube.bookings.queries.views import ReservationLine
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command


class DayInPastError(InvalidInputError):
    code = "bookings.day_in_past"


class DayBookedError(ConflictError):
    """`booked` reservations lie outside the new hours; say that they shall be cancelled with a letter, or leave it."""

    code = "bookings.day_booked"


@command
def define_calendar(
    *,
    municipality_id: UUID,
    code: str,
    title: str,
    hours: Sequence[WeeklyHours],
    closed_on_holidays: bool,
    actor: Acting,
    now: datetime,
) -> UUID:
    """Make a calendar, or change it: days that nobody has booked are cut anew, booked slots stay as they are.

    HoursInvalidError, NotYourResourceError.
    """
    _require_editor(actor)
    check_hours(hours)
    facts = {"title": title, "hours": write_hours(hours), "closed_on_holidays": closed_on_holidays}
    fresh = Calendar(municipality_id=municipality_id, code=code, **facts)
    Calendar.objects.bulk_create([fresh], ignore_conflicts=True)
    rows = Calendar.objects.filter(municipality_id=municipality_id, code=code)
    rows.update(**facts)
    row = rows.get()
    for resource in _resources(row):
        recut_slots(resource=resource, days=horizon_days(resource, japan_date(now)), now=now)
    _tell(row, "calendar_defined", actor, now)
    return row.pk


@command
def set_other_hours(
    *,
    municipality_id: UUID,
    calendar_id: UUID,
    day: date,
    hours: Sequence[Span] | None,
    reason: str,
    actor: Acting,
    now: datetime,
    cancel_with_letter: bool = False,
) -> list[ReservationLine]:
    """Other hours on one day; None or empty is closed. What is booked outside them is returned.

    DayBookedError where something is, unless `cancel_with_letter`: then it is cancelled and each booker written to.
    DayInPastError, HoursInvalidError, CalendarNotFoundError, NotYourResourceError.
    """
    calendar = _editable(municipality_id, calendar_id, day, actor, now)
    spans = list(hours or ())
    check_spans(spans)
    CalendarDay.objects.update_or_create(
        municipality_id=municipality_id,
        calendar=calendar,
        day=day,
        defaults={"hours": [[span.begins, span.ends] for span in spans], "reason": reason},
    )
    return _apply(calendar, day, reason, actor, now, cancel=cancel_with_letter)


@command
def forget_other_hours(
    *, municipality_id: UUID, calendar_id: UUID, day: date, actor: Acting, now: datetime
) -> list[ReservationLine]:
    """The usual hours on that day again. DayBookedError where something is booked outside them; as above."""
    calendar = _editable(municipality_id, calendar_id, day, actor, now)
    CalendarDay.objects.filter(municipality_id=municipality_id, calendar=calendar, day=day).delete()
    return _apply(calendar, day, "", actor, now, cancel=False)


def _editable(municipality_id: UUID, calendar_id: UUID, day: date, actor: Acting, now: datetime) -> Calendar:
    _require_editor(actor)
    calendar = get_calendar_row(municipality_id=municipality_id, calendar_id=calendar_id)
    if day < japan_date(now):
        raise DayInPastError
    return calendar


def _apply(
    calendar: Calendar, day: date, reason: str, actor: Acting, now: datetime, *, cancel: bool
) -> list[ReservationLine]:
    story = Story(municipality_id=calendar.municipality_id, actor=actor.log_name, now=now)
    outside = [
        slot for one in _resources(calendar) for slot in recut_slots(resource=one, days=[day], now=now)
    ]
    booked = sum(slot.taken > 0 for slot in outside)
    if booked and not cancel:
        raise DayBookedError(booked=booked)
    gone = [row for slot in outside for row in shut_slot(slot=slot, reason=reason, story=story)]
    story.note(f"bookings.calendar:{calendar.pk}", "day_changed", day=day.isoformat(), cancelled=len(gone))
    story.tell()
    return [line_of(row) for row in gone]


def _resources(calendar: Calendar) -> list[Resource]:
    rows = Resource.objects.filter(municipality_id=calendar.municipality_id, calendar=calendar)
    return list(rows.order_by("id"))


def _require_editor(actor: Acting) -> None:
    """Calendars serve several sections: whoever works in one may keep them."""
    if not is_staff(actor):
        raise NotYourResourceError
    if not (actor.is_system or actor.holds(*CITY_ROLES) or _has_section(actor)):
        raise NotYourResourceError


def _has_section(actor: accounts.Actor) -> bool:
    return any(role in accounts.SECTION_ROLES for role, _ in actor.sections)


def _tell(row: Calendar, act: str, actor: Acting, now: datetime) -> None:
    story = Story(municipality_id=row.municipality_id, actor=actor.log_name, now=now)
    story.note(f"bookings.calendar:{row.pk}", act)
    story.tell()
