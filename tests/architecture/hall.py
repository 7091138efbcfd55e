"""A hall of a city with a slot, a reservation, one who waits, a calendar and a lottery, for the addresses of bookings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from shirube.accounts.interface import SYSTEM
from shirube.bookings import interface as bookings
from shirube.bookings.models import (
    Calendar,
    Group,
    Lottery,
    LotteryEntry,
    LotterySlot,
    Reservation,
    Resource,
    Slot,
    WaitingEntry,
)
from shirube.kernel.clock import japan_date, read_clock
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
    _announce_lottery(resource_id, facts)
    choir = bookings.GroupFacts(
        name="合唱団", kind=bookings.GroupKind.CULTURE, members=9, members_inside=9, purpose="合唱"
    )
    bookings.register_group(**facts, facts=choir, contact=person(4), key="four")
    bookings.open_rush(**facts, resource_id=resource_id, per_minute=60, inside_most=9, stay_minutes=9)


def _announce_lottery(resource_id: UUID, facts: dict[str, Any]) -> None:
    """Open now, with one entry, for a day two months ahead."""
    now = facts["now"]
    begins = now + timedelta(days=60)
    spec = bookings.SlotSpec(starts_at=begins, ends_at=begins + timedelta(hours=1), capacity=1)
    bookings.open_slots(**facts, resource_id=resource_id, slots=[spec])
    moments = (now, *(now + timedelta(days=days) for days in (10, 11, 20)))
    announcement = bookings.Announcement(
        use_from=japan_date(begins),
        use_until=japan_date(begins),
        times=bookings.LotteryTimes(**dict(zip(_MOMENTS, moments, strict=True))),
        rules=bookings.LotteryRules(),
    )
    lottery_id = bookings.announce_lottery(
        **facts, resource_ids=[resource_id], announcement=announcement, key="first"
    )
    code = LotterySlot.objects.get(lottery=lottery_id).code
    bookings.enter_lottery(
        **facts,
        lottery_id=lottery_id,
        wish=bookings.LotteryWish(wishes=(code,)),
        booker=person(3),
        key="three",
    )


_MOMENTS = ("enters_at", "closes_at", "draws_at", "opens_at")


def _reservation() -> Reservation:
    """The one of the hall; other rooms of the world book places too."""
    return Reservation.objects.get(key="one")


_OBJECTS: Mapping[str, Callable[[Any], Any]] = {
    "resource_id": lambda _: Resource.objects.get(owner=HALLS.identifier).pk,
    "slot_id": lambda _: Slot.objects.filter(resource__owner=HALLS.identifier).order_by("starts_at")[0].pk,
    "reservation_id": lambda _: _reservation().pk,
    "calendar_id": lambda _: Calendar.objects.get(code="hall").pk,
    "number": lambda _: _reservation().number,
    "code": lambda _: WaitingEntry.objects.order_by("pk")[0].code,
    "day": lambda _: "2026-11-21",
    "deed": lambda _: "check-in",
    "lottery_id": lambda _: Lottery.objects.get().pk,
    "receipt_number": lambda _: LotteryEntry.objects.get().receipt_number,
    "entry_number": lambda _: LotteryEntry.objects.get().number,
    "award_id": lambda _: new_id(),
    "group_id": lambda _: Group.objects.get().pk,
    "group_number": lambda _: Group.objects.get().number,
}
SAMPLES: dict[str, Callable[[Any], Any]] = {
    f"{room}/{name}": sample
    for room in ("bookings", "bookings_staff", "bookings-api")
    for name, sample in _OBJECTS.items()
}
