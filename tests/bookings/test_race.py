"""Many people at the same moment: first how places are sold twice without the guard, then that they are not."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from shirube.bookings import interface as bookings
from shirube.bookings.commands import booking, promoting
from shirube.bookings.models import Reservation, ReservedSlot, Resource, Slot, WaitingEntry
from tests.bookings.hall import TOMORROW, Desk, person
from tests.plans.race import Meeting, errors_among, together

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 6
LATER = TOMORROW + timedelta(hours=3)


@pytest.fixture
def meeting() -> Meeting:
    return Meeting(2)


def _look_then_write(slot_id: object, meeting: Meeting) -> bool:
    slot = Slot.objects.get(pk=slot_id)
    meeting.wait()
    if slot.taken < slot.capacity:
        Slot.objects.filter(pk=slot_id).update(taken=slot.taken + 1)
        return True
    return False


def test_without_the_guard_one_place_is_sold_twice(desk: Desk, hall: Resource, meeting: Meeting) -> None:
    last = desk.slot(hall, capacity=1)

    results = together(desk.municipality_id, *[partial(_look_then_write, last.pk, meeting)] * 2)

    assert results == [True, True]


def test_of_a_crowd_as_many_get_places_as_there_are(
    desk: Desk, slot: Slot, monkeypatch: pytest.MonkeyPatch
) -> None:
    # All have read that places are free before anybody takes one; on SQLite they come one after the other anyway.
    meeting, really = Meeting(CROWD), booking.take_places
    monkeypatch.setattr(booking, "take_places", lambda **facts: (meeting.wait(), really(**facts))[1])

    results = together(
        desk.municipality_id, *[partial(desk.book, slot, booker=person(number)) for number in range(CROWD)]
    )

    slot.refresh_from_db()
    assert errors_among(results) == [bookings.SlotFullError] * (CROWD - 2)
    assert (slot.taken, Reservation.objects.count()) == (2, 2)


def test_two_clicks_at_once_are_one_reservation(desk: Desk, slot: Slot) -> None:
    results = together(desk.municipality_id, *[partial(desk.book, slot, booker=person(), key="one")] * 2)

    assert errors_among(results) == []
    assert len({result.number for result in results}) == 1
    assert Slot.objects.get(pk=slot.pk).taken == 1


def test_one_person_with_two_browsers_is_booked_once(desk: Desk, slot: Slot) -> None:
    results = together(
        desk.municipality_id, *[partial(desk.book, slot, booker=person(), key=key) for key in ("one", "two")]
    )

    assert errors_among(results) == [bookings.TwiceError]
    assert Slot.objects.get(pk=slot.pk).taken == 1


def test_a_limit_holds_for_two_slots_booked_at_once(desk: Desk, subject_id: object) -> None:
    hall = desk.resource(subject_id=subject_id, per_person_max=1)
    slots = [desk.slot(hall), desk.slot(hall, starts_at=LATER)]

    results = together(desk.municipality_id, *[partial(desk.book, one, booker=person()) for one in slots])

    assert errors_among(results) == [bookings.LimitReachedError]
    assert ReservedSlot.objects.count() == 1


def test_two_who_cancel_at_once_free_it_once_and_the_first_in_line_gets_it(
    desk: Desk, hall: Resource
) -> None:
    slot = desk.slot(hall)
    made = desk.book(slot)
    first, second = desk.wait(slot, booker=person(11)), desk.wait(slot, booker=person(12))
    cancel = partial(desk.deed, bookings.cancel_reservation, reservation_id=made.id)

    results = together(desk.municipality_id, cancel, cancel)

    states = dict(WaitingEntry.objects.values_list("code", "state"))
    assert errors_among(results) == [bookings.ReservationSettledError]
    assert states == {first.code: "taken", second.code: "waiting"}
    assert Slot.objects.get(pk=slot.pk).taken == 1


def test_two_who_free_places_at_once_promote_two_in_order(
    desk: Desk, hall: Resource, monkeypatch: pytest.MonkeyPatch
) -> None:
    slot = desk.slot(hall, capacity=2)
    made = [desk.book(slot), desk.book(slot)]
    line = [desk.wait(slot, booker=person(20 + number)) for number in range(3)]
    meeting, really = Meeting(2), promoting.list_turns
    monkeypatch.setattr(promoting, "list_turns", lambda **facts: (meeting.wait(), really(**facts))[1])

    results = together(
        desk.municipality_id,
        *[partial(desk.deed, bookings.cancel_reservation, reservation_id=one.id) for one in made],
    )

    states = dict(WaitingEntry.objects.values_list("code", "state"))
    assert errors_among(results) == []
    assert [states[one.code] for one in line] == ["taken", "taken", "waiting"]


def test_swapping_two_slots_at_once_takes_both_or_says_no(desk: Desk, hall: Resource) -> None:
    slots = [desk.slot(hall, capacity=2), desk.slot(hall, capacity=2, starts_at=LATER)]
    made = [desk.book(one) for one in slots]

    results = together(
        desk.municipality_id,
        *[
            partial(desk.deed, bookings.change_reservation, reservation_id=one.id, slot_ids=[other.pk])
            for one, other in zip(made, reversed(slots), strict=True)
        ],
    )

    assert errors_among(results) == []
    assert list(Slot.objects.values_list("taken", flat=True)) == [1, 1]
