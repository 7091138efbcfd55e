"""The room's background work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.applications import registry
from shirube.applications.commands import chain, entries, keeping, nagging
from shirube.applications.commands.running import run_case_chain
from shirube.files import interface as files
from shirube.jobs import interface as jobs
from shirube.kernel.clock import read_clock


@jobs.task(title="申請の受付後の処理", priority=10)
def run_chain(*, municipality_id: UUID, case_id: str) -> None:
    """Do what is left of the case's chain, step by step; each step commits by itself."""
    run_case_chain(municipality_id=municipality_id, case_id=UUID(case_id), now=read_clock())


@jobs.task(title="受付後の処理の見回り")
def sweep(*, municipality_id: UUID, due_at: str) -> None:
    """Order anew the chains whose job has vanished."""
    chain.sweep_chains(municipality_id=municipality_id, now=datetime.fromisoformat(due_at))


@jobs.task(title="待っている申請を課に知らせる")
def nag(*, municipality_id: UUID, due_at: str) -> None:
    """The daily letter to the sections."""
    nagging.nag_sections(municipality_id=municipality_id, now=datetime.fromisoformat(due_at))


@jobs.task(title="下書きと保存期間の終わった申請の整理")
def keep(*, municipality_id: UUID, due_at: str) -> None:
    """Warn of what will be forgotten, and forget what was announced."""
    now = datetime.fromisoformat(due_at)
    keeping.warn_of_expiring_drafts(municipality_id=municipality_id, now=now)
    keeping.forget_expired_drafts(municipality_id=municipality_id, now=now)
    entries.forget_expired_entries(municipality_id=municipality_id, now=now)
    keeping.announce_forgetting(municipality_id=municipality_id, now=now)
    keeping.forget_cases(municipality_id=municipality_id, now=now)
    files.write_forgettings(municipality_id=municipality_id)


registry.work.register(registry.Work(registry.RUN_CHAIN, run_chain))
