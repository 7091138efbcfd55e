"""Single slots: opening them, their capacity, closing them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shirube.bookings.commands.cutting import add_slots
from shirube.bookings.commands.promoting import leave_line, promote
from shirube.bookings.commands.releasing import release
from shirube.bookings.commands.story import Story
from shirube.bookings.domain.hours import SlotSpec
from shirube.bookings.domain.states import ReservationState, WaitingState
from shirube.bookings.events import ReservationCancelled
from shirube.bookings.models import Reservation, Slot
from shirube.bookings.models.slots import CLOSED, IN_LOTTERY, OPEN
from shirube.bookings.queries.lotteries import is_in_lottery
from shirube.bookings.queries.reservations import line_of, list_of_slot
from shirube.bookings.queries.rights import Acting, require_runner
from shirube.bookings.queries.slots import get_resource_row, get_slot_row
from shirube.bookings.queries.views import ReservationLine
from shirube.bookings.queries.waiting import list_turns
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command, step


class SlotInPastError(InvalidInputError):
    """A slot cannot be opened for a time that has begun, or end before it begins."""

    code = "bookings.slot_in_past"


class CapacityBelowBookedError(ConflictError):
    """`booked` places are booked already; `wanted` are fewer."""

    code = "bookings.capacity_below_booked"


@command
def open_slots(
    *, municipality_id: UUID, resource_id: UUID, slots: Sequence[SlotSpec], actor: Acting, now: datetime
) -> int:
    """Open single slots (sessions of a course). How many are new; one across a slot that is there is left out.

    Raises SlotInPastError, and then none is opened. ResourceNotFoundError, NotYourResourceError.
    """
    row = get_resource_row(municipality_id=municipality_id, resource_id=resource_id)
    require_runner(resource=row, actor=actor)
    if any(spec.starts_at <= now or spec.ends_at <= spec.starts_at for spec in slots):
        raise SlotInPastError
    added = add_slots(resource=row, specs=slots, now=now)
    story = Story(municipality_id=municipality_id, actor=actor.log_name, now=now)
    story.note(f"bookings.resource:{row.pk}", "slots_opened", slots=added)
    story.tell()
    return added


@command
def change_capacity(
    *,
    municipality_id: UUID,
    slot_id: UUID,
    capacity: int,
    actor: Acting,
    now: datetime,
    cancel_latest: bool = False,
    reason: str = "",
) -> list[ReservationLine]:
    """More places go to who waits. Fewer than are booked: CapacityBelowBookedError, unless `cancel_latest`.

    Then the latest to book are cancelled, with a letter, until it fits; they are returned.
    SlotNotFoundError, NotYourResourceError.
    """
    slot = get_slot_row(municipality_id=municipality_id, slot_id=slot_id)
    require_runner(resource=slot.resource, actor=actor)
    story = Story(municipality_id=municipality_id, actor=actor.log_name, now=now)
    gone = _make_room(slot, capacity, story, reason) if cancel_latest else []
    fitting = Slot.objects.filter(municipality_id=municipality_id, pk=slot_id, taken__lte=capacity)
    if not fitting.update(capacity=capacity):
        booked = Slot.objects.get(municipality_id=municipality_id, pk=slot_id).taken
        raise CapacityBelowBookedError(booked=booked, wanted=capacity)
    story.note(f"bookings.slot:{slot_id}", "capacity_changed", before=slot.capacity, after=capacity)
    promote(slot_ids=[slot_id], story=story)
    story.tell()
    return [line_of(row) for row in gone]


def _make_room(slot: Slot, capacity: int, story: Story, reason: str) -> list[Reservation]:
    gone: list[Reservation] = []
    surplus = slot.taken - capacity
    for row in reversed(list_of_slot(municipality_id=slot.municipality_id, slot_id=slot.pk)):
        if surplus <= 0:
            break
        surplus -= row.quantity
        gone.append(row)
    cancel_all(rows=gone, story=story, reason=reason)
    return gone


@command
def close_slot(
    *, municipality_id: UUID, slot_id: UUID, reason: str, actor: Acting, now: datetime
) -> list[ReservationLine]:
    """No more bookings; those that are there are cancelled with a letter and returned. Whoever waits is told too.

    SlotNotFoundError, NotYourResourceError.
    """
    slot = get_slot_row(municipality_id=municipality_id, slot_id=slot_id)
    require_runner(resource=slot.resource, actor=actor)
    story = Story(municipality_id=municipality_id, actor=actor.log_name, now=now)
    gone = shut_slot(slot=slot, reason=reason, story=story)
    story.tell()
    return [line_of(row) for row in gone]


@step
def shut_slot(*, slot: Slot, reason: str, story: Story) -> list[Reservation]:
    """Close it, empty it and end its waiting list; the reservations that were cancelled. The caller tells."""
    rows = Slot.objects.filter(municipality_id=slot.municipality_id, pk=slot.pk)
    rows.update(state=CLOSED, closed_reason=reason)
    for entry in list_turns(municipality_id=slot.municipality_id, slot_id=slot.pk):
        leave_line(entry=entry, state=WaitingState.OVER, story=story, reservation=None)
        story.note(f"bookings.waiting:{entry.pk}", "waiting_closed")
    gone = list_of_slot(municipality_id=slot.municipality_id, slot_id=slot.pk)
    cancel_all(rows=gone, story=story, reason=reason)
    story.note(f"bookings.slot:{slot.pk}", "slot_closed", reason=reason, cancelled=len(gone))
    return gone


@step
def cancel_all(*, rows: Sequence[Reservation], story: Story, reason: str) -> None:
    """Cancel what staff must take away from people, each with a letter that says why."""
    for row in rows:
        release(row=row, state=ReservationState.CANCELLED, story=story, reason=reason)
        story.add(row, "cancelled", event=ReservationCancelled, letter="withdrawn", by_staff=True)


@command
def reopen_slot(*, municipality_id: UUID, slot_id: UUID, actor: Acting, now: datetime) -> None:
    """Let a closed slot be booked again; those who were cancelled stay so. SlotInPastError, NotYourResourceError."""
    slot = get_slot_row(municipality_id=municipality_id, slot_id=slot_id)
    require_runner(resource=slot.resource, actor=actor)
    if slot.ends_at <= now:
        raise SlotInPastError
    state = IN_LOTTERY if is_in_lottery(municipality_id=municipality_id, slot_id=slot_id) else OPEN
    Slot.objects.filter(municipality_id=municipality_id, pk=slot_id).update(state=state, closed_reason="")
    story = Story(municipality_id=municipality_id, actor=actor.log_name, now=now)
    story.note(f"bookings.slot:{slot_id}", "slot_reopened")
    story.tell()
