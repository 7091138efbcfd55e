"""Work that a worker does later for a lottery. Ordered in the same transaction, so never lost."""

from __future__ import annotations

from shirube.bookings.models import Lottery, LotteryEntry
from shirube.jobs import interface as jobs
from shirube.kernel.transactions import step

MOVE_ON = "shirube.bookings.tasks.move_lottery"
TELL = "shirube.bookings.tasks.tell_entrant"


@step
def order_next_steps(row: Lottery, *, at_once: bool = False) -> None:
    """The closing, the draw and the opening to all, each for its moment; or whatever is due now."""
    for moment in [None] if at_once else sorted({row.closes_at, row.draws_at, row.opens_at}):
        jobs.enqueue(MOVE_ON, municipality_id=row.municipality_id, run_after=moment, lottery_id=str(row.pk))


@step
def order_entry_letter(*, row: LotteryEntry, letter: str) -> None:
    jobs.enqueue(
        TELL,
        municipality_id=row.municipality_id,
        entry_id=str(row.pk),
        letter=letter,
        revision=row.revision,
    )
