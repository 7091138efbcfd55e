"""Words beside the marks of a chart, so placed that none covers another."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shirube.ui.charts.scale import Box

_WIDE = {"W", "F", "A"}
_GAP = 8.0
_BESIDE = 18.0  # clear of a flag


@dataclass(frozen=True, slots=True)
class Label:
    """Words on the paper: (x, y) is the start of the base line."""

    text: str
    x: float
    y: float
    box: Box


def text_width(text: str, size: float) -> float:
    """A fair estimate: the server has no font to measure with. Full-width characters are 1, others 0.6 of the size."""
    return size * sum(1.0 if unicodedata.east_asian_width(letter) in _WIDE else 0.6 for letter in text)


def place_label(
    text: str,
    *,
    at: tuple[float, float],
    size: float,
    field: Box,
    avoid: Sequence[Box],
    line: Iterable[tuple[float, float]],
) -> Label:
    """The best of the places around the mark `at`: inside `field`, clear of `avoid`, then clear of the line's points."""
    places = _places_around(text_width(text, size), at, size)
    # Cost: a line of three years has a thousand points; those out of reach touch none of the places.
    reach = _around(places)
    points = [point for x, y in line if reach.overlap(point := Box(x - 1, y - 1, x + 1, y + 1))]
    best = min(places, key=lambda box: _badness(box, field, avoid, points))
    moved = _pushed_inside(best, field)
    return Label(text, round(moved.left, 1), round(moved.bottom - size * 0.25, 1), moved)


def _places_around(width: float, at: tuple[float, float], size: float) -> list[Box]:
    x, y = at
    height = size * 1.3
    columns = (x - width / 2, x - width, x, x - width - _BESIDE, x + _BESIDE)
    rows = (y - height - _GAP, y + _GAP, y - 2 * height - _GAP)
    around = [(column, row) for row in rows for column in columns]
    beside = [(column, y - height / 2) for column in columns[3:]]
    return [Box(left, top, left + width, top + height) for left, top in around + beside]


def _around(boxes: Sequence[Box]) -> Box:
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def _badness(box: Box, field: Box, avoid: Sequence[Box], points: Sequence[Box]) -> float:
    outside = 0 if field.holds(box) else 1000
    return (
        outside
        + 10 * sum(box.overlap(other) for other in avoid)
        + sum(box.overlap(point) for point in points)
    )


def _pushed_inside(box: Box, field: Box) -> Box:
    right = max(0.0, box.right - field.right)
    down = max(0.0, box.bottom - field.bottom)
    left, top = max(field.left, box.left - right), max(field.top, box.top - down)
    return Box(left, top, left + box.right - box.left, top + box.bottom - box.top)
