"""The marks along the two axes, as many as can be read."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from shirube.kernel.calendar import fiscal_year_bounds, format_fiscal_year
from shirube.ui.charts.labels import text_width
from shirube.ui.charts.scale import Plane, Scale
from shirube.ui.figures import format_number

_OVERHANG = 6.0


@dataclass(frozen=True, slots=True)
class ValueTick:
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class YearTick:
    """A fiscal year: `edge_x` is where it begins, `x` the middle of its name; `text` is empty where names would touch."""

    edge_x: float
    x: float
    text: str


def value_ticks(plane: Plane) -> tuple[ValueTick, ...]:
    return tuple(
        ValueTick(plane.y(value), text)
        for value, text in zip(plane.scale.ticks, tick_texts(plane.scale), strict=True)
    )


def tick_texts(scale: Scale) -> list[str]:
    """The marks of the value axis in words, from the lowest, with no more places than they need."""
    return [format_number(value, scale.decimals) for value in scale.ticks]


def year_ticks(plane: Plane, letters: float, language: str) -> tuple[YearTick, ...]:
    """One tick a year; names go back from the last year, which is the one of the target."""
    years = range(plane.years.first, plane.years.last + 1)
    width = max(text_width(_name(year, language), letters) for year in years)
    column = (plane.box.right - plane.box.left) / plane.years.count
    # The last name is moved inwards where its column is too narrow, and needs that much more room.
    moved = max(0.0, (width - column) / 2 - _OVERHANG)
    every = max(1, ceil((width + moved + 4) / column))
    return tuple(
        _tick(plane, year, _name(year, language) if (plane.years.last - year) % every == 0 else "", width)
        for year in years
    )


def _tick(plane: Plane, year: int, text: str, width: float) -> YearTick:
    begin, end = (plane.x(day) for day in fiscal_year_bounds(year))
    middle = min((begin + end) / 2, plane.box.right + _OVERHANG - width / 2) if text else (begin + end) / 2
    return YearTick(begin, round(middle, 1), text)


def _name(year: int, language: str) -> str:
    # The long form of plain Japanese does not fit under a column; the table below the chart has it.
    return format_fiscal_year(year, "en" if language == "en" else "ja")
