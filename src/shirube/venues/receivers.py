"""What follows from events of bookings: the use of a room goes along with its reservation."""

from __future__ import annotations

from shirube.accounts.interface import SYSTEM
from shirube.bookings import interface as bookings
from shirube.kernel import events
from shirube.kernel.clock import read_clock
from shirube.kernel.scope import municipality_scope
from shirube.venues.commands.connecting import ROOM_OWNER
from shirube.venues.commands.renting import follow_reservation


@events.subscribe(bookings.ReservationMade)
def keep_use(event: bookings.ReservationMade) -> None:
    """Booked on a page of ours the use is there already; drawn in a lottery or typed at the engine's it is made here."""
    _follow(event, is_over=False)


@events.subscribe(bookings.ReservationChanged)
def move_use(event: bookings.ReservationChanged) -> None:
    """Other blocks cost something else."""
    _follow(event, is_over=False)


@events.subscribe(bookings.ReservationCancelled)
def end_use(event: bookings.ReservationCancelled) -> None:
    _follow(event, is_over=True)


@events.subscribe(bookings.ReservationExpired)
def forget_use(event: bookings.ReservationExpired) -> None:
    _follow(event, is_over=True)


def _follow(event: bookings.ReservationEvent, *, is_over: bool) -> None:
    if event.owner != ROOM_OWNER:
        return
    with municipality_scope(event.municipality_id):
        reservation = bookings.get_reservation(
            municipality_id=event.municipality_id, reservation_id=event.reservation_id, actor=SYSTEM
        )
        follow_reservation(
            municipality_id=event.municipality_id,
            reservation=reservation,
            is_over=is_over,
            now=read_clock(),
        )
