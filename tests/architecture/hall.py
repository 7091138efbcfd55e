"""A hall of a city with a slot, a reservation, one who waits and a calendar, for the addresses of bookings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from shirube.accounts.interface import SYSTEM
from shirube.bookings import interface as bookings
from shirube.bookings.models import Calendar, Reservation, Resource, Slot, WaitingEntry
from shirube.kernel.clock import read_clock
from shirube.kernel.ids import new_id
from tests.bookings.hall import HALLS, person

if HALLS.identifier not in bookings.owners:
    bookings.owners.register(HALLS)


def open_hall(*, municipality_id: UUID, section_id: UUID) -> None:
    """The slot is full, so that somebody can wait."""
    now = read_clock()
    facts: dict[str, Any] = {"municipality_id": municipality_id, "actor": SYSTEM, "now": now}
    hall = new_id()
    HALLS.sections[hall] = section_id
    bookings.define_calendar(**facts, code="hall", title="ホール", hours=[], closed_on_holidays=True)
    resource_id = bookings.define_resource(
        **facts,
        owner=HALLS.identifier,
        subject_id=hall,
        calendar_id=None,
        capacity=1,
        policy=bookings.Policy(),
    )
    begins = now + timedelta(days=1)
    spec = bookings.SlotSpec(starts_at=begins, ends_at=begins + timedelta(hours=1), capacity=1)
    bookings.open_slots(**facts, resource_id=resource_id, slots=[spec])
    slot = Slot.objects.get(resource_id=resource_id)
    wish = {**facts, "quantity": 1}
    bookings.book_slots(**wish, slot_ids=[slot.pk], booker=person(1), key="one")
    bookings.join_waiting_list(**wish, slot_id=slot.pk, booker=person(2), key="two")


def _reservation() -> Reservation:
    """The one of the hall; other rooms of the world book places too."""
    return Reservation.objects.get(key="one")


_OBJECTS: Mapping[str, Callable[[Any], Any]] = {
    "resource_id": lambda _: Resource.objects.get(owner=HALLS.identifier).pk,
    "slot_id": lambda _: Slot.objects.get(resource__owner=HALLS.identifier).pk,
    "reservation_id": lambda _: _reservation().pk,
    "calendar_id": lambda _: Calendar.objects.get(code="hall").pk,
    "number": lambda _: _reservation().number,
    "code": lambda _: WaitingEntry.objects.order_by("pk")[0].code,
    "day": lambda _: "2026-11-21",
    "deed": lambda _: "check-in",
}
SAMPLES: dict[str, Callable[[Any], Any]] = {
    f"{room}/{name}": sample
    for room in ("bookings", "bookings_staff", "bookings-api")
    for name, sample in _OBJECTS.items()
}
