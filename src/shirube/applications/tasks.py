"""The room's background work."""

from __future__ import annotations

from uuid import UUID

from shirube.applications import registry
from shirube.applications.commands.running import run_case_chain
from shirube.jobs import interface as jobs
from shirube.kernel.clock import read_clock


@jobs.task(title="申請の受付後の処理", priority=10)
def run_chain(*, municipality_id: UUID, case_id: str) -> None:
    """Do what is left of the case's chain, step by step; each step commits by itself."""
    run_case_chain(municipality_id=municipality_id, case_id=UUID(case_id), now=read_clock())


registry.work.register(registry.Work(registry.RUN_CHAIN, run_chain))
