"""The standard processing period (標準処理期間): when a decision is due, and how the clock stands still.

Law: 行政手続法第6条. The days the resident needs for a correction are not counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from shirube.kernel.calendar import DaysUnit, add_business_days, is_business_day


@dataclass(frozen=True, slots=True)
class Period:
    """Counts days of one unit in the calendar of one city."""

    unit: DaysUnit
    closing_days: frozenset[date] = frozenset()

    def due_on(self, start: date, days: int) -> date:
        """The day `days` days after `start`, not counting `start` (民法第140条); before it for a negative number."""
        if self.unit is DaysUnit.CALENDAR:
            return start + timedelta(days=days)
        if days >= 0:
            return add_business_days(start, days, self.closing_days)
        return self._business_days_before(start, -days)

    def days_between(self, start: date, end: date) -> int:
        """The days after `start` up to and including `end`; negative where `end` comes first."""
        if end < start:
            return -self.days_between(end, start)
        if self.unit is DaysUnit.CALENDAR:
            return (end - start).days
        days = (start + timedelta(days=number) for number in range(1, (end - start).days + 1))
        return sum(is_business_day(day, self.closing_days) for day in days)

    def _business_days_before(self, start: date, days: int) -> date:
        day = start
        while days > 0:
            day -= timedelta(days=1)
            days -= is_business_day(day, self.closing_days)
        return day


def days_left(period: Period, paused_on: date, due_on: date) -> int:
    """What is left of the period on the day it pauses; negative where it was over already."""
    return period.days_between(paused_on, due_on)
