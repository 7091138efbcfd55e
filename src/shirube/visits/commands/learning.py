"""Nightly: learning from what was measured, closing days that nobody closed, and forgetting who came."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from shirube.accounts.interface import SYSTEM
from shirube.bookings import interface as bookings
from shirube.kernel.clock import JAPAN, japan_date
from shirube.kernel.errors import DomainError
from shirube.kernel.transactions import command
from shirube.visits.commands.desks import DayClosedError, close_day
from shirube.visits.domain.learning import (
    ENOUGH,
    ERROR_OVER,
    LEARNS_FROM,
    Part,
    error_of,
    part_of,
    percentile,
)
from shirube.visits.domain.states import OPEN_STEPS, StepState, VisitState
from shirube.visits.models import LearnedTime, Visit, VisitService

logger = logging.getLogger(__name__)

# Names and addresses serve the day itself and questions of the days after.
NAMES_KEPT = timedelta(days=30)
Key = tuple[UUID, Part]


@command
def learn_times(*, municipality_id: UUID, now: datetime) -> int:
    """Learn anew how long each service takes by the part of the day, and how far promises were off. How many rows.

    Cost: reads each service done in the last 60 days once, two numbers of each.
    """
    served = _served(municipality_id, japan_date(now) - LEARNS_FROM)
    promised = _promised(municipality_id, japan_date(now) - ERROR_OVER)
    LearnedTime.objects.filter(municipality_id=municipality_id).delete()
    rows = [
        _learned(municipality_id, key, served.get(key, ()), promised.get(key, ()), now)
        for key in sorted({*served, *promised})
    ]
    LearnedTime.objects.bulk_create(rows)
    return len(rows)


def close_forgotten_days(*, municipality_id: UUID, now: datetime) -> int:
    """End the days before today on which residents are still said to be in the house. How many."""
    open_days = (
        VisitService.objects.filter(
            municipality_id=municipality_id, day__lt=japan_date(now), state__in=OPEN_STEPS
        )
        .exclude(visit__state=VisitState.EXPECTED)
        .order_by("day")
        .values_list("branch_id", "day")
        .distinct()
    )
    return sum(_close(municipality_id, branch_id, day, now) for branch_id, day in list(open_days))


@command
def forget_visitors(*, municipality_id: UUID, now: datetime) -> int:
    """Names, addresses and accounts of those who came long ago go; what was measured stays. How many."""
    old = Visit.objects.filter(municipality_id=municipality_id, day__lt=japan_date(now) - NAMES_KEPT)
    known = old.exclude(sealed="", resident_id__isnull=True)
    return known.update(sealed="", wants_mail=False, resident_id=None)


def end_missed(*, municipality_id: UUID, now: datetime) -> int:
    """Who reserved for a day that is over and never came; their reservations are marked so. How many."""
    missed = Visit.objects.filter(
        municipality_id=municipality_id, day__lt=japan_date(now), state=VisitState.EXPECTED
    )
    found = list(missed.values_list("pk", "reservation_id"))
    for _visit_id, reservation_id in found:
        if reservation_id is not None:
            _mark_no_show(municipality_id, reservation_id, now)
    return _drop(municipality_id, [visit_id for visit_id, _reservation_id in found], now)


def _mark_no_show(municipality_id: UUID, reservation_id: UUID, now: datetime) -> None:
    try:
        bookings.mark_no_show(
            municipality_id=municipality_id, reservation_id=reservation_id, actor=SYSTEM, now=now
        )
    except DomainError as settled:
        # Staff have marked it already, or it is gone.
        logger.info("no-show not marked", extra={"code": settled.code})


@command
def _drop(municipality_id: UUID, ids: Sequence[UUID], now: datetime) -> int:
    VisitService.objects.filter(municipality_id=municipality_id, visit_id__in=ids).update(
        state=StepState.DROPPED
    )
    return Visit.objects.filter(municipality_id=municipality_id, pk__in=ids).update(
        state=VisitState.CANCELLED, ended_at=now
    )


def _close(municipality_id: UUID, branch_id: UUID, day: date, now: datetime) -> bool:
    try:
        close_day(
            municipality_id=municipality_id,
            branch_id=branch_id,
            day=day,
            actor=SYSTEM,
            now=now,
            although_serving=True,
        )
    except DayClosedError:
        return False
    return True


def _served(municipality_id: UUID, since: date) -> Mapping[Key, list[int]]:
    rows = VisitService.objects.filter(
        municipality_id=municipality_id, day__gte=since, state=StepState.DONE, served_seconds__isnull=False
    ).order_by()
    found: defaultdict[Key, list[int]] = defaultdict(list)
    for service_id, called_at, seconds in rows.values_list("service_id", "called_at", "served_seconds"):
        if called_at is not None and seconds is not None:
            found[service_id, part_of(called_at.astimezone(JAPAN))].append(seconds)
    return found


def _promised(municipality_id: UUID, since: date) -> Mapping[Key, list[tuple[int, int]]]:
    rows = VisitService.objects.filter(
        municipality_id=municipality_id,
        day__gte=since,
        promised_seconds__isnull=False,
        waited_seconds__isnull=False,
    ).order_by()
    found: defaultdict[Key, list[tuple[int, int]]] = defaultdict(list)
    for service_id, ready_at, promised, waited in rows.values_list(
        "service_id", "ready_at", "promised_seconds", "waited_seconds"
    ):
        if ready_at is not None and promised is not None and waited is not None:
            found[service_id, part_of(ready_at.astimezone(JAPAN))].append((promised, waited))
    return found


def _learned(
    municipality_id: UUID,
    key: Key,
    served: Sequence[int],
    promised: Sequence[tuple[int, int]],
    now: datetime,
) -> LearnedTime:
    """Too few times teach nothing: `served` 0 leaves the service's own default standing."""
    service_id, part = key
    error = error_of(promised)
    is_enough = len(served) >= ENOUGH
    return LearnedTime(
        municipality_id=municipality_id,
        service_id=service_id,
        part=part.value,
        seconds=percentile(served, 0.5) if is_enough else 0,
        served=len(served) if is_enough else 0,
        learned_at=now,
        promises=error.promises if error else 0,
        error_median_seconds=error.median if error else None,
        error_p90_seconds=error.p90 if error else None,
        within_five_minutes=error.within_five_minutes if error else 0,
    )
