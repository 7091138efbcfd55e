"""The room's own background work."""

from __future__ import annotations

from shirube.jobs.commands.pruning import prune_finished_jobs
from shirube.jobs.registry import task
from shirube.kernel.clock import read_clock


@task(title="終わった仕事の記録を片づける", priority=-50)
def prune(*, due_at: str) -> None:  # noqa: ARG001 — every scheduled task is told when it was due.
    """Nightly."""
    prune_finished_jobs(now=read_clock())
