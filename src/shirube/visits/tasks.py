"""The counter's nightly work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.jobs import interface as jobs
from shirube.visits.commands import learning, reserving


@jobs.task(title="窓口の一日の締めと待ち時間の学習")
def tidy_counter(*, municipality_id: UUID, due_at: str) -> None:
    """Close what nobody closed, learn from the day, and forget names of long ago."""
    now = datetime.fromisoformat(due_at)
    learning.close_forgotten_days(municipality_id=municipality_id, now=now)
    learning.end_missed(municipality_id=municipality_id, now=now)
    learning.learn_times(municipality_id=municipality_id, now=now)
    learning.forget_visitors(municipality_id=municipality_id, now=now)


@jobs.task(title="予約して来る人の確かめ")
def expect_reservations(*, municipality_id: UUID, due_at: str) -> None:
    """Everybody who has reserved for today or tomorrow is expected, whatever was lost on the way."""
    reserving.expect_reservations(municipality_id=municipality_id, now=datetime.fromisoformat(due_at))
