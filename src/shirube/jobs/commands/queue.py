"""Putting work into the queue. Inside a command it commits or vanishes with the command's change: the outbox."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, TypeAlias
from uuid import UUID

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskResultStatus
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult, get_date_max

from shirube.audit import interface as audit
from shirube.jobs.models import Job
from shirube.jobs.queries import JobNotFoundError
from shirube.kernel.errors import ConflictError
from shirube.kernel.ids import new_id
from shirube.kernel.prepared_writes import PreparedInsert, writes_together
from shirube.kernel.transactions import command

_RESULTS = PreparedInsert(DBTaskResult, ignore_conflicts=True)
_JOBS = PreparedInsert(Job, ignore_conflicts=True)
Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"


class JobNotFailedError(ConflictError):
    """Somebody has put the job back already, or it has run since."""

    code = "jobs.job_not_failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One job to be put into the queue."""

    task: Task[..., Any]
    municipality_id: UUID | None
    arguments: Mapping[str, Json]
    id: UUID = field(default_factory=new_id)
    run_after: datetime | None = None


def enqueue(
    task: Task[..., Any] | str,
    *,
    municipality_id: UUID | None,
    run_after: datetime | None = None,
    **arguments: Json,
) -> UUID:
    """Have a worker call `task` in the scope of the municipality, not before `run_after`. The id of the job.

    A command orders work that lies above it (a room's `tasks` call its commands) by the task's import path.
    Within a command the job exists if and only if the command's change does. `arguments` are plain JSON values; they
    lie in the queue unencrypted, so pass ids, never personal data. TypeError when they do not fit the function.
    """
    ordered: Task[..., Any] = import_string(task) if isinstance(task, str) else task
    order = Order(task=ordered, municipality_id=municipality_id, arguments=arguments, run_after=run_after)
    place_orders([order])
    return order.id


def place_orders(orders: Sequence[Order]) -> None:
    """Insert the jobs in one transaction; one whose id is there already stays as it is."""
    for order in orders:
        _check(order)
    # Cost: inside a command one or two inserts and no savepoint; what fails here fails the command.
    with transaction.atomic(savepoint=False), writes_together():
        _RESULTS.insert(*map(_result, orders))
        _JOBS.insert(*map(_job, orders))


@command
def retry_job(*, municipality_id: UUID, job_id: UUID, actor: str, now: datetime) -> None:
    """Put a job that was given up back into the queue with all its attempts. JobNotFoundError, JobNotFailedError."""
    jobs = Job.objects.filter(pk=job_id, for_municipality=municipality_id)
    if not jobs.exists():
        raise JobNotFoundError(job_id=str(job_id))
    failed = DBTaskResult.objects.filter(pk=job_id, status=TaskResultStatus.FAILED)
    if not failed.update(status=TaskResultStatus.READY, run_after=now, finished_at=None):
        raise JobNotFailedError(job_id=str(job_id))
    jobs.update(attempts=0)
    audit.record(
        municipality_id=municipality_id,
        actor=actor,
        action="jobs.job_retried",
        subject=f"jobs.job:{job_id}",
        now=now,
    )


def _check(order: Order) -> None:
    """A call that cannot work must fail where it is ordered, not in a worker at night."""
    scope = {} if order.municipality_id is None else {"municipality_id": order.municipality_id}
    _signature_of(order.task.func).bind(**scope, **order.arguments)
    normalize_json(order.arguments)
    if order.run_after is not None:
        # A copy of a task checks its own settings, a moment without time zone among them.
        order.task.using(run_after=order.run_after)


@cache
def _signature_of(function: Callable[..., Any]) -> inspect.Signature:
    return inspect.signature(function)


def _result(order: Order) -> DBTaskResult[..., Any]:
    return DBTaskResult(
        id=order.id,
        args_kwargs={"args": [], "kwargs": dict(order.arguments)},
        priority=order.task.priority,
        task_path=order.task.module_path,
        queue_name=order.task.queue_name,
        run_after=order.run_after or get_date_max(),
        backend_name=order.task.backend,
    )


def _job(order: Order) -> Job:
    return Job(result_id=order.id, for_municipality=order.municipality_id)
