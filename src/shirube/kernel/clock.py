"""The only place that reads the wall clock; entrances call it and pass the moment on as `now`."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from shirube.kernel.calendar import JAPAN

__all__ = ["JAPAN", "japan_date", "read_clock"]


def read_clock() -> datetime:
    return timezone.now()


def japan_date(moment: datetime) -> date:
    """The calendar day of `moment` in Japan."""
    return moment.astimezone(JAPAN).date()
