"""Work that the installation does by itself at night, for each municipality."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.files import interface as files
from shirube.jobs import interface as jobs
from shirube.kernel.clock import read_clock
from shirube.measures import interface as measures


@jobs.task(title="測れる数値を記録する")
def take_snapshots(*, municipality_id: UUID, due_at: str) -> None:
    """Every measure as of the day that has just ended; a measure that fails does not stop the others."""
    yesterday = date.fromisoformat(due_at[:10]) - timedelta(days=1)
    measures.take_snapshots(
        municipality_id=municipality_id, on=yesterday, now=read_clock(), actor=accounts.SYSTEM.log_name
    )


@jobs.task(title="古いサインインの記録を消す")
def forget_sign_ins(*, municipality_id: UUID, due_at: str) -> None:  # noqa: ARG001 — every scheduled task is told its hour.
    """Sessions that have ended and failed attempts that no longer count are personal data without a purpose."""
    forgetting = (accounts.forget_expired_sessions, accounts.forget_old_attempts, accounts.forget_old_codes)
    for forget in forgetting:
        forget(municipality_id=municipality_id, now=read_clock())


@jobs.task(title="市の署名鍵を替える")
def tend_client_keys(*, municipality_id: UUID, due_at: str) -> None:  # noqa: ARG001 — every scheduled task is told its hour.
    """Before they grow old, and so that providers have read the new one before it is used."""
    accounts.tend_client_keys(municipality_id=municipality_id, now=read_clock())


@jobs.task(title="とっておいた入力を消す")
def forget_kept_inputs(*, municipality_id: UUID, due_at: str) -> None:  # noqa: ARG001 — every scheduled task is told its hour.
    """What was typed when a session had ended is kept for an hour, and not longer."""
    accounts.forget_expired_inputs(municipality_id=municipality_id, now=read_clock())


@jobs.task(title="預かったファイルを片づける")
def tidy_files(*, municipality_id: UUID, due_at: str) -> None:  # noqa: ARG001 — every scheduled task is told its hour.
    """Scan what waited for the scanner, remove what nobody attached and what may no longer be kept."""
    for tidy in (files.scan_waiting_files, files.remove_orphans, files.remove_expired_files):
        tidy(municipality_id=municipality_id, now=read_clock())
