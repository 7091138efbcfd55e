"""What a KPI chart is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Point:
    """One value. `on` places it (the last day of a fiscal year for yearly figures); `label` says when, in words.

    Without a label the day itself is written.
    """

    on: date
    value: Decimal
    label: str = ""


@dataclass(frozen=True, slots=True)
class LineChart:
    """A KPI over time: where it began, what was read, and the way to the target.

    `path` holds the intermediate targets and, last, the target; it starts at the baseline where there is one.
    `now` is a day with a line across the field; its word is `now_label`, or "today".
    `stepped` draws the path as steps, for targets that hold for a whole year. A baseline of None is "not measured".
    """

    title: str
    unit: str
    decimals: int
    baseline: Point | None
    readings: tuple[Point, ...]
    path: tuple[Point, ...]
    now: date | None = None
    now_label: str = ""
    stepped: bool = False

    @property
    def points(self) -> tuple[Point, ...]:
        head = (self.baseline,) if self.baseline else ()
        return (*head, *self.readings, *self.path)
