"""Forgetting finished jobs."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Q
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from shirube.kernel.transactions import command

# Longer than any schedule may come late (registry.Schedule): a forgotten occurrence would be run again.
KEEP_DONE = timedelta(days=14)
KEEP_FAILED = timedelta(days=90)
CHUNK = 1000


def prune_finished_jobs(*, now: datetime) -> int:
    """Delete jobs done two weeks ago, and failed ones after three months; how many. In short transactions."""
    deleted = 0
    while chunk := _prune_chunk(now=now):
        deleted += chunk
    return deleted


@command
def _prune_chunk(*, now: datetime) -> int:
    done = Q(status=TaskResultStatus.SUCCESSFUL, finished_at__lt=now - KEEP_DONE)
    failed = Q(status=TaskResultStatus.FAILED, finished_at__lt=now - KEEP_FAILED)
    chosen = list(DBTaskResult.objects.filter(done | failed).values_list("pk", flat=True)[:CHUNK])
    DBTaskResult.objects.filter(pk__in=chosen).delete()
    return len(chosen)
