"""The room's work by schedule."""

from __future__ import annotations

from uuid import UUID

from shirube.jobs import interface as jobs
from shirube.kernel.clock import read_clock
from shirube.notices.commands.forgetting import forget_contents


@jobs.task(title="届いたお知らせの宛先と内容を消す")
def forget_old_contents(*, municipality_id: UUID, due_at: str) -> None:  # noqa: ARG001 — told to every scheduled task.
    """Nightly."""
    forget_contents(municipality_id=municipality_id, now=read_clock())
