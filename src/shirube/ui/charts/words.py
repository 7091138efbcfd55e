"""What a KPI chart says in words: its description, its table and its legend."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.ui.charts.points import LineChart, Point
from shirube.ui.figures import format_figure


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of the table behind the chart."""

    kind: str
    when: str
    value: str


@dataclass(frozen=True, slots=True)
class LegendEntry:
    shape: str
    label: str


def describe(chart: LineChart, language: str) -> str:
    """Three sentences for readers who do not see the drawing: where it began, where it is, where it should go."""
    return " ".join((_baseline(chart, language), _latest(chart, language), _target(chart, language)))


def rows_of(chart: LineChart, language: str) -> tuple[LineRow, ...]:
    """Every value of the chart in the order of time within its kind."""
    kinds = [(_("現状"), (chart.baseline,) if chart.baseline else ()), (_("実績"), chart.readings)]
    kinds += [(_("途中の目標"), chart.path[:-1]), (_("目標"), chart.path[-1:])]
    return tuple(
        LineRow(kind, when(point, language), format_figure(point.value, chart.unit, chart.decimals))
        for kind, points in kinds
        for point in points
    )


def legend_of(chart: LineChart) -> tuple[LegendEntry, ...]:
    """Only what the drawing shows."""
    entries = (
        (chart.baseline is not None, "diamond", _("現状")),
        (bool(chart.readings), "dot", _("実績")),
        (len(chart.path) > 1 or bool(chart.path and chart.baseline), "ring", _("目標までの道すじ")),
        (bool(chart.path), "flag", _("目標")),
    )
    return tuple(LegendEntry(shape, label) for shown, shape, label in entries if shown)


def notes_of(chart: LineChart, *, starts_at_zero: bool) -> tuple[str, ...]:
    """What a reader must know so as not to be misled."""
    notes = (
        (
            chart.baseline is None and bool(chart.path),
            _("計画をつくったときの値（現状）は、測られていません。"),
        ),
        (not chart.readings, _("計画が始まってからの値は、まだありません。")),
        (not starts_at_zero, _("縦のめもりは0から始まっていません。")),
    )
    return tuple(note for holds, note in notes if holds and chart.points)


def when(point: Point, language: str) -> str:
    return point.label or format_date(point.on, language)


def _baseline(chart: LineChart, language: str) -> str:
    if chart.baseline is None:
        return _("現状は測られていません。")
    return _("現状は%(when)sの%(value)sです。") % _facts(chart, chart.baseline, language)


def _latest(chart: LineChart, language: str) -> str:
    if not chart.readings:
        return _("実績の値はまだありません。")
    return _("最新の値は%(when)sの%(value)sです。") % _facts(chart, chart.readings[-1], language)


def _target(chart: LineChart, language: str) -> str:
    if not chart.path:
        return _("数値の目標はありません。")
    return _("目標は%(when)sの%(value)sです。") % _facts(chart, chart.path[-1], language)


def _facts(chart: LineChart, point: Point, language: str) -> dict[str, str]:
    return {"when": when(point, language), "value": format_figure(point.value, chart.unit, chart.decimals)}
