"""Calendars, cutting slots, capacity, closing, the edges of days; bad input."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.bookings import interface as bookings
from shirube.bookings.domain.hours import Span, cut_day
from shirube.bookings.domain.icalendar import CalendarEntry, make_ics
from shirube.bookings.models import Resource, Slot
from shirube.kernel.calendar import JAPAN
from tests.bookings.hall import TOMORROW, Desk

BLOCKS = (
    bookings.Block("morning", "09:00", "12:00"),
    bookings.Block("afternoon", "13:00", "17:00"),
    bookings.Block("evening", "18:00", "21:30"),
)
WEEKDAYS = [
    bookings.WeeklyHours(day, span)
    for day in range(6)
    for span in (Span("09:00", "12:00"), Span("13:00", "17:00"))
]


@pytest.fixture
def calendar_id(desk: Desk) -> UUID:
    return desk.deed(
        bookings.define_calendar, code="hall", title="ホール", hours=WEEKDAYS, closed_on_holidays=True
    )


@pytest.fixture
def room(desk: Desk, subject_id: UUID, calendar_id: UUID) -> Resource:
    return desk.resource(subject_id=subject_id, calendar_id=calendar_id, minutes=60, horizon_days=14)


def slots_of(room: Resource, day: date) -> list[str]:
    rows = Slot.objects.filter(resource=room).order_by("starts_at")
    local = [row.starts_at.astimezone(JAPAN) for row in rows]
    return [f"{at:%H:%M}" for at in local if at.date() == day]


def test_a_calendar_is_cut_with_its_breaks_holidays_and_closed_weekdays(room: Resource) -> None:
    hours = ["09:00", "10:00", "11:00", "13:00", "14:00", "15:00", "16:00"]

    assert slots_of(room, date(2026, 11, 21)) == hours
    assert slots_of(room, date(2026, 11, 22)) == []
    assert slots_of(room, date(2026, 11, 23)) == []  # 勤労感謝の日


def test_blocks_lie_within_the_hours_or_are_left_out() -> None:
    policy = bookings.Policy(blocks=BLOCKS)
    specs = cut_day(date(2026, 11, 24), [Span("09:00", "17:00")], policy, 1)

    assert [spec.label for spec in specs] == ["morning", "afternoon"]


def test_a_slot_over_midnight_and_the_fiscal_year_ends_on_the_next_day() -> None:
    specs = cut_day(date(2027, 3, 31), [Span("22:00", "25:00")], bookings.Policy(minutes=90), 1)

    assert [spec.ends_at for spec in specs] == [
        datetime(2027, 3, 31, 23, 30, tzinfo=JAPAN),
        datetime(2027, 4, 1, 1, 0, tzinfo=JAPAN),
    ]


@given(st.integers(5, 240), st.integers(0, 20), st.integers(1, 9))
def test_pieces_never_overlap_and_stay_within_the_hours(minutes: int, begins: int, hours: int) -> None:
    span = Span(f"{begins}:00", f"{begins + hours}:00")
    specs = cut_day(date(2026, 11, 24), [span], bookings.Policy(minutes=minutes), 1)
    opens, closes = span.on(date(2026, 11, 24))

    assert all(one.ends_at <= two.starts_at for one, two in pairwise(specs))
    assert all(opens <= spec.starts_at and spec.ends_at <= closes for spec in specs)


def test_the_month_rule_opens_on_the_first_day_of_the_month_before() -> None:
    policy = bookings.Policy(opens_months_before=2, opens_hour=9)

    assert policy.opens_at(datetime(2027, 1, 31, 9, tzinfo=JAPAN)) == datetime(2026, 11, 1, 9, tzinfo=JAPAN)


def test_a_slot_that_is_not_open_yet_says_from_when(desk: Desk, subject_id: UUID) -> None:
    slot = desk.slot(desk.resource(subject_id=subject_id, horizon_days=0))

    with pytest.raises(bookings.NotYetOpenError) as refusal:
        desk.book(slot)
    assert refusal.value.facts["opens_at"].startswith("2026-11-21T00:00")


def test_a_slot_in_the_past_cannot_be_opened(desk: Desk, hall: Resource) -> None:
    with pytest.raises(bookings.SlotInPastError):
        desk.slot(hall, starts_at=desk.now - timedelta(hours=1))


def test_a_slot_across_another_one_is_not_opened(desk: Desk, slot: Slot) -> None:
    spec = bookings.SlotSpec(
        starts_at=TOMORROW + timedelta(minutes=30), ends_at=TOMORROW + timedelta(minutes=90), capacity=1
    )

    assert desk.deed(bookings.open_slots, resource_id=slot.resource_id, slots=[spec]) == 0


def test_a_closed_day_loses_its_free_slots_and_refuses_while_something_is_booked(
    desk: Desk, room: Resource, calendar_id: UUID
) -> None:
    slot = Slot.objects.get(resource=room, starts_at=TOMORROW)
    made = desk.book(slot)
    closed = {"calendar_id": calendar_id, "day": date(2026, 11, 21), "hours": None, "reason": "点検"}

    with pytest.raises(bookings.DayBookedError):
        desk.deed(bookings.set_other_hours, **closed)
    gone = desk.deed(bookings.set_other_hours, **closed, cancel_with_letter=True)

    assert [line.number for line in gone] == [made.number]
    assert slots_of(room, date(2026, 11, 21)) == ["09:00"]
    assert Slot.objects.get(pk=slot.pk).state == "closed"


def test_capacity_below_what_is_booked_is_refused_or_the_latest_are_cancelled(desk: Desk, slot: Slot) -> None:
    first, second = desk.book(slot), desk.book(slot)

    with pytest.raises(bookings.CapacityBelowBookedError) as refusal:
        desk.deed(bookings.change_capacity, slot_id=slot.pk, capacity=1)
    gone = desk.deed(bookings.change_capacity, slot_id=slot.pk, capacity=1, cancel_latest=True)

    assert refusal.value.facts == {"booked": 2, "wanted": 1}
    assert [line.number for line in gone] == [second.number]
    assert (
        bookings.get_reservation(
            municipality_id=desk.municipality_id, reservation_id=first.id, actor=desk.clerk
        ).state
        == "confirmed"
    )


def test_a_closed_slot_is_emptied_and_its_line_ends(desk: Desk, hall: Resource) -> None:
    slot = desk.slot(hall)
    made = desk.book(slot)
    entry = desk.wait(slot)

    gone = desk.deed(bookings.close_slot, slot_id=slot.pk, reason="停電")

    slot.refresh_from_db()
    assert ([line.number for line in gone], slot.taken, slot.waiting) == ([made.number], 0, 0)
    found = bookings.find_waiting(municipality_id=desk.municipality_id, code=entry.code, secret=entry.secret)
    assert found.state == "over"


@pytest.mark.parametrize("written", ["9", "25:70", "31:00", "12:00", "abc"])
def test_hours_that_cannot_be_are_refused(desk: Desk, written: str) -> None:
    hours = [bookings.WeeklyHours(0, Span("12:00", written))]

    with pytest.raises(bookings.HoursInvalidError):
        desk.deed(bookings.define_calendar, code="odd", title="誤り", hours=hours, closed_on_holidays=True)


def test_a_calendar_file_folds_and_escapes() -> None:
    entry = CalendarEntry(
        uid="one@shirube",
        starts_at=TOMORROW,
        ends_at=TOMORROW + timedelta(hours=1),
        title="長い名前、" * 20 + "; a, b\nc",
        changed_at=TOMORROW,
    )

    text = make_ics([entry])

    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "DTSTART:20261121T000000Z" in text
    assert "\\; a\\, b\\nc" in text.replace("\r\n ", "")
