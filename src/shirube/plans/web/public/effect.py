"""The months of a KPI before and after an action began: the chart, what is behind it, and what it does not prove."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.languages import ENGLISH
from shirube.measures import interface as measures
from shirube.plans.domain.document import InitiativeItem, KpiItem, PlanDocument
from shirube.plans.domain.effect import Effect, Month, Start, around, list_starts
from shirube.plans.web.labels import unit_word
from shirube.plans.web.public.downloads import Download
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.public.texts import Fact, content, short_year
from shirube.ui.charts import LineChart, Point, draw_line
from shirube.ui.charts.line import LineView
from shirube.ui.figures import format_figure
from shirube.ui.links import Link
from shirube.ui.tables import Cell, Column, Table

_EARLIEST = 1989


@dataclass(frozen=True, slots=True)
class Option:
    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`month` is the month that the reader knows as the true beginning, where they gave one; None: as planned."""

    start: Start | None
    month: date | None

    @property
    def begins_on(self) -> date | None:
        return self.month or (self.start.month if self.start else None)


@dataclass(frozen=True, slots=True)
class Source:
    """The months, where they come from, and whether they were taken in different ways."""

    months: Mapping[date, Month]
    words: str
    is_mixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectPage:
    name: str
    kpi: Link
    options: tuple[Option, ...]
    month: str
    latest_month: str
    chart: LineView
    facts: tuple[Fact, ...]
    table: Table
    source: str
    is_mixed: bool
    downloads: tuple[Download, ...]


def read_asked(item: InitiativeItem, start: str, month: str) -> Asked:
    """What the address asks for; the first beginning of the plan where it says nothing that there is."""
    starts = list_starts(item)
    chosen = next((one for one in starts if one.code == start), starts[0] if starts else None)
    return Asked(start=chosen, month=_read_month(month))


def _read_month(text: str) -> date | None:
    """2026-04, as a browser sends a month."""
    year, _dash, month = text.strip().partition("-")
    if not (text.isascii() and year.isdigit() and month.isdigit() and len(year) == 4 and len(month) < 3):
        return None
    known = int(year) >= _EARLIEST and 1 <= int(month) <= 12
    return date(int(year), int(month), 1) if known else None


def effect_of(kpi: KpiItem, asked: Asked, reader: Reader) -> tuple[Effect, Source]:
    begins_on = asked.begins_on or reader.today.replace(day=1)
    source = _source(kpi, begins_on, reader)
    return around(source.months, begins_on, reader.today), source


def _source(kpi: KpiItem, begins_on: date, reader: Reader) -> Source:
    """Months counted one by one where there are some on both sides; else what the KPI was read as at their ends."""
    counted = _counted(kpi, reader)
    if any(one < begins_on for one in counted) and any(one >= begins_on for one in counted):
        return Source(counted, _("月ごとに数えた値"))
    kept = {one.measured_on.replace(day=1): one for one in kpi.readings if one.measured_on <= reader.today}
    months = {month: Month(month, one.value) for month, one in kept.items()}
    ways = {one.is_measured for one in kept.values()}
    return Source(months, _("評価指標の値（その月の最後の値）"), is_mixed=len(ways) > 1)


def _counted(kpi: KpiItem, reader: Reader) -> Mapping[date, Month]:
    """Only where the KPI is one measure as it is: of a formula, a month has no value of its own."""
    measure = next((one for one in measures.measures if one.identifier == kpi.measure), None)
    if measure is None or measure.rolled is None:
        return {}
    months = measures.list_months(
        municipality_id=reader.municipality_id, measure=measure, on=reader.today, public=True
    )
    begins = ((one.ends_on.replace(day=1), one) for one in months)
    return {begin: Month(begin, one.value, one.is_hidden) for begin, one in begins}


def effect_page(
    document: PlanDocument, item: InitiativeItem, kpi: KpiItem, asked: Asked, reader: Reader
) -> EffectPage:
    effect, source = effect_of(kpi, asked, reader)
    name = content(kpi.translations, reader.language, "name", kpi.name)
    return EffectPage(
        name=name,
        kpi=Link(name, reverse("plans:kpi", args=[document.slug, kpi.code])),
        options=tuple(_options(item, asked, reader)),
        month=f"{asked.month:%Y-%m}" if asked.month else "",
        latest_month=f"{reader.today:%Y-%m}",
        chart=draw_line(_chart(kpi, effect), identifier="effect-chart", language=reader.language),
        facts=tuple(_facts(kpi, effect, reader)),
        table=_table(kpi, effect, reader),
        source=source.words,
        is_mixed=source.is_mixed,
        downloads=tuple(_downloads(document, kpi, asked)),
    )


def _options(item: InitiativeItem, asked: Asked, reader: Reader) -> Iterator[Option]:
    for start in list_starts(item):
        action = start.action.translations.get(reader.language, {}).get("name") or start.action.name
        facts = {
            "action": action,
            "phase": start.phase,
            "year": short_year(start.fiscal_year, reader.language),
        }
        # Names of phases are not translated.
        is_english = reader.language == ENGLISH.code
        label = _("%(action)s（%(year)sから）") if is_english else _("%(action)s・%(phase)s（%(year)sから）")
        yield Option(start.code, label % facts, is_chosen=start == asked.start)


def _chart(kpi: KpiItem, effect: Effect) -> LineChart:
    months = (*effect.before.months, *effect.after.months)
    return LineChart(
        title=_("始める前と後の、月ごとの値"),
        unit=unit_word(kpi.unit),
        decimals=kpi.decimals,
        baseline=None,
        readings=tuple(Point(one.begins_on, one.value) for one in months if one.value is not None),
        path=(),
        now=effect.begins_on,
        now_label=_("始まり"),
    )


def _facts(kpi: KpiItem, effect: Effect, reader: Reader) -> Iterator[Fact]:
    none = _("値がありません")
    yield Fact(_("始まりの月"), month_words(effect.begins_on, reader.language))
    for term, side in ((_("前の12か月の平均"), effect.before), (_("始めてからの平均"), effect.after)):
        note = _("値のある月: %(measured)s / %(all)s") % {
            "measured": len(side.measured),
            "all": len(side.months),
        }
        yield Fact(term, _figure(kpi, side.mean), note=note, missing=none)
    yield Fact(_("平均の差"), _difference(kpi, effect.difference), missing=none)


def _difference(kpi: KpiItem, value: Decimal | None) -> str | None:
    """Two shares differ by points, not by per cent."""
    if value is None or kpi.unit not in {"%", "％"}:
        return _figure(kpi, value)
    return _("%sポイント") % format_figure(value, "", max(kpi.decimals, 1))


def _figure(kpi: KpiItem, value: Decimal | None) -> str | None:
    # A mean of whole numbers says one digit more.
    return None if value is None else format_figure(value, unit_word(kpi.unit), max(kpi.decimals, 1))


def _table(kpi: KpiItem, effect: Effect, reader: Reader) -> Table:
    columns = (Column(_("年月")), Column(_("前か後か")), Column(_("値"), number=True))
    rows = tuple(
        (
            Cell(month_words(one.begins_on, reader.language)),
            Cell(side),
            Cell(
                None if one.value is None else format_figure(one.value, unit_word(kpi.unit), kpi.decimals),
                missing=_("5人未満のため示しません") if one.is_hidden else _("測っていません"),
            ),
        )
        for side, months in ((_("前"), effect.before.months), (_("後"), effect.after.months))
        for one in months
    )
    return Table(_("図のもとの数値"), columns, rows, stack=False)


def month_words(month: date, language: str) -> str:
    return f"{month:%B %Y}" if language == ENGLISH.code else f"{month.year}年{month.month}月"


def _downloads(document: PlanDocument, kpi: KpiItem, asked: Asked) -> Iterator[Download]:
    start = asked.start.code if asked.start else ""
    month = f"{asked.month:%Y-%m}" if asked.month else ""
    for kind in ("csv", "xlsx"):
        url = reverse(f"plans:effect-{kind}", args=[document.slug, kpi.code])
        yield Download(_("図のもとの数値"), kind.upper(), f"{url}?start={start}&month={month}")
