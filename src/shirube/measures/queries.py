"""Reading measures, their series, and comparison tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shirube.kernel.errors import NotFoundError
from shirube.measures.domain.computed import Computed
from shirube.measures.domain.packs import card_rate
from shirube.measures.models import ComparisonMunicipality, ComparisonRow, ComparisonTable, Snapshot
from shirube.measures.registry import Measure, measures


class MeasureNotFoundError(NotFoundError):
    code = "measures.measure_not_found"


class ComparisonNotFoundError(NotFoundError):
    code = "measures.comparison_not_found"


@dataclass(frozen=True, slots=True)
class MeasureSummary:
    code: str
    title: str
    unit: str
    formula: str


@dataclass(frozen=True, slots=True)
class SnapshotPoint:
    """One day of a measure. `value` None: not measured that day. `rows` may be shorter than `rows_total`."""

    measure: str
    on: date
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    unit: str
    formula: str
    source: str
    rows: tuple[str, ...]
    rows_total: int
    computed_at: datetime


@dataclass(frozen=True, slots=True)
class MunicipalityFigures:
    code: str
    name: str
    english: str
    population: int
    cards: int

    @property
    def rate(self) -> Decimal | None:
        """Cards per inhabitant in percent, to one decimal."""
        return card_rate(self.cards, self.population)


@dataclass(frozen=True, slots=True)
class ComparisonLine:
    """Certain totals of one row. `cells_unknown`: how many do it is known, which ones is not."""

    number: int
    group: str
    sub_group: str
    label: str
    label_confidence: str
    done: int
    not_applicable: int
    none: int

    @property
    def cells_unknown(self) -> bool:
        """Only where all municipalities stand alike does the total tell each one's cell."""
        return max(self.done, self.not_applicable, self.none) < self.done + self.not_applicable + self.none

    @property
    def is_label_certain(self) -> bool:
        return self.label_confidence == "certain"


@dataclass(frozen=True, slots=True)
class ComparisonSummary:
    slug: str
    title: str
    source_title: str
    published: str


@dataclass(frozen=True, slots=True)
class Comparison:
    slug: str
    title: str
    source_title: str
    published: str
    note: str
    legend: Mapping[str, str]
    population: int
    cards: int
    rate_printed: str
    municipalities: tuple[MunicipalityFigures, ...]
    rows: tuple[ComparisonLine, ...]

    @property
    def rate(self) -> Decimal | None:
        return card_rate(self.cards, self.population)


def list_measures() -> Sequence[MeasureSummary]:
    """Every measure this installation can take, in the order of codes."""
    summaries = [MeasureSummary(m.identifier, m.title, m.unit, m.formula) for m in measures]
    return sorted(summaries, key=lambda summary: summary.code)


def find_measure(code: str) -> MeasureSummary | None:
    return next((summary for summary in list_measures() if summary.code == code), None)


def compute_measure(*, municipality_id: UUID, measure: str, on: date) -> Computed:
    """The value as the rows stand now, kept nowhere. MeasureNotFoundError for a code nobody has declared."""
    return get_declared(measure).compute(municipality_id, on)


def get_declared(code: str) -> Measure:
    if code not in measures:
        raise MeasureNotFoundError(measure=code)
    return measures[code]


def get_series(*, municipality_id: UUID, measure: str, since: date | None = None) -> Sequence[SnapshotPoint]:
    """The snapshots of a measure, oldest first, days without a value included; also of a measure no longer declared."""
    snapshots = Snapshot.objects.filter(municipality_id=municipality_id, measure=measure).order_by("on")
    if since is not None:
        snapshots = snapshots.filter(on__gte=since)
    return [_point(snapshot) for snapshot in snapshots]


def find_latest(*, municipality_id: UUID, measure: str, until: date | None = None) -> SnapshotPoint | None:
    """The newest snapshot that holds a value, not later than `until`; None while nothing was ever measured."""
    snapshots = Snapshot.objects.filter(municipality_id=municipality_id, measure=measure, value__isnull=False)
    if until is not None:
        snapshots = snapshots.filter(on__lte=until)
    newest = snapshots.order_by("-on").first()
    return _point(newest) if newest else None


def list_comparisons() -> Sequence[ComparisonSummary]:
    return [
        ComparisonSummary(table.slug, table.title, table.source_title, table.published)
        for table in ComparisonTable.objects.order_by("slug")
    ]


def get_comparison(slug: str) -> Comparison:
    """The whole table in three queries; ComparisonNotFoundError."""
    table = ComparisonTable.objects.prefetch_related("municipalities", "lines").filter(slug=slug).first()
    if table is None:
        raise ComparisonNotFoundError(slug=slug)
    return Comparison(
        slug=table.slug,
        title=table.title,
        source_title=table.source_title,
        published=table.published,
        note=table.note,
        legend=table.legend,
        population=table.population,
        cards=table.cards,
        rate_printed=table.rate_printed,
        municipalities=tuple(_figures(row) for row in table.municipalities.all()),
        rows=tuple(_line(row) for row in table.lines.all()),
    )


def _point(row: Snapshot) -> SnapshotPoint:
    return SnapshotPoint(
        measure=row.measure,
        on=row.on,
        value=row.value,
        numerator=row.numerator,
        denominator=row.denominator,
        unit=row.unit,
        formula=row.formula,
        source=row.source,
        rows=tuple(row.rows),
        rows_total=row.rows_total,
        computed_at=row.computed_at,
    )


def _figures(row: ComparisonMunicipality) -> MunicipalityFigures:
    return MunicipalityFigures(row.code, row.name, row.english, row.population, row.cards)


def _line(row: ComparisonRow) -> ComparisonLine:
    return ComparisonLine(
        number=row.number,
        group=row.group,
        sub_group=row.sub_group,
        label=row.label,
        label_confidence=row.label_confidence,
        done=row.done,
        not_applicable=row.not_applicable,
        none=row.none,
    )
