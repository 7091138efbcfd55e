"""Printed tables of municipalities beside what those of the installation measure, joined by code.

Most municipalities of a table are not in this installation: their value is unknown, and never 0 or "not done".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shirube.measures.domain.packs import card_rate
from shirube.measures.models import ComparisonMunicipality, ComparisonTable, YearFigure


@dataclass(frozen=True, slots=True)
class BesideLine:
    """`printed` is the table's own figure (cards per inhabitant in percent), `value` what is measured here.

    `is_measured` false: the municipality tells nothing here. `is_hidden`: it does, of too few people to be told.
    """

    code: str
    name: str
    english: str
    printed: Decimal | None
    value: Decimal | None
    is_measured: bool
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A printed table; `measured` is how many of its municipalities have a value here."""

    slug: str
    title: str
    source_title: str
    published: str
    lines: tuple[BesideLine, ...]

    @property
    def measured(self) -> int:
        return len([line for line in self.lines if line.value is not None])


def list_beside(*, measure: str, fiscal_year: int) -> Sequence[Beside]:
    """Every table in its printed order. Cost: three queries, however many municipalities there are."""
    tables = list(ComparisonTable.objects.order_by("slug"))
    rows: dict[object, list[ComparisonMunicipality]] = defaultdict(list)
    for row in ComparisonMunicipality.objects.filter(table__in=tables).order_by("position"):
        rows[row.table_id].append(row)
    codes = {row.code for group in rows.values() for row in group}
    figures = YearFigure.objects.filter(measure=measure, fiscal_year=fiscal_year, code__in=codes)
    told = {figure.code: figure for figure in figures}
    return [
        Beside(
            table.slug,
            table.title,
            table.source_title,
            table.published,
            tuple(_line(row, told.get(row.code)) for row in rows[table.pk]),
        )
        for table in tables
    ]


def _line(row: ComparisonMunicipality, told: YearFigure | None) -> BesideLine:
    return BesideLine(
        code=row.code,
        name=row.name,
        english=row.english,
        printed=card_rate(row.cards, row.population),
        value=told.value if told else None,
        is_measured=told is not None and (told.value is not None or told.is_hidden),
        is_hidden=told is not None and told.is_hidden,
    )
