"""One drawing of a KPI chart: every sign, line and word with its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.translation import gettext as _

from shirube.ui.charts.axes import ValueTick, YearTick, tick_texts, value_ticks, year_ticks
from shirube.ui.charts.labels import Label, place_label, text_width
from shirube.ui.charts.points import LineChart, Point
from shirube.ui.charts.scale import Box, Plane, Scale, nice_scale, years_of
from shirube.ui.figures import format_figure

Place = tuple[float, float]
_MANY = 8


@dataclass(frozen=True, slots=True)
class Paper:
    """The size of a drawing and of its letters, in its own units."""

    name: str
    width: float
    height: float
    letters: float


# Two papers, because letters that shrink with the drawing cannot be read on a phone.
WIDE = Paper("wide", 720, 380, 16)
NARROW = Paper("narrow", 320, 320, 15)


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign at (x, y): diamond (baseline), dot or, where they are many, point (reading), ring and flag (targets)."""

    shape: str
    x: float
    y: float

    @property
    def box(self) -> Box:
        if self.shape == "flag":
            return Box(self.x - 16, self.y - 24, self.x + 4, self.y + 4)
        return Box(self.x - 8, self.y - 8, self.x + 8, self.y + 8)


@dataclass(frozen=True, slots=True)
class Today:
    """A line across the field at `x`, its word starting at `word_x`."""

    word: str
    x: float
    word_x: float
    box: Box
    line: Box

    @property
    def boxes(self) -> list[Box]:
        return [self.box, self.line]


@dataclass(frozen=True, slots=True)
class LineDrawing:
    """All places of one drawing. `readings` and `path` are SVG path data, empty where there is no line to draw.

    `level_y` is the height of a target that stands alone; None where a path leads to it.
    """

    paper: Paper
    field: Box
    value_ticks: tuple[ValueTick, ...]
    year_ticks: tuple[YearTick, ...]
    readings: str
    path: str
    level_y: float | None
    today: Today | None
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]


def draw(chart: LineChart, paper: Paper, language: str) -> LineDrawing | None:
    """The chart on `paper`; None where it has no value at all."""
    if not chart.points:
        return None
    plane = _plane(chart, paper)
    marks = _marks(chart, plane)
    today = _today(chart, plane, paper)
    return LineDrawing(
        paper=paper,
        field=plane.box,
        value_ticks=value_ticks(plane),
        year_ticks=year_ticks(plane, paper.letters, language),
        readings=_line(_places(_course(chart), plane)),
        path=_path(chart, plane),
        level_y=plane.y(chart.path[0].value) if len(chart.path) == 1 and chart.baseline is None else None,
        today=today,
        marks=marks,
        labels=_labels(chart, plane, paper, [mark.box for mark in marks] + (today.boxes if today else [])),
    )


def scale_of(chart: LineChart) -> Scale:
    """The value axis of a chart that has at least one value."""
    return nice_scale([point.value for point in chart.points], chart.decimals)


def _plane(chart: LineChart, paper: Paper) -> Plane:
    scale = scale_of(chart)
    left = max(text_width(text, paper.letters) for text in tick_texts(scale)) + 10
    box = Box(round(left, 1), paper.letters * 3.5, paper.width - 14, paper.height - paper.letters * 2)
    days = [point.on for point in chart.points] + ([chart.now] if chart.now else [])
    return Plane(box, years_of(days), scale)


def _places(points: Sequence[Point], plane: Plane) -> list[Place]:
    return [(plane.x(point.on), plane.y(point.value)) for point in points]


def _marks(chart: LineChart, plane: Plane) -> tuple[Mark, ...]:
    shapes = ["diamond"] * (chart.baseline is not None) + _reading_shapes(len(chart.readings))
    shapes += ["ring"] * (len(chart.path) - 1) + ["flag"] * bool(chart.path)
    return tuple(
        Mark(shape, x, y) for shape, (x, y) in zip(shapes, _places(chart.points, plane), strict=True)
    )


def _reading_shapes(count: int) -> list[str]:
    """Many full dots would run into one: only the latest stays large."""
    return ["dot"] * count if count <= _MANY else ["point"] * (count - 1) + ["dot"]


def _line(places: Sequence[Place]) -> str:
    return "M" + " L".join(f"{x} {y}" for x, y in places) if len(places) > 1 else ""


def _course(chart: LineChart) -> tuple[Point, ...]:
    """What was measured, the baseline included; a baseline alone is no course."""
    return (chart.baseline, *chart.readings) if chart.baseline and chart.readings else chart.readings


def _way(chart: LineChart) -> tuple[Point, ...]:
    return (chart.baseline, *chart.path) if chart.baseline and chart.path else chart.path


def _path(chart: LineChart, plane: Plane) -> str:
    places = _places(_way(chart), plane)
    if not chart.stepped or len(places) < 2:
        return _line(places)
    return f"M{places[0][0]} {places[0][1]}" + "".join(f" V{y} H{x}" for x, y in places[1:])


def _today(chart: LineChart, plane: Plane, paper: Paper) -> Today | None:
    if chart.now is None:
        return None
    text = chart.now_label or _("今日")
    x, width = plane.x(chart.now), text_width(text, paper.letters)
    left = min(max(x - width / 2, plane.box.left), paper.width - width - 2)
    top = plane.box.top - paper.letters * 1.6
    word = Box(left, top, left + width, top + paper.letters * 1.3)
    return Today(text, x, round(left, 1), word, Box(x - 1, plane.box.top, x + 1, plane.box.bottom))


def _labels(chart: LineChart, plane: Plane, paper: Paper, avoid: list[Box]) -> tuple[Label, ...]:
    field = Box(plane.box.left + 2, paper.letters * 1.5, paper.width - 2, plane.box.bottom - 2)
    line = _samples(_places(_course(chart), plane)) + _samples(_places(_way(chart), plane))
    labels: list[Label] = []
    for text, point in _wordings(chart):
        at = (plane.x(point.on), plane.y(point.value))
        label = place_label(
            text,
            at=at,
            size=paper.letters,
            field=field,
            avoid=avoid + [label.box for label in labels],
            line=line,
        )
        labels.append(label)
    return tuple(labels)


def _wordings(chart: LineChart) -> list[tuple[str, Point]]:
    """Only the three values a reader looks for have words; the others are in the table."""
    named = [(_("目標"), chart.path[-1:]), (_("最新"), chart.readings[-1:])]
    named.append((_("現状"), (chart.baseline,) if chart.baseline else ()))
    unit = chart.unit if chart.unit in {"%", "％"} else ""
    return [
        (f"{name} {format_figure(point.value, unit, chart.decimals)}", point)
        for name, points in named
        for point in points
    ]


def _samples(places: Sequence[Place]) -> list[Place]:
    return [
        (ax + (bx - ax) * step / 24, ay + (by - ay) * step / 24)
        for (ax, ay), (bx, by) in pairwise(places)
        for step in range(25)
    ]
