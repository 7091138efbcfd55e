"""Putting scheduled work into the queue when it comes due, once.

A job of a schedule has an id made from the schedule, the moment and the municipality. The primary key of the queue is
thus the guard: whoever comes second inserts nothing.
"""

from __future__ import annotations

from datetime import datetime
from uuid import NAMESPACE_URL, UUID, uuid5

from shirube.jobs.commands.queue import Order, place_orders
from shirube.jobs.models import Job
from shirube.jobs.registry import Schedule, schedules, task
from shirube.kernel.clock import JAPAN
from shirube.organizations import interface as organizations

# Cost: one transaction inserts at most so many jobs, so that a page's write never waits long for SQLite's one writer.
CHUNK = 200


def enqueue_due_work(*, now: datetime) -> tuple[str, ...]:
    """Put what has come due into the queue; the identifiers of the schedules that were.

    Cost: one read for each schedule; nothing is written unless something is due.
    """
    return tuple(schedule.identifier for schedule in schedules if _enqueue_if_due(schedule, now))


@task(title="定期の仕事を市区町村ごとに分ける", priority=50)
def fan_out(*, identifier: str, due_at: str) -> None:
    """Put one job for each municipality into the queue. May be interrupted and repeated at any point."""
    schedule = schedules[identifier]
    everyone = [municipality.id for municipality in organizations.list_municipalities()]
    for start in range(0, len(everyone), CHUNK):
        place_orders([_order(schedule, due_at, each) for each in everyone[start : start + CHUNK]])


def _enqueue_if_due(schedule: Schedule, now: datetime) -> bool:
    due_at = schedule.when.latest(now.astimezone(JAPAN))
    if now - due_at > schedule.late_by:
        return False
    order = _first_order(schedule, due_at.isoformat())
    if Job.objects.filter(pk=order.id).exists():
        return False
    place_orders([order])
    return True


def _first_order(schedule: Schedule, due_at: str) -> Order:
    if not schedule.per_municipality:
        return _order(schedule, due_at, None)
    return Order(
        id=occurrence_id(schedule.identifier, due_at, None),
        task=fan_out,
        municipality_id=None,
        arguments={"identifier": schedule.identifier, "due_at": due_at},
    )


def _order(schedule: Schedule, due_at: str, municipality_id: UUID | None) -> Order:
    return Order(
        id=occurrence_id(schedule.identifier, due_at, municipality_id),
        task=schedule.task,
        municipality_id=municipality_id,
        arguments={"due_at": due_at},
    )


def occurrence_id(identifier: str, due_at: str, municipality_id: UUID | None) -> UUID:
    """The same for everybody who asks for the same occurrence."""
    return uuid5(NAMESPACE_URL, f"shirube:schedule:{identifier}|{due_at}|{municipality_id or ''}")
