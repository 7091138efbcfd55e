"""What waits in the queue, and what is stuck."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from shirube.jobs.models import Job
from shirube.jobs.registry import facts_of
from shirube.kernel.errors import NotFoundError
from shirube.kernel.prepared import PreparedRead

# Work that waits longer than this beyond its time says that no worker runs, or too few.
OVERDUE_AFTER = timedelta(minutes=15)

# How django-tasks-db writes "no time set": its greatest date.
AT_ONCE = get_date_max()


class JobNotFoundError(NotFoundError):
    code = "jobs.job_not_found"


class StuckState(StrEnum):
    """Why a job needs somebody: given up, held by a worker that gave no sign of life, or not taken by any."""

    FAILED = "failed"
    ABANDONED = "abandoned"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class StuckJob:
    """`error` is the error's name or code, never its message, which might hold personal data."""

    id: UUID
    title: str
    state: StuckState
    attempts: int
    since: datetime
    error: str


def list_stuck(*, municipality_id: UUID, now: datetime, limit: int = 100) -> Sequence[StuckJob]:
    """The municipality's jobs that will not get on without a person, the longest stuck first."""
    jobs = Job.objects.filter(for_municipality=municipality_id).filter(_stuck(now)).select_related("result")
    ordered = jobs.order_by("result__enqueued_at")[:limit]
    return sorted((_stuck_job(job) for job in ordered), key=lambda stuck: stuck.since)


def find_living(job_ids: Collection[UUID]) -> set[UUID]:
    """Those of the jobs that wait or run: somebody will still do them. A forgotten job is not among them."""
    living = DBTaskResult.objects.filter(status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING])
    return set(living.filter(pk__in=set(job_ids)).values_list("pk", flat=True))


def list_ready(*, now: datetime) -> Sequence[UUID]:
    """Ids of the first jobs a worker may take, in order; whether it still may is decided when it does."""
    return [row.pk for row in _READY.list(now=now)]


# Workers that look at the same time find the same first job; those behind it are for who comes too late.
_READY = PreparedRead(
    lambda now: DBTaskResult.objects.filter(
        Q(run_after__lte=now) | Q(run_after=AT_ONCE), status=TaskResultStatus.READY
    ).only("pk")[:10],
    now=datetime,
)


def list_abandoned(*, now: datetime, limit: int = 100) -> Sequence[Job]:
    """Jobs whose worker gave no sign of life until its lease ran out."""
    held = Job.objects.filter(leased_until__lt=now, result__status=TaskResultStatus.RUNNING)
    return list(held.select_related("result").order_by("leased_until")[:limit])


def _stuck(now: datetime) -> Q:
    limit = now - OVERDUE_AFTER
    failed = Q(result__status=TaskResultStatus.FAILED)
    abandoned = Q(result__status=TaskResultStatus.RUNNING, leased_until__lt=now)
    due = Q(result__run_after__lte=limit) | Q(result__run_after=AT_ONCE, result__enqueued_at__lte=limit)
    return failed | abandoned | (Q(result__status=TaskResultStatus.READY) & due)


def _stuck_job(job: Job) -> StuckJob:
    result = job.result
    due_at = result.enqueued_at if result.run_after == AT_ONCE else result.run_after
    state, since = {
        TaskResultStatus.FAILED: (StuckState.FAILED, job.last_failed_at),
        TaskResultStatus.RUNNING: (StuckState.ABANDONED, job.leased_until),
    }.get(TaskResultStatus(result.status), (StuckState.OVERDUE, due_at))
    return StuckJob(
        id=job.pk,
        title=facts_of(result.task_path).title,
        state=state,
        attempts=job.attempts,
        since=since or result.enqueued_at,
        error=job.last_error,
    )
