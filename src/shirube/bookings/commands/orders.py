"""Work that a worker does later: letters, and the end of holds. Ordered in the same transaction, so never lost."""

from __future__ import annotations

from shirube.bookings.models import Reservation
from shirube.jobs import interface as jobs
from shirube.kernel.transactions import step

TELL = "shirube.bookings.tasks.tell_booker"
EXPIRE = "shirube.bookings.tasks.end_hold"


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
def order_expiry(*, row: Reservation) -> None:
    """A worker ends the hold when its time has come."""
    jobs.enqueue(
        EXPIRE, municipality_id=row.municipality_id, run_after=row.hold_until, reservation_id=str(row.pk)
    )
