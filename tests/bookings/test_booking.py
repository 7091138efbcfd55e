"""Booking, holding, confirming, changing, cancelling."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from shirube.accounts.interface import Actor
from shirube.audit.models import Entry
from shirube.bookings import interface as bookings
from shirube.bookings.commands.telling import remind_of_tomorrow, tell_booker
from shirube.bookings.models import Reservation, Resource, Slot
from shirube.kernel.ids import new_id
from shirube.notices.commands.sealing import open_contents
from shirube.notices.models import Notice
from tests.bookings.hall import TOMORROW, Desk, person

NOBODY = bookings.Booker()


def free(slot: Slot) -> int:
    slot.refresh_from_db()
    return slot.capacity - slot.taken


def test_who_books_gets_a_number_and_a_code_that_find_the_reservation(desk: Desk, slot: Slot) -> None:
    made = desk.book(slot)

    found = bookings.find_reservation(
        municipality_id=desk.municipality_id, number=made.number, secret=made.secret
    )
    assert (found.id, found.state, found.booker.mail) == (made.id, "confirmed", made.booker.mail)
    assert free(slot) == 1


def test_a_full_slot_takes_nobody_more(desk: Desk, slot: Slot) -> None:
    desk.book(slot, quantity=2)

    with pytest.raises(bookings.SlotFullError):
        desk.book(slot)
    assert Reservation.objects.count() == 1


def test_a_second_click_is_the_first_one_even_when_the_slot_is_full_by_then(desk: Desk, slot: Slot) -> None:
    me = person()
    first = desk.book(slot, booker=me, key="one", quantity=2)

    again = desk.book(slot, booker=me, key="one", quantity=2)

    assert (again.id, again.secret) == (first.id, first.secret)
    assert free(slot) == 0


def test_anothers_key_opens_nothing(desk: Desk, slot: Slot) -> None:
    desk.book(slot, booker=person(1), key="one")

    with pytest.raises(bookings.KeyTakenError):
        desk.book(slot, booker=person(2), key="one")


def test_the_same_person_is_not_booked_twice_in_one_slot(desk: Desk, slot: Slot) -> None:
    desk.book(slot, booker=person(1))

    with pytest.raises(bookings.TwiceError):
        desk.book(slot, booker=person(1, name="ヤマダ ハナコ", mail="YAMADA1@resident.example "))
    assert free(slot) == 1


@pytest.mark.parametrize("late_by", [timedelta(0), timedelta(days=1)])
def test_a_slot_that_has_begun_is_over(desk: Desk, slot: Slot, late_by: timedelta) -> None:
    with pytest.raises(bookings.SlotOverError):
        desk.book(slot, now=TOMORROW + late_by)


def test_several_slots_are_booked_all_or_none(desk: Desk, hall: Resource, slot: Slot) -> None:
    afternoon = desk.slot(hall, capacity=1, starts_at=TOMORROW + timedelta(hours=4))
    desk.book(afternoon)

    with pytest.raises(bookings.SlotFullError):
        desk.book(slot, afternoon)
    assert free(slot) == 2


def test_a_hold_keeps_places_for_nobody_known_until_confirmed(desk: Desk, slot: Slot) -> None:
    held = desk.hold(slot, booker=NOBODY)
    assert free(slot) == 1

    made = desk.deed(
        bookings.confirm_reservation,
        reservation_id=held.reservation_id,
        booker=person(),
        actor=bookings.Booker(secret=held.secret),
    )

    assert (made.state, made.number, free(slot)) == ("confirmed", held.number, 1)


def test_a_hold_cannot_be_confirmed_with_a_wrong_code(desk: Desk, slot: Slot) -> None:
    held = desk.hold(slot, booker=NOBODY)

    with pytest.raises(bookings.ReservationNotFoundError):
        desk.deed(
            bookings.confirm_reservation,
            reservation_id=held.reservation_id,
            booker=person(),
            actor=bookings.Booker(secret="3467-3467-3467"),
        )


def test_a_hold_that_has_run_out_is_not_confirmed_and_its_places_go_to_the_next(
    desk: Desk, slot: Slot
) -> None:
    held = desk.hold(slot, booker=NOBODY, quantity=2)
    later = held.hold_until

    with pytest.raises(bookings.HoldExpiredError):
        desk.deed(
            bookings.confirm_reservation,
            reservation_id=held.reservation_id,
            booker=person(),
            actor=bookings.Booker(secret=held.secret),
            now=later,
        )
    assert desk.book(slot, quantity=2, now=later).state == "confirmed"
    assert Reservation.objects.get(pk=held.reservation_id).state == "expired"


def test_confirming_twice_is_answered_with_the_same_reservation(desk: Desk, slot: Slot) -> None:
    held = desk.hold(slot)
    me = bookings.Booker(secret=held.secret)
    results = [
        desk.deed(bookings.confirm_reservation, reservation_id=held.reservation_id, booker=NOBODY, actor=me)
        for _ in range(2)
    ]

    assert results[0].id == results[1].id
    assert Entry.objects.filter(action="bookings.booked").count() == 1


def test_who_cancels_gives_the_places_back_once(desk: Desk, slot: Slot) -> None:
    made = desk.book(slot)
    me = bookings.Booker(secret=made.secret)

    desk.deed(bookings.cancel_reservation, reservation_id=made.id, actor=me)

    assert free(slot) == 2
    with pytest.raises(bookings.ReservationSettledError):
        desk.deed(bookings.cancel_reservation, reservation_id=made.id, actor=me)
    assert free(slot) == 2


def test_who_cancelled_may_book_again(desk: Desk, slot: Slot) -> None:
    made = desk.book(slot, booker=person(1))
    desk.deed(bookings.cancel_reservation, reservation_id=made.id)

    assert desk.book(slot, booker=person(1)).state == "confirmed"


def test_its_holder_may_cancel_until_the_hour_of_the_policy_and_staff_longer(
    desk: Desk, subject_id: UUID
) -> None:
    slot = desk.slot(desk.resource(subject_id=subject_id, cancel_until_minutes=24 * 60))
    made = desk.book(slot)

    with pytest.raises(bookings.TooLateError):
        desk.deed(
            bookings.cancel_reservation, reservation_id=made.id, actor=bookings.Booker(secret=made.secret)
        )
    assert desk.deed(bookings.cancel_reservation, reservation_id=made.id).state == "cancelled"


def test_a_reservation_moves_to_another_slot(desk: Desk, hall: Resource, slot: Slot) -> None:
    later = desk.slot(hall, starts_at=TOMORROW + timedelta(hours=4))
    made = desk.book(slot)

    moved = desk.deed(bookings.change_reservation, reservation_id=made.id, slot_ids=[later.pk])

    assert (moved.starts_at, [one.slot_id for one in moved.slots]) == (later.starts_at, [later.pk])
    assert (free(slot), free(later)) == (2, 0)


def test_a_reservation_that_cannot_move_stays_where_it_is(desk: Desk, hall: Resource, slot: Slot) -> None:
    full = desk.slot(hall, starts_at=TOMORROW + timedelta(hours=4))
    desk.book(full)
    made = desk.book(slot)

    with pytest.raises(bookings.SlotFullError):
        desk.deed(bookings.change_reservation, reservation_id=made.id, slot_ids=[full.pk])
    assert (free(slot), free(full)) == (1, 0)


def test_a_person_has_no_more_slots_a_day_than_the_limit(desk: Desk, subject_id: UUID) -> None:
    hall = desk.resource(subject_id=subject_id, per_person_max=1)
    slots = [desk.slot(hall, starts_at=TOMORROW + timedelta(hours=hours)) for hours in (0, 2, 24)]
    first = desk.book(slots[0], booker=person(1))

    with pytest.raises(bookings.LimitReachedError):
        desk.book(slots[1], booker=person(1))
    assert desk.book(slots[2], booker=person(1)).state == "confirmed"
    desk.deed(bookings.cancel_reservation, reservation_id=first.id)
    assert desk.book(slots[1], booker=person(1)).state == "confirmed"


def test_what_needs_approval_is_asked_for_and_holds_its_places(desk: Desk, subject_id: UUID) -> None:
    slot = desk.slot(desk.resource(subject_id=subject_id, needs_approval=True))
    asked = desk.book(slot)
    assert (asked.state, free(slot)) == ("asked", 0)

    assert desk.deed(bookings.approve_reservation, reservation_id=asked.id).state == "confirmed"


def test_staff_book_by_phone_from_the_same_stock(desk: Desk, slot: Slot, clerk: Actor) -> None:
    caller = bookings.Booker(name="田中 実", phone="090-0000-0000")
    made = desk.book(slot, booker=caller, actor=clerk, source=bookings.Source.PHONE)

    assert (made.source, free(slot)) == ("phone", 1)


def test_staff_of_another_section_do_not_book_here(desk: Desk, slot: Slot) -> None:
    stranger = Actor(staff_id=new_id())

    with pytest.raises(bookings.NotYourResourceError):
        desk.book(slot, actor=stranger, source=bookings.Source.COUNTER)


def test_the_day_list_shows_who_comes(desk: Desk, slot: Slot) -> None:
    made = desk.book(slot, booker=person(1))
    gone = desk.book(slot, booker=person(2))
    desk.deed(bookings.cancel_reservation, reservation_id=gone.id)

    lines = bookings.list_day(
        municipality_id=desk.municipality_id, resource_ids=[slot.resource_id], day=TOMORROW.date()
    )

    assert [(line.number, line.name) for line in lines] == [(made.number, made.booker.name)]


def test_a_booking_takes_nine_statements_and_on_postgresql_three(
    desk: Desk, slot: Slot, django_assert_num_queries: Callable[..., Any]
) -> None:
    desk.book(slot)

    # Besides the savepoint that stands for the transaction here: one read, and eight writes or locks. On PostgreSQL
    # the look at the slot, the rows with the places, and the audit entry with the head of its chain.
    statements = 3 if connection.vendor == "postgresql" else 9
    with django_assert_num_queries(statements + 2):
        desk.book(slot)


def test_the_letter_carries_number_code_and_calendar(desk: Desk, slot: Slot) -> None:
    made = desk.book(slot)

    for _ in range(2):
        tell_booker(
            municipality_id=desk.municipality_id,
            reservation_id=made.id,
            letter="confirmed",
            revision=1,
            now=desk.now,
        )

    notice = Notice.objects.get()
    contents = open_contents(notice.sealed, municipality_id=desk.municipality_id, notice_id=notice.pk)
    assert (contents.facts["number"], contents.facts["secret"]) == (made.number, made.secret)
    assert "DTSTART:20261121T000000Z" in contents.calendar


def test_tomorrows_bookers_are_reminded(desk: Desk, slot: Slot) -> None:
    desk.book(slot)
    today_made = remind_of_tomorrow(municipality_id=desk.municipality_id, now=desk.now)
    evening = desk.now + timedelta(days=1)
    later = desk.slot(slot.resource, starts_at=TOMORROW + timedelta(days=1))
    desk.book(later)

    assert today_made == 0
    assert remind_of_tomorrow(municipality_id=desk.municipality_id, now=evening) == 1
