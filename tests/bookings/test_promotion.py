"""The waiting list: in order, by quantity, and nobody skipped silently."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.audit.models import Entry
from shirube.bookings import interface as bookings
from shirube.bookings.domain.promotion import Turn, plan_promotion
from shirube.bookings.models import Resource, Slot, WaitingEntry
from tests.bookings.hall import TOMORROW, Desk, person

QUANTITIES = st.lists(st.integers(1, 5), max_size=12)


@given(free=st.integers(0, 12), quantities=QUANTITIES)
def test_never_more_is_given_than_is_free_and_nobody_left_would_fit(free: int, quantities: list[int]) -> None:
    line = [Turn(number, quantity) for number, quantity in enumerate(quantities)]
    plan = plan_promotion(free, line)
    left = free - sum(quantities[number] for number in plan.promoted)

    assert left >= 0
    assert all(turn.quantity > left for turn in line if turn.who not in plan.promoted)
    assert list(plan.promoted) == sorted(plan.promoted)


@given(free=st.integers(0, 12), quantities=QUANTITIES)
def test_whoever_stood_before_one_who_was_promoted_is_promoted_or_told(
    free: int, quantities: list[int]
) -> None:
    plan = plan_promotion(free, [Turn(number, quantity) for number, quantity in enumerate(quantities)])
    last = max(plan.promoted, default=-1)

    assert set(range(last)) - set(plan.promoted) == set(plan.passed)


def test_who_waits_is_booked_in_order_when_places_are_freed(desk: Desk, hall: Resource) -> None:
    slot = desk.slot(hall)
    made = desk.book(slot)
    first, second = desk.wait(slot), desk.wait(slot)
    assert (first.ahead, second.ahead) == (0, 1)

    desk.deed(bookings.cancel_reservation, reservation_id=made.id)

    assert _states(slot) == {first.number: "taken", second.number: "waiting"}


def test_who_wants_more_than_is_free_is_passed_told_and_keeps_the_order(desk: Desk, hall: Resource) -> None:
    slot = desk.slot(hall, capacity=2)
    made = [desk.book(slot), desk.book(slot)]
    pair, single = desk.wait(slot, quantity=2), desk.wait(slot)

    desk.deed(bookings.cancel_reservation, reservation_id=made[0].id)

    assert _states(slot) == {pair.number: "waiting", single.number: "taken"}
    assert WaitingEntry.objects.get(number=pair.number).passed_over == 1
    assert Entry.objects.filter(
        action="bookings.waiting_passed", subject=f"bookings.waiting:{pair.id}"
    ).exists()


def test_nobody_books_past_those_who_wait(desk: Desk, hall: Resource) -> None:
    slot = desk.slot(hall, capacity=2)
    desk.book(slot)
    desk.wait(slot, quantity=2)

    with pytest.raises(bookings.SlotFullError):
        desk.book(slot)


def test_what_is_free_in_truth_is_given_to_who_joins(desk: Desk, slot: Slot) -> None:
    entry = desk.wait(slot)

    assert (entry.state, entry.reservation_number != "") == ("taken", True)


def test_an_offer_that_lapses_goes_to_the_next(desk: Desk, subject_id: object) -> None:
    slot = desk.slot(desk.resource(subject_id=subject_id, offer_hours=2))
    made = desk.book(slot)
    first, second = desk.wait(slot), desk.wait(slot)
    desk.deed(bookings.cancel_reservation, reservation_id=made.id)
    offered = WaitingEntry.objects.get(number=first.number)
    assert offered.state == "offered"

    bookings.expire_hold(
        municipality_id=desk.municipality_id,
        reservation_id=offered.reservation_id,
        now=desk.now + timedelta(hours=3),
    )

    assert _states(slot) == {first.number: "lapsed", second.number: "offered"}


def test_more_capacity_promotes(desk: Desk, hall: Resource) -> None:
    slot = desk.slot(hall)
    desk.book(slot)
    entry = desk.wait(slot)

    desk.deed(bookings.change_capacity, slot_id=slot.pk, capacity=2)

    assert _states(slot) == {entry.number: "taken"}


def test_the_same_person_waits_once_and_not_for_what_they_have(desk: Desk, hall: Resource) -> None:
    slot = desk.slot(hall)
    desk.book(slot, booker=person(1))
    desk.wait(slot, booker=person(2))

    with pytest.raises(bookings.TwiceError):
        desk.wait(slot, booker=person(1))
    with pytest.raises(bookings.TwiceError):
        desk.wait(slot, booker=person(2))


def test_who_leaves_lets_those_behind_move_up(desk: Desk, hall: Resource) -> None:
    slot = desk.slot(hall, capacity=2)
    desk.book(slot)
    pair = desk.wait(slot, quantity=2)

    desk.deed(bookings.leave_waiting_list, waiting_id=pair.id, actor=bookings.Booker(secret=pair.secret))

    slot.refresh_from_db()
    assert slot.waiting == 0
    assert desk.book(slot).state == "confirmed"


def test_nobody_is_promoted_into_what_is_over(desk: Desk, hall: Resource) -> None:
    slot = desk.slot(hall)
    made = desk.book(slot)
    desk.wait(slot)

    desk.deed(bookings.cancel_reservation, reservation_id=made.id, now=TOMORROW)

    assert list(_states(slot).values()) == ["waiting"]


def _states(slot: Slot) -> dict[int, str]:
    return dict(WaitingEntry.objects.filter(slot=slot).values_list("number", "state"))
