"""What a worker says of a job: taken, still at it, done, failed. And what others say of a worker that fell silent.

Every change names the state it starts from in its WHERE clause. So two workers cannot hold one job, and a worker that
was thought dead and comes back cannot finish a job that another has taken over.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from shirube.jobs.models import Job
from shirube.jobs.queries import list_abandoned, list_ready
from shirube.jobs.registry import facts_of
from shirube.kernel.errors import ConflictError, DomainError
from shirube.kernel.prepared import PreparedRead, Small, Value
from shirube.kernel.prepared_writes import PreparedUpdate
from shirube.kernel.transactions import command

WORKER_DIED = "worker_died"


class LeaseLostError(ConflictError):
    """The worker was silent for longer than its lease, and the job has been taken from it."""

    code = "jobs.lease_lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A job in the hands of one worker. `arguments` are those of the call, without the municipality."""

    job_id: UUID
    municipality_id: UUID | None
    task_path: str
    arguments: dict[str, object]
    worker: str
    attempt: int


def take_next_job(*, worker: str, lease: timedelta, now: datetime) -> Claim | None:
    """Take the first job that is due; None when there is none. The lease must be renewed before it runs out.

    Cost: looking costs one indexed read and takes no lock, so an idle worker does not disturb SQLite's one writer.
    """
    for job_id in list_ready(now=now):
        if claim := _take(job_id=job_id, worker=worker, lease=lease, now=now):
            return claim
    return None


def renew_lease(claim: Claim, *, lease: timedelta, now: datetime) -> bool:
    """The sign of life of a worker; False when the job is no longer its own."""
    return bool(_RENEW.update(**_held(claim), until=now + lease))


@command
def finish_job(claim: Claim, *, now: datetime) -> None:
    """The work is done. LeaseLostError where another worker has it now: it will be done twice."""
    _release(claim)
    _SUCCEED.update(job_id=claim.job_id, now=now)


@command
def report_failure(claim: Claim, *, error: Exception, now: datetime) -> bool:
    """Put the job back with its waiting time, or give it up by the task's rule; whether it was given up."""
    _release(claim)
    _note(claim.job_id, error.code if isinstance(error, DomainError) else type(error).__name__, now)
    # Danger: the message of an error may quote personal data; the places in the code do not.
    trace = {
        "exception_class_path": f"{type(error).__module__}.{type(error).__qualname__}",
        "traceback": "".join(traceback.format_tb(error.__traceback__)),
    }
    DBTaskResult.objects.filter(pk=claim.job_id).update(**trace)
    return _put_back(claim.job_id, claim.task_path, claim.attempt, error, now)


def reap_abandoned_jobs(*, now: datetime) -> int:
    """Put back what dead workers held; how many. A job that has killed its worker every time is given up."""
    return sum(
        _reap(job_id=job.pk, attempt=job.attempts, path=job.result.task_path, now=now)
        for job in list_abandoned(now=now)
    )


_TAKEN = PreparedRead(lambda job_id: Job.objects.select_related("result").filter(pk=job_id), job_id=UUID)
# Cost: what is said of every job keeps its SQL (docs/adr/0037); what is said of a failure does not.
_START = PreparedUpdate(
    lambda job_id, now: (
        DBTaskResult.objects.filter(pk=job_id, status=TaskResultStatus.READY),
        {"status": TaskResultStatus.RUNNING, "started_at": now},
    ),
    job_id=UUID,
    now=datetime,
)
_HOLD = PreparedUpdate(
    lambda job_id, worker, until: (
        Job.objects.filter(pk=job_id),
        {"attempts": F("attempts") + 1, "worker": worker, "leased_until": until},
    ),
    job_id=UUID,
    worker=str,
    until=datetime,
)
_SUCCEED = PreparedUpdate(
    lambda job_id, now: (
        DBTaskResult.objects.filter(pk=job_id),
        {
            "status": TaskResultStatus.SUCCESSFUL,
            "finished_at": now,
            "exception_class_path": "",
            "traceback": "",
        },
    ),
    job_id=UUID,
    now=datetime,
)
_HELD: dict[str, type[Value]] = {"job_id": UUID, "worker": str, "attempt": Small}
_RENEW = PreparedUpdate(
    lambda until, **held: (_rows_held(**held), {"leased_until": until}), until=datetime, **_HELD
)
_RELEASE = PreparedUpdate(lambda **held: (_rows_held(**held), {"leased_until": None, "worker": ""}), **_HELD)


@command
def _take(*, job_id: UUID, worker: str, lease: timedelta, now: datetime) -> Claim | None:
    if not _START.update(job_id=job_id, now=now):
        return None
    if not _HOLD.update(job_id=job_id, worker=worker, until=now + lease):
        # A task enqueued past our door has no row of its own yet.
        Job.objects.get_or_create(result_id=job_id)
        _HOLD.update(job_id=job_id, worker=worker, until=now + lease)
    job = _TAKEN.find(job_id=job_id)
    assert job is not None
    return Claim(
        job_id=job_id,
        municipality_id=job.for_municipality,
        task_path=job.result.task_path,
        arguments=job.result.args_kwargs["kwargs"],
        worker=worker,
        attempt=job.attempts,
    )


@command
def _reap(*, job_id: UUID, attempt: int, path: str, now: datetime) -> bool:
    silent = Job.objects.filter(pk=job_id, attempts=attempt, leased_until__lt=now)
    if not silent.update(leased_until=None, worker=""):
        return False
    _note(job_id, WORKER_DIED, now)
    _put_back(job_id, path, attempt, None, now)
    return True


def _held(claim: Claim) -> dict[str, Value]:
    return {"job_id": claim.job_id, "worker": claim.worker, "attempt": claim.attempt}


def _rows_held(job_id: UUID, worker: str, attempt: int) -> QuerySet[Job]:
    return Job.objects.filter(pk=job_id, worker=worker, attempts=attempt, leased_until__isnull=False)


def _release(claim: Claim) -> None:
    if not _RELEASE.update(**_held(claim)):
        raise LeaseLostError(job_id=str(claim.job_id))


def _note(job_id: UUID, error: str, now: datetime) -> None:
    Job.objects.filter(pk=job_id).update(last_error=error[:200], last_failed_at=now)


def _put_back(job_id: UUID, path: str, attempt: int, error: Exception | None, now: datetime) -> bool:
    rule = facts_of(path).rule
    running = DBTaskResult.objects.filter(pk=job_id, status=TaskResultStatus.RUNNING)
    if rule.is_over(attempt=attempt, error=error):
        running.update(status=TaskResultStatus.FAILED, finished_at=now)
        return True
    wait = rule.wait_after(attempt, spread=job_id.int % 1000 / 1000)
    running.update(status=TaskResultStatus.READY, run_after=now + wait)
    return False
