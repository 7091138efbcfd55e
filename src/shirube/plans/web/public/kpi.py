"""One KPI: the value of today, the grade and its reasons, the way, the rows behind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import fiscal_year_end, format_date
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import NotFoundError
from shirube.measures import interface as measures
from shirube.plans.domain.document import (
    EvidenceItem,
    InitiativeItem,
    KpiItem,
    PlanDocument,
    ReadingItem,
    Value,
)
from shirube.plans.domain.effect import list_starts
from shirube.plans.domain.grading import newest_reading
from shirube.plans.web.labels import GRADES, grade_status, unit_word
from shirube.plans.web.public.kpis import direction_words, figure_of, why_kpi
from shirube.plans.web.public.reader import Reader
from shirube.plans.web.public.texts import Fact, content, short_year, value_words
from shirube.ui.charts import LineChart, Point, draw_line
from shirube.ui.charts.line import LineView
from shirube.ui.japanese import japanese_words
from shirube.ui.links import Link
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
    was: str
    checked: str
    comment: str
    evidence: tuple[EvidenceItem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """How the KPI is measured by the running services; `reason` says why there is no value yet."""

    formula: str
    links: tuple[Link, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiPage:
    """`latest` is None where nothing has been measured since the plan began, `binding` where people type the values."""

    name: str
    kicker: str
    latest: ReadingWords | None
    target: str
    status: Status
    grade: str
    why: tuple[str, ...]
    facts: tuple[Fact, ...]
    chart: LineView
    binding: Binding | None
    readings: tuple[ReadingWords, ...]
    initiative: Link
    siblings: tuple[Link, ...]
    effect_url: str


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
        binding=_binding(kpi, latest, reader) if kpi.measure else None,
        readings=tuple(_reading(kpi, reading, reader) for reading in reversed(kpi.readings)),
        initiative=_initiative(document, item, reader),
        siblings=_siblings(document, item, kpi, reader),
        effect_url=reverse("plans:effect", args=[document.slug, kpi.code]) if list_starts(item) else "",
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
        was="" if reading.was is None else figure_of(kpi, reading.was),
        checked=_checked(reading, reader),
        comment=reading.comment,
        evidence=reading.evidence,
    )


def _checked(reading: ReadingItem, reader: Reader) -> str:
    """Who stands behind the value: for a measured one, whether a person has looked at it."""
    if not reading.is_measured:
        return ""
    if reading.confirmed_at is None:
        return _("自動で測った値です。担当はまだ確かめていません。")
    day = format_date(japan_date(reading.confirmed_at), reader.language)
    return _("自動で測り、%sに担当が確かめました。") % day


def _binding(kpi: KpiItem, latest: ReadingItem | None, reader: Reader) -> Binding:
    terms = measures.describe_formula(municipality_id=reader.municipality_id, formula=kpi.measure)
    return Binding(
        formula=kpi.measure,
        links=tuple(_term(one) for one in terms),
        reason="" if latest else _why_unmeasured(kpi, reader),
    )


def _term(term: measures.Term) -> Link:
    has_page = term.is_known and term.code in measures.measures
    return Link(term.title, reverse("measures:measure", args=[term.code]) if has_page else "")


def _why_unmeasured(kpi: KpiItem, reader: Reader) -> str:
    """The reason of yesterday: today has not ended."""
    day = reader.today - timedelta(days=1)
    valuation = measures.value_formula(
        municipality_id=reader.municipality_id, formula=kpi.measure, since=day, until=day
    )
    return valuation.on(day).reason


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
