"""Work that the installation does by itself at night, for each municipality."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.files import interface as files
from shirube.jobs import interface as jobs
from shirube.kernel.clock import japan_date, read_clock
from shirube.measures import interface as measures


@jobs.task(title="測れる数値を記録する")
def take_snapshots(*, municipality_id: UUID, due_at: str) -> None:
    """Every measure as of the day that has just ended; a measure that fails does not stop the others."""
    yesterday = date.fromisoformat(due_at[:10]) - timedelta(days=1)
    measures.take_snapshots(
        municipality_id=municipality_id, on=yesterday, now=read_clock(), actor=accounts.SYSTEM.log_name
    )


@jobs.task(title="測れる数値を今の記録で数える")
def count_now(*, municipality_id: UUID) -> None:
    """As of today, which has not ended: the night counts it again."""
    now = read_clock()
    measures.take_snapshots(
        municipality_id=municipality_id, on=japan_date(now), now=now, actor=accounts.SYSTEM.log_name
    )


@jobs.task(title="数値をはじめから数え直す")
def rebuild_measure(*, municipality_id: UUID, measure: str, actor: str) -> None:
    """Every fact of the measure once more; what comes out otherwise is a correction."""
    now, declared = read_clock(), measures.get_declared(measure)
    if declared.rolled is None:
        return
    measures.gather_facts(municipality_id=municipality_id, source=declared.rolled.facts)
    measures.rebuild_measure(
        municipality_id=municipality_id,
        measure=declared,
        through=japan_date(now) - timedelta(days=1),
        now=now,
        actor=actor,
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
