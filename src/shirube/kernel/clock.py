"""The only place that reads the wall clock; entrances call it and pass the moment on as `now`."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

# Law: offices and deadlines follow Japan Standard Time wherever the server stands.
JAPAN = ZoneInfo("Asia/Tokyo")


def read_clock() -> datetime:
    return timezone.now()


def japan_date(moment: datetime) -> date:
    """The calendar day of `moment` in Japan."""
    return moment.astimezone(JAPAN).date()
