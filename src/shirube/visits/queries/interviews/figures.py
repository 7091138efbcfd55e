"""What interviews tell of the counter, without a word of anybody: of the fiscal year up to a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from shirube.kernel.calendar import fiscal_year_of
from shirube.kernel.clock import JAPAN
from shirube.visits.models import Interview, InterviewCase

_GOOD = 3


def count_sheets_not_written(*, municipality_id: UUID, on: date) -> int:
    since, until = _year(on)
    return InterviewCase.objects.filter(
        municipality_id=municipality_id,
        interview__municipality_id=municipality_id,
        interview__confirmed_at__gte=since,
        interview__confirmed_at__lt=until,
    ).count()


def count_by_package(*, municipality_id: UUID, on: date) -> Mapping[str, int]:
    """Interviews handed in, by package."""
    rows = _done(municipality_id, on).values_list("package").annotate(n=Count("pk"))
    return dict(rows.order_by("package"))


def count_ratings(*, municipality_id: UUID, on: date) -> tuple[int, int]:
    """How many tapped the best of three, and how many tapped at all."""
    rated = _done(municipality_id, on).filter(rating__isnull=False)
    return rated.filter(rating=_GOOD).count(), rated.count()


def _done(municipality_id: UUID, on: date) -> QuerySet[Interview]:
    since, until = _year(on)
    return Interview.objects.filter(
        municipality_id=municipality_id, confirmed_at__gte=since, confirmed_at__lt=until
    )


def _year(on: date) -> tuple[datetime, datetime]:
    start = datetime.combine(date(fiscal_year_of(on), 4, 1), time(), tzinfo=JAPAN)
    return start, datetime.combine(on + timedelta(days=1), time(), tzinfo=JAPAN)
