"""The waiting list moves up: freed places go in order, and whoever is passed is told so.

Whoever calls this has just changed the slot's row in the same transaction, and so holds its lock on PostgreSQL: two
promotions of one slot come one after the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from shirube.bookings.commands.founding import new_row, settled_state, write_rows
from shirube.bookings.commands.orders import order_expiry, order_passing
from shirube.bookings.commands.stock import LimitReachedError, take_places
from shirube.bookings.commands.story import Story
from shirube.bookings.commands.wishes import Wish
from shirube.bookings.domain.promotion import Turn, plan_promotion
from shirube.bookings.domain.states import ReservationState, Source, WaitingState
from shirube.bookings.events import WaitingPromoted
from shirube.bookings.models import Reservation, Slot, WaitingEntry
from shirube.bookings.models.slots import IN_LOTTERY, OPEN
from shirube.bookings.queries.slots import get_slot_row
from shirube.bookings.queries.waiting import booker_of_entry, list_turns
from shirube.kernel.transactions import step


@step
def promote(*, slot_ids: Iterable[UUID], story: Story) -> None:
    """Give what is free in these slots to those who wait, until nobody's quantity fits."""
    for slot_id in sorted(slot_ids):
        slot = get_slot_row(municipality_id=story.municipality_id, slot_id=slot_id)
        if slot.state == IN_LOTTERY:
            order_passing(slot=slot)
        while slot.waiting and _can_promote(slot, story) and _promote_once(slot, story):
            slot = get_slot_row(municipality_id=story.municipality_id, slot_id=slot_id)


def _can_promote(slot: Slot, story: Story) -> bool:
    closes_at = slot.resource.policy.closes_at(slot.starts_at)
    return slot.state == OPEN and slot.resource.is_open and story.now < closes_at


def _promote_once(slot: Slot, story: Story) -> bool:
    """One round. True where somebody left the line, so that another round may find more."""
    entries = list_turns(municipality_id=slot.municipality_id, slot_id=slot.pk)
    plan = plan_promotion(slot.capacity - slot.taken, [Turn(entry, entry.quantity) for entry in entries])
    for entry in plan.promoted:
        _give(slot, entry, story)
    _pass_over(plan.passed, story)
    return bool(plan.promoted)


def _give(slot: Slot, entry: WaitingEntry, story: Story) -> None:
    """A reservation for one who waited; or out of the line, where the rules forbid it by now."""
    try:
        with transaction.atomic():
            row = _reserve(slot, entry, story)
    except (IntegrityError, LimitReachedError):
        # They hold places here already, or as many as they may: the line goes on, and the entry says why.
        leave_line(entry=entry, state=WaitingState.OVER, story=story, reservation=None)
        story.note(f"bookings.waiting:{entry.pk}", "waiting_over_limit")
        return
    state = WaitingState.OFFERED if row.state == ReservationState.HELD else WaitingState.TAKEN
    leave_line(entry=entry, state=state, story=story, reservation=row)
    letter = "offered" if row.state == ReservationState.HELD else "promoted"
    story.add(row, "promoted", event=WaitingPromoted, letter=letter, waiting=entry.number)


def _reserve(slot: Slot, entry: WaitingEntry, story: Story) -> Reservation:
    wish = wish_of(entry, story)
    row = new_row(wish, [slot])
    hours = slot.resource.policy.offer_hours
    if hours:
        # Never longer than it can be booked at all.
        row.hold_until = min(
            story.now + timedelta(hours=hours), slot.resource.policy.closes_at(slot.starts_at)
        )
    else:
        row.state, row.confirmed_at = settled_state(row, story.now)
    write_rows(row=row, wish=wish, slots=[slot])
    if hours:
        order_expiry(row=row)
    take_places(municipality_id=slot.municipality_id, wanted=[(slot.pk, entry.quantity)], past_waiting=True)
    return row


def wish_of(entry: WaitingEntry, story: Story) -> Wish:
    return Wish(
        municipality_id=entry.municipality_id,
        slot_ids=(entry.slot_id,),
        quantity=entry.quantity,
        booker=booker_of_entry(entry),
        key=f"waiting:{entry.pk}",
        source=Source.WAITING_LIST,
        actor=story.actor,
        now=story.now,
        group_id=entry.group_id,
        facts=entry.facts,
    )


@step
def leave_line(
    *, entry: WaitingEntry, state: WaitingState, story: Story, reservation: Reservation | None
) -> bool:
    """Take one out of the line, once. False where another was quicker."""
    waiting = WaitingEntry.objects.filter(
        municipality_id=entry.municipality_id, pk=entry.pk, state=WaitingState.WAITING
    )
    settled_at = None if state == WaitingState.OFFERED else story.now
    if not waiting.update(state=state, reservation=reservation, settled_at=settled_at):
        return False
    slots = Slot.objects.filter(municipality_id=entry.municipality_id, pk=entry.slot_id)
    slots.update(waiting=F("waiting") - 1)
    return True


def _pass_over(passed: Sequence[WaitingEntry], story: Story) -> None:
    """They wanted more places than were free and keep their place in the line; they can read that it happened."""
    if not passed:
        return
    rows = WaitingEntry.objects.filter(
        municipality_id=story.municipality_id, pk__in=[entry.pk for entry in passed]
    )
    rows.update(passed_over=F("passed_over") + 1)
    for entry in passed:
        story.note(f"bookings.waiting:{entry.pk}", "waiting_passed", quantity=entry.quantity)
