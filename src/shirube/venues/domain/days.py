"""Days in Japan's time: months, and the weeks of a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from shirube.venues.domain.facts import Block

# The same zone as kernel.clock's, which knows Django and so stays out of the domain.
JAPAN = ZoneInfo("Asia/Tokyo")


def is_year_end(day: date) -> bool:
    """29 December to 3 January, when no house of the city is given out, whatever its weekdays."""
    return (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)


def day_of(moment: datetime) -> date:
    return moment.astimezone(JAPAN).date()


def minute_of(moment: datetime) -> int:
    """Minutes after midnight in Japan."""
    local = moment.astimezone(JAPAN)
    return local.hour * 60 + local.minute


def moment_of(day: date, minute: int) -> datetime:
    """The moment so many minutes after midnight in Japan; 1440 is the midnight that ends the day."""
    return datetime(day.year, day.month, day.day, tzinfo=JAPAN) + timedelta(minutes=minute)


def span_of(day: date, block: Block) -> tuple[datetime, datetime]:
    return moment_of(day, block.starts), moment_of(day, block.ends)


def add_months(first: date, months: int) -> date:
    """The first of another month. ValueError outside the calendar."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def weeks_of(month: date) -> Sequence[Sequence[date]]:
    """The weeks, Sunday first as Japanese calendars are, that hold the days of the month."""
    first = month.replace(day=1)
    start = first - timedelta(days=(first.weekday() + 1) % 7)
    after = add_months(first, 1)
    weeks = []
    while start < after:
        weeks.append([start + timedelta(days=number) for number in range(7)])
        start += timedelta(days=7)
    return weeks
