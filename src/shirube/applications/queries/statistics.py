"""Figures of cases, also of those that are forgotten: from rows without anything of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from shirube.applications.domain.people import Channel
from shirube.applications.models import CaseStatistic


@dataclass(frozen=True, slots=True)
class ChannelMonth:
    """How many applications came by a channel in the month that begins on `month`."""

    month: date
    channel: Channel
    applications: int


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


def _of(municipality_id: UUID) -> QuerySet[CaseStatistic]:
    return CaseStatistic.objects.filter(municipality_id=municipality_id)
