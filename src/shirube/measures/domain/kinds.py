"""What kinds of figures there are, and the stretch of time that a shown value speaks of."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from shirube.kernel.calendar import fiscal_year_bounds, fiscal_year_of


class Kind(StrEnum):
    """How a measure's value comes about."""

    COUNT = "count"
    RATIO = "ratio"
    MEAN = "mean"
    MEDIAN = "median"
    SUM = "sum"
    LATEST = "latest"


class Window(StrEnum):
    """The days that the value shown for a day speaks of; each ends with that day."""

    MOMENT = "moment"
    DAY = "day"
    THIRTY_DAYS = "thirty_days"
    MONTH = "month"
    YEAR = "year"

    def begin(self, on: date) -> date:
        """The first day of the window that ends with `on`."""
        begins = {
            Window.MONTH: on.replace(day=1),
            Window.THIRTY_DAYS: on - timedelta(days=29),
            Window.YEAR: fiscal_year_bounds(fiscal_year_of(on))[0],
        }
        return begins.get(self, on)


class Period(StrEnum):
    """What a bucket holds: a day of the city, a month, or a fiscal year (April to March)."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"

    def begin(self, on: date) -> date:
        """The first day of the period that contains `on`."""
        if self is Period.MONTH:
            return on.replace(day=1)
        return fiscal_year_bounds(fiscal_year_of(on))[0] if self is Period.YEAR else on

    def last_day(self, begins_on: date) -> date:
        """The last day of the period that begins on `begins_on`."""
        if self is Period.DAY:
            return begins_on
        days = 366 if self is Period.YEAR else 31
        return self.begin(begins_on + timedelta(days=days)) - timedelta(days=1)
