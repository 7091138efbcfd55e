"""The room's background work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.jobs import interface as jobs
from shirube.kernel.clock import read_clock
from shirube.visits.commands.interviews.forgetting import forget_expired, forget_if_over


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
