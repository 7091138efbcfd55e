"""Background work: the end of holds, letters."""

from __future__ import annotations

from uuid import UUID

from shirube.bookings import interface as bookings
from shirube.jobs import interface as jobs
from shirube.kernel.clock import read_clock


@jobs.task(title="仮押さえの期限切れ")
def end_hold(*, municipality_id: UUID, reservation_id: str) -> None:
    bookings.expire_hold(
        municipality_id=municipality_id, reservation_id=UUID(reservation_id), now=read_clock()
    )


@jobs.task(title="予約のお知らせ")
def tell_booker(*, municipality_id: UUID, reservation_id: str, letter: str, revision: int) -> None:
    """Write what the booker is to know."""
