"""Background work: the end of holds, letters, the nightly slots."""

from __future__ import annotations

from uuid import UUID

from shirube.bookings.commands.cutting import extend_slots
from shirube.bookings.commands.releasing import expire_hold
from shirube.bookings.commands.telling import remind_of_tomorrow
from shirube.bookings.commands.telling import tell_booker as tell
from shirube.bookings.queries.slots import list_cut_resources, list_stale_holds
from shirube.jobs import interface as jobs
from shirube.kernel.clock import read_clock


@jobs.task(title="仮押さえの期限切れ")
def end_hold(*, municipality_id: UUID, reservation_id: str) -> None:
    """Ordered with each hold for the moment it ends."""
    expire_hold(municipality_id=municipality_id, reservation_id=UUID(reservation_id), now=read_clock())


@jobs.task(title="予約のお知らせ")
def tell_booker(*, municipality_id: UUID, reservation_id: str, letter: str, revision: int) -> None:
    """Write what the booker is to know."""
    tell(
        municipality_id=municipality_id,
        reservation_id=UUID(reservation_id),
        letter=letter,
        revision=revision,
        now=read_clock(),
    )


@jobs.task(title="予約の枠を先の日まで用意する")
def extend(*, municipality_id: UUID, due_at: str) -> None:
    """Nightly: slots of the days that have come within the horizon."""
    del due_at
    for resource_id in list_cut_resources(municipality_id=municipality_id):
        extend_slots(municipality_id=municipality_id, resource_id=resource_id, now=read_clock())


@jobs.task(title="明日の予約のお知らせ")
def remind(*, municipality_id: UUID, due_at: str) -> None:
    """Daily: the day before."""
    del due_at
    remind_of_tomorrow(municipality_id=municipality_id, now=read_clock())


@jobs.task(title="残った仮押さえの片付け")
def sweep(*, municipality_id: UUID, due_at: str) -> None:
    """Hourly: holds whose own job was given up."""
    del due_at
    now = read_clock()
    for reservation_id in list_stale_holds(municipality_id=municipality_id, now=now):
        expire_hold(municipality_id=municipality_id, reservation_id=reservation_id, now=now)
