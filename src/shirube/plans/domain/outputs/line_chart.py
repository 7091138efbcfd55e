"""The geometry of a KPI's chart, for print: everything as shares of the field's width and height, y upwards."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any

from shirube.kernel.calendar import fiscal_year_bounds, fiscal_year_of
from shirube.plans.domain.document import KpiItem, ReadingItem
from shirube.plans.domain.grading import path_points

_STEPS = (Decimal(1), Decimal(2), Decimal("2.5"), Decimal(5), Decimal(10))
_INTERVALS = 4
# A scale that begins at 0 shows a share truthfully; far above 0 it would press all movement into a line.
_ZERO_BELOW = Decimal("0.6")

Point = tuple[date, Decimal]


def chart_geometry(kpi: KpiItem, readings: Sequence[ReadingItem]) -> dict[str, Any]:
    """Years, ticks (their values are for the caller to write), the way to the target and the readings.

    `readings` must not be empty.
    """
    path = list(path_points(kpi))
    measured = [(reading.measured_on, reading.value) for reading in readings]
    years = _years([*path, *measured])
    ticks = value_ticks([value for _, value in [*path, *measured]])
    field = _Field(years, ticks)
    return {
        "years": years,
        "ticks": [{"value": tick, "y": field.y(tick)} for tick in ticks],
        "path": [field.place(point) for point in path],
        "readings": [field.place(point) for point in measured],
        "has_baseline": bool(kpi.baseline and kpi.baseline.value is not None),
    }


def value_ticks(values: Sequence[Decimal]) -> list[Decimal]:
    """Round values from below the smallest to above the largest, three to six of them."""
    low, high = min(values), max(values)
    if 0 <= low <= high * _ZERO_BELOW or low == high:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    step = _step(high - low or Decimal(_INTERVALS))
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = max((high / step).to_integral_value(ROUND_CEILING), first + 1)
    return [step * (first + number) for number in range(int(last - first) + 1)]


def _step(width: Decimal) -> Decimal:
    raw = width / _INTERVALS
    size = Decimal(10) ** raw.adjusted()
    return next(size * step for step in _STEPS if size * step >= raw)


def _years(points: Sequence[Point]) -> list[int]:
    years = [fiscal_year_of(day) for day, _ in points]
    return list(range(min(years), max(years) + 1))


class _Field:
    def __init__(self, years: Sequence[int], ticks: Sequence[Decimal]) -> None:
        self._start = fiscal_year_bounds(years[0])[0]
        self._days = (fiscal_year_bounds(years[-1])[1] - self._start).days
        self._low, self._high = ticks[0], ticks[-1]

    def place(self, point: Point) -> list[float]:
        return [round((point[0] - self._start).days / self._days, 4), self.y(point[1])]

    def y(self, value: Decimal) -> float:
        return round(float((value - self._low) / (self._high - self._low)), 4)
