"""The counter's nightly work, and forgetting interviews in time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.jobs import interface as jobs
from shirube.kernel.clock import read_clock
from shirube.visits.commands import learning, reserving
from shirube.visits.commands.interviews.forgetting import forget_expired, forget_if_over


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


@jobs.task(title="記載台の入力を消す", priority=20)
def forget_one(*, municipality_id: UUID, interview_id: str) -> None:
    """At the minute it expires; where somebody has gone on writing meanwhile, at the minute after that."""
    found = UUID(interview_id)
    later = forget_if_over(municipality_id=municipality_id, interview_id=found, now=read_clock())
    if later is not None:
        jobs.enqueue(forget_one, municipality_id=municipality_id, run_after=later, interview_id=interview_id)


@jobs.task(title="期限を過ぎた聞き取りを消す")
def forget_interviews(*, municipality_id: UUID, due_at: str) -> None:
    forget_expired(municipality_id=municipality_id, now=datetime.fromisoformat(due_at))
