"""One KPI: the value of today, the grade and its reasons, the way, the rows behind."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import fiscal_year_end, format_date
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import NotFoundError
from shirube.plans.domain.document import (
    EvidenceItem,
    InitiativeItem,
    KpiItem,
    PlanDocument,
    ReadingItem,
    Value,
)
from shirube.plans.domain.grading import newest_reading
from shirube.plans.web.labels import GRADES, grade_status, unit_word
from shirube.plans.web.public.kpis import direction_words, figure_of, why_kpi
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.public.texts import Fact, Link, content, short_year, value_words
from shirube.ui.charts import LineChart, Point, draw_line
from shirube.ui.charts.line import LineView
from shirube.ui.japanese import japanese_words
from shirube.ui.tables import Status


class KpiNotFoundError(NotFoundError):
    code = "plans.kpi_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWords:
    day: str
    value: str
    source: str
    note: str
    entered: str
    evidence: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiPage:
    """`latest` is None where nothing has been measured since the plan began."""

    name: str
    kicker: str
    latest: ReadingWords | None
    target: str
    status: Status
    grade: str
    why: tuple[str, ...]
    facts: tuple[Fact, ...]
    chart: LineView
    readings: tuple[ReadingWords, ...]
    initiative: Link
    siblings: tuple[Link, ...]


def find_kpi(document: PlanDocument, code: str) -> tuple[InitiativeItem, KpiItem]:
    """The KPI of that code and its initiative; KpiNotFoundError."""
    for item in document.initiatives:
        for kpi in item.kpis:
            if kpi.code == code:
                return item, kpi
    raise KpiNotFoundError(kpi_code=code)


def kpi_page(document: PlanDocument, item: InitiativeItem, kpi: KpiItem, reader: Reader) -> KpiPage:
    latest = newest_reading(kpi.readings, reader.today)
    return KpiPage(
        name=content(kpi.translations, reader.language, "name", kpi.name),
        kicker=_("評価指標"),
        latest=_reading(kpi, latest, reader) if latest else None,
        target=_value(kpi, kpi.target, reader) or "",
        status=grade_status(kpi.grade),
        grade=str(GRADES[kpi.grade]),
        why=why_kpi(kpi, reader),
        facts=_facts(kpi, reader),
        chart=draw_line(_chart(kpi, reader), identifier="kpi-chart", language=reader.language),
        readings=tuple(_reading(kpi, reading, reader) for reading in reversed(kpi.readings)),
        initiative=_initiative(document, item, reader),
        siblings=_siblings(document, item, kpi, reader),
    )


def _facts(kpi: KpiItem, reader: Reader) -> tuple[Fact, ...]:
    stops = [value_words(stop, kpi.unit, kpi.decimals, reader.language) for stop in kpi.intermediate]
    facts = [
        Fact(
            _("計画を作ったときの値"),
            _value(kpi, kpi.baseline, reader),
            missing=_("文書に値が示されていません"),
        ),
        *(Fact(_("途中の目標"), stop) for stop in stops),
        Fact(_("目標"), _value(kpi, kpi.target, reader)),
        Fact(_("よい方向"), direction_words(kpi.direction)),
        Fact(
            _("数え方"),
            japanese_words(kpi.formula, reader.language) or None,
            missing=_("文書に書かれていません"),
        ),
    ]
    return tuple(facts)


def _value(kpi: KpiItem, value: Value | None, reader: Reader) -> str | None:
    return value_words(value, kpi.unit, kpi.decimals, reader.language)


def _reading(kpi: KpiItem, reading: ReadingItem, reader: Reader) -> ReadingWords:
    return ReadingWords(
        day=format_date(reading.measured_on, reader.language),
        value=figure_of(kpi, reading.value),
        source=reading.source,
        note=reading.note,
        entered=format_date(japan_date(reading.entered_at), reader.language),
        evidence=reading.evidence,
    )


def _chart(kpi: KpiItem, reader: Reader) -> LineChart:
    path = (_point(stop, reader) for stop in (*kpi.intermediate, kpi.target))
    return LineChart(
        title=_("値の動きと、目標までの道すじ"),
        unit=unit_word(kpi.unit),
        decimals=kpi.decimals,
        baseline=_point(kpi.baseline, reader) if kpi.baseline else None,
        readings=tuple(Point(reading.measured_on, reading.value) for reading in kpi.readings),
        path=tuple(point for point in path if point),
        now=reader.today,
    )


def _point(value: Value, reader: Reader) -> Point | None:
    if value.value is None:
        return None
    return Point(
        fiscal_year_end(value.fiscal_year), value.value, short_year(value.fiscal_year, reader.language)
    )


def _initiative(document: PlanDocument, item: InitiativeItem, reader: Reader) -> Link:
    title = content(item.translations, reader.language, "title", item.title)
    return Link(title, reverse("plans:initiative", args=[document.slug, item.slug]))


def _siblings(document: PlanDocument, item: InitiativeItem, kpi: KpiItem, reader: Reader) -> tuple[Link, ...]:
    return tuple(
        Link(
            content(other.translations, reader.language, "name", other.name),
            reverse("plans:kpi", args=[document.slug, other.code]),
        )
        for other in item.kpis
        if other.code != kpi.code
    )
