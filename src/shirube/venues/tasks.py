"""The room's background work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.jobs import interface as jobs
from shirube.venues.commands.forgetting import forget_old_words
from shirube.venues.commands.lots import announce_due_lotteries


@jobs.task(title="施設と講座で聞いたことの整理")
def forget(*, municipality_id: UUID, due_at: str) -> None:
    """Forget what has served."""
    forget_old_words(municipality_id=municipality_id, now=datetime.fromisoformat(due_at))


@jobs.task(title="施設の抽選の公示")
def announce_lotteries(*, municipality_id: UUID, due_at: str) -> None:
    """Nightly: those whose entries begin within a month."""
    announce_due_lotteries(municipality_id=municipality_id, now=datetime.fromisoformat(due_at))
