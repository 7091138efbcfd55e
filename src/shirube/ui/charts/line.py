"""The KPI chart for a page (two widths, words, table) and for a PDF (one SVG document)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string

from shirube.ui.charts.drawing import NARROW, WIDE, LineDrawing, draw, scale_of
from shirube.ui.charts.labels import text_width
from shirube.ui.charts.points import LineChart
from shirube.ui.charts.words import LegendEntry, LineRow, describe, legend_of, notes_of, rows_of

_ROW = 28.0
# By name, first found: a PDF has no style sheet, and its renderer no idea of a Japanese default.
FONTS = "IPAexGothic, Noto Sans JP, Noto Sans CJK JP, sans-serif"


@dataclass(frozen=True, slots=True)
class LineView:
    """What `ui/charts/line.html` draws; `wide` and `narrow` are None where the chart has no value at all."""

    identifier: str
    title: str
    unit: str
    description: str
    wide: LineDrawing | None
    narrow: LineDrawing | None
    legend: tuple[LegendEntry, ...]
    notes: tuple[str, ...]
    rows: tuple[LineRow, ...]

    @property
    def drawings(self) -> tuple[LineDrawing, ...]:
        return tuple(drawing for drawing in (self.narrow, self.wide) if drawing)


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """An entry of the legend under the drawing of a document."""

    shape: str
    label: str
    x: float
    y: float


def draw_line(chart: LineChart, *, identifier: str, language: str = "ja") -> LineView:
    """The view of `chart`; `identifier` must be unique on its page (ids of title and description are made of it)."""
    return LineView(
        identifier=identifier,
        title=chart.title,
        unit=chart.unit,
        description=describe(chart, language),
        wide=draw(chart, WIDE, language),
        narrow=draw(chart, NARROW, language),
        legend=legend_of(chart),
        notes=notes_of(chart, starts_at_zero=bool(chart.points) and scale_of(chart).starts_at_zero),
        rows=rows_of(chart, language),
    )


def render_line_svg(chart: LineChart, *, language: str = "ja", font: str = FONTS) -> str:
    """A complete SVG document with legend, for a PDF: no style sheet, letters in the `font` named.

    A chart without any value says so; it is never an empty field.
    """
    view = draw_line(chart, identifier="chart", language=language)
    legend = _placed(view.legend)
    height = WIDE.height + (legend[-1].y - WIDE.height + 16 if legend else 0)
    context = {"chart": view, "drawing": view.wide, "legend": legend, "font": font, "height": height}
    return render_to_string("ui/charts/line_document.svg", context)


def _placed(entries: Sequence[LegendEntry]) -> list[PlacedEntry]:
    placed: list[PlacedEntry] = []
    x, y = 8.0, WIDE.height + 30
    for entry in entries:
        width = 52 + text_width(entry.label, WIDE.letters)
        if x + width > WIDE.width:
            x, y = 8.0, y + _ROW
        placed.append(PlacedEntry(entry.shape, entry.label, round(x, 1), y))
        x += width + 20
    return placed
