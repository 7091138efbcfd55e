"""One measure on a page: its value, what it was made from, how it went, and what was corrected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_date
from shirube.measures.domain.suppression import is_few, is_ratio_told
from shirube.measures.queries.periods import PeriodValue, list_months, list_parts
from shirube.measures.queries.snapshots import CorrectionLine, SnapshotPoint, list_corrections
from shirube.measures.registry import Measure
from shirube.measures.web.words import HIDDEN, KINDS, WINDOWS, figure
from shirube.ui.charts import LineChart, Point, draw_line
from shirube.ui.charts.line import LineView
from shirube.ui.figures import measured_decimals
from shirube.ui.japanese import japanese_words
from shirube.ui.tables import Cell, Column, Table
from shirube.ui.templatetags.ui_text import moment

_CORRECTIONS_SHOWN = 30


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry of ui/components/definition_list.html."""

    term: str
    text: str | None
    missing: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ValuePage:
    """`value` is None where nothing was measured (`reason` says why) or where it is not told (`is_hidden`)."""

    name: str
    value: str | None
    reason: str
    is_hidden: bool
    day: str
    facts: tuple[Fact, ...]
    chart: LineView


def value_page(
    municipality_id: UUID,
    measure: Measure,
    shown: SnapshotPoint | None,
    on: date,
    language: str,
    *,
    public: bool,
) -> ValuePage:
    is_hidden = public and shown is not None and is_value_hidden(measure, shown)
    months = list_months(municipality_id=municipality_id, measure=measure, on=on, public=public)
    return ValuePage(
        name=measure.names.in_language(language),
        value=figure(shown.value, measure.unit) if shown and not is_hidden else None,
        reason=str(HIDDEN) if is_hidden else (shown.reason if shown else ""),
        is_hidden=is_hidden,
        day=format_date(shown.on, language) if shown else "",
        facts=tuple(_facts(measure, shown, language, is_hidden=is_hidden)),
        chart=draw_line(_chart(measure, months), identifier="measure-chart", language=language),
    )


def is_value_hidden(measure: Measure, shown: SnapshotPoint) -> bool:
    """Whether the public would learn of few people from the value."""
    if not measure.people:
        return False
    return is_few(shown.value) or not is_ratio_told(shown.numerator, shown.denominator)


def _facts(
    measure: Measure, shown: SnapshotPoint | None, language: str, *, is_hidden: bool
) -> Iterator[Fact]:
    yield Fact(_("数え方"), japanese_words(measure.formula, language))
    yield Fact(_("種類"), str(KINDS[measure.kind]))
    yield Fact(_("いつの分か"), str(WINDOWS[measure.window]))
    yield Fact(_("出典"), japanese_words(shown.source if shown else measure.source, language))
    if shown is None:
        return
    for term, value in ((_("分子"), shown.numerator), (_("分母"), shown.denominator)):
        if value is not None:
            yield Fact(term, None if is_hidden else figure(value, ""), missing=str(HIDDEN))
    if not measure.people:
        yield Fact(
            _("もとの行の数"),
            figure(Decimal(shown.rows_total), "")
            if shown.rows_total
            else _("数えるだけで、行は残していません"),
        )
    yield Fact(_("計算した日時"), moment(shown.computed_at))
    if shown.corrected_at:
        yield Fact(
            _("訂正した日時"), moment(shown.corrected_at), note=_("あとから届いた記録や訂正で変わりました。")
        )


def _chart(measure: Measure, months: Sequence[PeriodValue]) -> LineChart:
    readings = tuple(Point(one.ends_on, round(one.value, 1)) for one in months if one.value is not None)
    return LineChart(
        title=_("月ごとの動き") if measure.rolled else _("月の終わりの値の動き"),
        unit=measure.unit,
        decimals=max((measured_decimals(point.value) for point in readings), default=0),
        baseline=None,
        readings=readings,
        path=(),
    )


@dataclass(frozen=True, slots=True)
class Download:
    """An entry of ui/components/downloads.html."""

    label: str
    url: str
    format: str


def downloads_of(measure_code: str) -> list[Download]:
    """Everything behind the chart, as everybody may have it."""
    return [
        Download(_("図のもとの数値"), reverse(f"measures:export-{kind}", args=[measure_code]), kind.upper())
        for kind in ("csv", "xlsx", "json")
    ]


def part_tables(municipality_id: UUID, measure: Measure, on: date) -> list[Table]:
    """The fiscal year so far by each dimension."""
    dimensions = measure.rolled.dimensions if measure.rolled else ()
    return [_part_table(municipality_id, measure, on, dimension) for dimension in dimensions]


def _part_table(municipality_id: UUID, measure: Measure, on: date, dimension: str) -> Table:
    parts = list_parts(municipality_id=municipality_id, measure=measure, on=on, dimension=dimension)
    rows = tuple(
        (
            Cell(part.label or _("（なし）")),
            Cell(figure(part.value, measure.unit), missing=_("未測定")),
            Cell(f"{part.count:,}"),
        )
        for part in parts
    )
    columns = (Column(dimension), Column(_("値"), number=True), Column(_("もとの数"), number=True))
    return Table(_("今年度の内訳（%s）") % dimension, columns, rows)


def corrections_table(municipality_id: UUID, measure: Measure) -> Table:
    """What had been told and was changed afterwards."""
    found = list_corrections(
        municipality_id=municipality_id, measure=measure.identifier, limit=_CORRECTIONS_SHOWN
    )
    columns = (
        Column(_("いつの値")),
        Column(_("前の値"), number=True),
        Column(_("今の値"), number=True),
        Column(_("理由")),
        Column(_("訂正した日時")),
    )
    rows = tuple(_correction_row(measure, one) for one in found)
    return Table(_("訂正の記録"), columns, rows)


def _correction_row(measure: Measure, one: CorrectionLine) -> tuple[Cell, ...]:
    words = {"day": _("%sの一日"), "month": _("%sからの一か月"), "year": _("%sからの一年度")}
    when = words.get(one.period or "", _("%sに示した値")) % format_date(one.begins_on)
    return (
        Cell(when),
        Cell(figure(one.was, measure.unit), missing=_("未測定")),
        Cell(figure(one.became, measure.unit), missing=_("未測定")),
        Cell(one.reason),
        Cell(moment(one.corrected_at)),
    )
