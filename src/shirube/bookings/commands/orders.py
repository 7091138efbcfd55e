"""Work that a worker does later: letters, and the end of holds. Ordered in the same transaction, so never lost."""

from __future__ import annotations

from shirube.bookings.models import Group, Reservation, Slot
from shirube.jobs import interface as jobs
from shirube.kernel.transactions import step

TELL = "shirube.bookings.tasks.tell_booker"
TELL_GROUP = "shirube.bookings.tasks.tell_group"
EXPIRE = "shirube.bookings.tasks.end_hold"
NEXT_IN_ORDER = "shirube.bookings.tasks.pass_on"


@step
def order_letter(*, row: Reservation, letter: str) -> None:
    """A worker writes it, with the calendar's file, after the commit."""
    jobs.enqueue(
        TELL,
        municipality_id=row.municipality_id,
        reservation_id=str(row.pk),
        letter=letter,
        revision=row.revision,
    )


@step
def order_group_letter(*, row: Group, letter: str) -> None:
    """The same to the representative of a group."""
    jobs.enqueue(
        TELL_GROUP,
        municipality_id=row.municipality_id,
        group_id=str(row.pk),
        letter=letter,
        revision=row.revision,
    )


@step
def order_expiry(*, row: Reservation) -> None:
    """A worker ends the hold when its time has come."""
    jobs.enqueue(
        EXPIRE, municipality_id=row.municipality_id, run_after=row.hold_until, reservation_id=str(row.pk)
    )


@step
def order_passing(*, slot: Slot) -> None:
    """A worker gives what became free in a lottery's slot to the next in the order of its draw."""
    jobs.enqueue(NEXT_IN_ORDER, municipality_id=slot.municipality_id, slot_id=str(slot.pk))
