"""The room's background work."""

from __future__ import annotations

from uuid import UUID

from shirube.inquiries.commands.passing import pass_on_ended
from shirube.inquiries.commands.reminding import remind_due
from shirube.jobs import interface as jobs
from shirube.kernel.clock import read_clock


@jobs.task(title="照会の引き継ぎと、回答のお知らせ")
def tend_inquiries(*, municipality_id: UUID, due_at: str) -> None:  # noqa: ARG001 — every scheduled task is told its hour.
    """What sections owed that have ended goes to those that followed; then who owes an answer is reminded."""
    now = read_clock()
    pass_on_ended(municipality_id=municipality_id, now=now)
    remind_due(municipality_id=municipality_id, now=now)
