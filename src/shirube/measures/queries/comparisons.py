"""Reading comparison tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shirube.kernel.errors import NotFoundError
from shirube.measures.domain.packs import card_rate
from shirube.measures.models import ComparisonMunicipality, ComparisonRow, ComparisonTable


class ComparisonNotFoundError(NotFoundError):
    code = "measures.comparison_not_found"


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
