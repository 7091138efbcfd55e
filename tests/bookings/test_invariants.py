"""Whatever people do in whatever order: what is counted is what is held, and the line keeps its order."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shirube.bookings import interface as bookings
from shirube.bookings.models import Reservation, ReservedSlot, Resource, Slot, WaitingEntry
from shirube.kernel.errors import DomainError
from tests.bookings.hall import TOMORROW, Desk

CAPACITY = 4
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["book", "hold", "wait", "cancel", "expire", "leave", "capacity"]), st.integers(1, 5)
    ),
    min_size=3,
    max_size=14,
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(DEEDS)
def test_what_is_counted_is_what_is_held(desk: Desk, hall: Resource, deeds: list[tuple[str, int]]) -> None:
    begins = TOMORROW + timedelta(hours=Slot.objects.count() * 2)
    slot = desk.slot(hall, capacity=CAPACITY, starts_at=begins)

    for deed, number in deeds:
        with suppress(DomainError):
            _DEEDS[deed](desk, slot, number)
        _check(slot)


def _check(slot: Slot) -> None:
    slot.refresh_from_db()
    held = ReservedSlot.objects.filter(slot=slot, is_active=True).aggregate(n=Sum("quantity"))["n"] or 0
    waiting = WaitingEntry.objects.filter(slot=slot, state="waiting")
    first = waiting.order_by("number").first()

    assert slot.taken == held <= slot.capacity
    assert slot.waiting == waiting.count()
    # Nobody waits for what is free: whoever could be served has been.
    assert all(one.quantity > slot.capacity - slot.taken for one in waiting)
    assert first is None or _passed_rightly(slot, first)


def _passed_rightly(slot: Slot, first: WaitingEntry) -> bool:
    """Whoever behind the first was served went past it because it wanted more, and it was told each time."""
    served = Reservation.objects.filter(source="waiting_list", reserved__slot=slot)
    behind = WaitingEntry.objects.filter(reservation__in=served, number__gt=first.number)
    return all(one.quantity < first.quantity for one in behind) and (not behind or first.passed_over > 0)


def _any(slot: Slot, number: int, **facts: Any) -> Reservation:
    rows = Reservation.objects.filter(reserved__slot=slot, **facts).order_by("pk")
    count = rows.count()
    if not count:
        raise DomainError
    return rows[number % count]


def _cancel(desk: Desk, slot: Slot, number: int) -> None:
    found = _any(slot, number, state__in=["held", "confirmed"])
    desk.deed(bookings.cancel_reservation, reservation_id=found.pk)


def _expire(desk: Desk, slot: Slot, number: int) -> None:
    found = _any(slot, number, state="held")
    later = desk.now + timedelta(minutes=11)
    bookings.expire_hold(municipality_id=desk.municipality_id, reservation_id=found.pk, now=later)


def _leave(desk: Desk, slot: Slot, number: int) -> None:
    rows = list(WaitingEntry.objects.filter(slot=slot, state="waiting").order_by("number"))
    if rows:
        desk.deed(bookings.leave_waiting_list, waiting_id=rows[number % len(rows)].pk)


_DEEDS: dict[str, Callable[[Desk, Slot, int], object]] = {
    "book": lambda desk, slot, number: desk.book(slot, quantity=number),
    "hold": lambda desk, slot, number: desk.hold(slot, quantity=number),
    "wait": lambda desk, slot, number: desk.wait(slot, quantity=number),
    "cancel": _cancel,
    "expire": _expire,
    "leave": _leave,
    "capacity": lambda desk, slot, number: desk.deed(
        bookings.change_capacity, slot_id=slot.pk, capacity=number + 1
    ),
}
