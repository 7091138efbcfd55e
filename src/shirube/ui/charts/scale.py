"""From values and days to places on the paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from shirube.kernel.calendar import fiscal_year_bounds, fiscal_year_of

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))


@dataclass(frozen=True, slots=True)
class Scale:
    """A value axis from `low` to `high` with a mark every `step`; all three are round numbers."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        count = int((self.high - self.low) / self.step)
        return tuple(self.low + self.step * number for number in range(count + 1))

    @property
    def decimals(self) -> int:
        """Places that the marks need: 0 for 10, 20, 30; 1 for 0.5, 1.0, 1.5."""
        return max(0, -int(self.step.normalize().as_tuple().exponent))

    @property
    def starts_at_zero(self) -> bool:
        return self.low == 0


def nice_scale(values: Sequence[Decimal], decimals: int, most: int = 6) -> Scale:
    """A scale that holds all `values` with at most `most` + 1 marks, none finer than `decimals` places.

    It starts at 0 unless that would press several figures into the upper half; the chart then says so in words.
    """
    finest = Decimal(1).scaleb(-decimals)
    low, high = min(values), max(values)
    if low >= 0 and (low == high or low <= high / 2):
        low = Decimal(0)
    if low == high:
        high = low + finest
    step = max(finest, _round_step((high - low) / (most - 1)))
    return Scale(_snap(low, step, ROUND_FLOOR), _snap(high, step, ROUND_CEILING), step)


def _round_step(rough: Decimal) -> Decimal:
    power = Decimal(1).scaleb(rough.adjusted())
    return next(step * power for step in _STEPS if step * power >= rough)


def _snap(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding) * step


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the units of the drawing; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        width = min(self.right, other.right) - max(self.left, other.left)
        if width <= 0:
            return 0.0
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * max(0.0, height)

    def holds(self, other: Box) -> bool:
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Years:
    """A time axis of whole fiscal years, `first` to `last` inclusive."""

    first: int
    last: int

    @property
    def count(self) -> int:
        return self.last - self.first + 1

    def position(self, day: date) -> float:
        """0 at the first day of the first year, 1 at the end of the last; days outside are brought to the edge."""
        start, end = fiscal_year_bounds(self.first)[0], fiscal_year_bounds(self.last)[1]
        return min(1.0, max(0.0, (day - start).days / (end - start).days))


def years_of(days: Iterable[date]) -> Years:
    """The fiscal years that hold all `days`, at least two, so that a single value does not fill the paper."""
    years = [fiscal_year_of(day) for day in days]
    first, last = min(years), max(years)
    return Years(first, max(last, first + 1))


@dataclass(frozen=True, slots=True)
class Plane:
    """The field of a chart: years across, values upwards."""

    box: Box
    years: Years
    scale: Scale

    def x(self, day: date) -> float:
        return round(self.box.left + (self.box.right - self.box.left) * self.years.position(day), 1)

    def y(self, value: Decimal) -> float:
        share = float((value - self.scale.low) / (self.scale.high - self.scale.low))
        return round(self.box.bottom - (self.box.bottom - self.box.top) * share, 1)
