"""Horizontal bars: one value for each name, and one whole divided into its parts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from shirube.ui.figures import format_figure

_TONES = ("success", "info", "warning", "error", "neutral", "unknown")


@dataclass(frozen=True, slots=True)
class Bar:
    """A value of None is unknown: hatched and said in words, never a bar of length 0."""

    label: str
    value: Decimal | None
    note: str = ""
    url: str = ""
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class BarChart:
    """Values ≥ 0; `whole` is what a full bar stands for (100 for shares), by default the largest value."""

    title: str
    unit: str
    decimals: int
    bars: tuple[Bar, ...]
    whole: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BarRow:
    """`length` in hundredths of the full bar; None where the value is unknown."""

    bar: Bar
    length: float | None
    text: str


@dataclass(frozen=True, slots=True)
class BarView:
    title: str
    identifier: str
    rows: tuple[BarRow, ...]


def draw_bars(chart: BarChart, *, identifier: str) -> BarView:
    """The view for `ui/charts/bar.html`. ValueError for a negative value, which a bar from the left cannot show."""
    values = [bar.value for bar in chart.bars if bar.value is not None]
    if any(value < 0 for value in values):
        raise ValueError(f"{chart.title}: a bar cannot show a negative value")
    whole = chart.whole or max(values, default=Decimal(0)) or Decimal(1)
    return BarView(chart.title, identifier, tuple(_row(chart, bar, whole) for bar in chart.bars))


def _row(chart: BarChart, bar: Bar, whole: Decimal) -> BarRow:
    if bar.value is None:
        return BarRow(bar, None, "")
    length = min(100.0, round(float(bar.value / whole) * 100, 2))
    return BarRow(bar, length, format_figure(bar.value, chart.unit, chart.decimals))


@dataclass(frozen=True, slots=True)
class SharePart:
    """`tone` gives colour and pattern: success, info, warning, error, neutral or unknown (hatched)."""

    label: str
    count: int
    tone: str = "info"
    url: str = ""


@dataclass(frozen=True, slots=True)
class Share:
    """A whole and its parts, e.g. the indicators of a plan by how they stand. `unit` follows each count (件)."""

    title: str
    parts: tuple[SharePart, ...]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ShareSegment:
    """`start` and `length` in hundredths of the whole."""

    part: SharePart
    start: float
    length: float
    text: str


@dataclass(frozen=True, slots=True)
class ShareView:
    title: str
    identifier: str
    total: int
    segments: tuple[ShareSegment, ...]


def draw_share(share: Share, *, identifier: str) -> ShareView:
    """The view for `ui/charts/share.html`; parts of 0 stay in the list but have no length. ValueError for other tones."""
    if unknown := {part.tone for part in share.parts} - set(_TONES):
        raise ValueError(f"{share.title}: no such tone: {sorted(unknown)}")
    total = sum(part.count for part in share.parts)
    segments, before = [], 0
    for part in share.parts:
        start, end = (round(100 * count / (total or 1), 2) for count in (before, before + part.count))
        segments.append(
            ShareSegment(part, start, round(end - start, 2), format_figure(Decimal(part.count), share.unit))
        )
        before += part.count
    return ShareView(share.title, identifier, total, tuple(segments))
