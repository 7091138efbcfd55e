"""The figures behind the counter's measures, of the 30 days that end with a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from shirube.visits.domain.states import StepState, VisitState
from shirube.visits.models import Visit, VisitService

PERIOD = timedelta(days=29)


@dataclass(frozen=True, slots=True)
class Timed:
    """A service of a visit, and the seconds that are measured."""

    step_id: UUID
    seconds: int


@dataclass(frozen=True, slots=True)
class Counted:
    """Some of `visit_ids`: how many fulfil what is asked."""

    part: int
    visit_ids: Sequence[UUID]


def list_waits(*, municipality_id: UUID, on: date) -> Sequence[Timed]:
    """From when a service could have been called until it was, of all that were called."""
    return _timed(municipality_id, on, "waited_seconds")


def list_services(*, municipality_id: UUID, on: date) -> Sequence[Timed]:
    """At the desk, of services that were brought to their end."""
    return _timed(municipality_id, on, "served_seconds", state=StepState.DONE)


def count_reserved(*, municipality_id: UUID, on: date) -> Counted:
    """Of all who came, those with a reservation."""
    came = _came(municipality_id, on).values_list("pk", "reservation_id")
    rows = list(came)
    return Counted(sum(reserved is not None for _id, reserved in rows), [visit_id for visit_id, _r in rows])


def count_one_stop(*, municipality_id: UUID, on: date) -> Counted:
    """Of all visits brought to their end, those in which two services or more, or a whole package, were done."""
    done = Q(steps__state=StepState.DONE)
    rows = (
        _came(municipality_id, on)
        .filter(state=VisitState.DONE)
        .annotate(
            services=Count("steps", filter=done),
            packages=Count("steps", filter=done & ~Q(steps__service__package="")),
        )
        .values_list("pk", "services", "packages")
    )
    found = list(rows)
    several = sum(services > 1 or packages > 0 for _id, services, packages in found)
    return Counted(several, [visit_id for visit_id, *_rest in found])


def _came(municipality_id: UUID, on: date) -> QuerySet[Visit]:
    return Visit.objects.filter(
        municipality_id=municipality_id,
        day__gt=on - PERIOD - timedelta(days=1),
        day__lte=on,
        arrived_at__isnull=False,
    ).order_by()


def _timed(municipality_id: UUID, on: date, field: str, **only: str) -> Sequence[Timed]:
    rows = VisitService.objects.filter(
        municipality_id=municipality_id,
        day__gt=on - PERIOD - timedelta(days=1),
        day__lte=on,
        **{f"{field}__isnull": False},
        **only,
    ).order_by()
    return [Timed(*row) for row in rows.values_list("pk", field)]
