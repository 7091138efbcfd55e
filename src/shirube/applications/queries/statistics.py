"""Figures of cases, also of those that are forgotten: from rows without anything of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Avg, Count, F, QuerySet
from django.db.models.functions import TruncMonth

from shirube.applications.domain.people import Channel
from shirube.applications.models import CaseStatistic
from shirube.kernel.calendar import fiscal_year_bounds, fiscal_year_of


@dataclass(frozen=True, slots=True)
class ChannelMonth:
    """How many applications came by a channel in the month that begins on `month`."""

    month: date
    channel: Channel
    applications: int


@dataclass(frozen=True, slots=True)
class Part:
    """`part` of `whole` rows."""

    part: int
    whole: int


def count_by_channel_and_month(
    *, municipality_id: UUID, begins_on: date, ends_on: date, procedure_code: str = ""
) -> Sequence[ChannelMonth]:
    """Applications received in [begins_on, ends_on), by month and channel; months without any are missing."""
    rows = _of(municipality_id).filter(submitted_on__gte=begins_on, submitted_on__lt=ends_on)
    if procedure_code:
        rows = rows.filter(procedure_code=procedure_code)
    grouped = rows.annotate(month=TruncMonth("submitted_on")).values("month", "channel").order_by()
    return [
        ChannelMonth(row["month"], Channel(row["channel"]), row["applications"])
        for row in grouped.annotate(applications=Count("pk")).order_by("month", "channel")
    ]


def count_received_in_month(*, municipality_id: UUID, on: date) -> int:
    """Applications by all channels in the month of the day, up to it."""
    rows = _of(municipality_id).filter(submitted_on__gte=on.replace(day=1), submitted_on__lte=on)
    return rows.count()


def count_online(*, municipality_id: UUID, on: date) -> Part:
    """Of the applications of the fiscal year up to the day, those that came online."""
    rows = _of(municipality_id).filter(submitted_on__gte=_year_begin(on), submitted_on__lte=on)
    return Part(rows.filter(channel=Channel.ONLINE).count(), rows.count())


def count_within_standard(*, municipality_id: UUID, on: date) -> Part:
    """Of the cases decided in the fiscal year under a standard period, those decided within it."""
    rows = _decided(municipality_id, on).filter(standard_days__isnull=False)
    return Part(rows.filter(days_used__lte=F("standard_days")).count(), rows.count())


def days_at_percentile(*, municipality_id: UUID, on: date, percent: int) -> tuple[int | None, int]:
    """The days below which `percent` of the year's decided cases lie (nearest rank), and how many cases there are."""
    rows = _decided(municipality_id, on)
    cases = rows.count()
    if not cases:
        return None, 0
    rank = -(-cases * percent // 100)
    return rows.order_by("days_used").values_list("days_used", flat=True)[rank - 1], cases


def average_rounds(*, municipality_id: UUID, on: date) -> tuple[Decimal | None, int]:
    """Correction rounds for each case decided in the fiscal year, and how many cases that were."""
    rows = _decided(municipality_id, on)
    average = rows.aggregate(average=Avg("rounds"))["average"]
    return (None if average is None else Decimal(str(average))), rows.count()


def _decided(municipality_id: UUID, on: date) -> QuerySet[CaseStatistic]:
    # Withdrawn cases have no days: how long the city took was not the city's to say.
    return _of(municipality_id).filter(
        settled_on__gte=_year_begin(on), settled_on__lt=on + timedelta(days=1), days_used__isnull=False
    )


def _year_begin(on: date) -> date:
    return fiscal_year_bounds(fiscal_year_of(on))[0]


def _of(municipality_id: UUID) -> QuerySet[CaseStatistic]:
    return CaseStatistic.objects.filter(municipality_id=municipality_id)
