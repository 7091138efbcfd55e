"""Reading imported series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shirube.accounts.interface import Role
from shirube.kernel.errors import NotFoundError
from shirube.kernel.words import Words
from shirube.measures.models import Series, SeriesPoint

PREFIX = "series."
SERIES_KEEPERS = frozenset({Role.DX_PROMOTION, Role.SECTION_CHIEF})


class SeriesNotFoundError(NotFoundError):
    code = "measures.series_not_found"


@dataclass(frozen=True, slots=True)
class SeriesSummary:
    code: str
    names: Words
    unit: str
    source: str
    formula: str
    url: str
    mapping: Mapping[str, str]

    @property
    def identifier(self) -> str:
        """What KPIs name it by."""
        return f"{PREFIX}{self.code}"


@dataclass(frozen=True, slots=True)
class SeriesValue:
    """A figure of a day. `was` is the value before its last correction."""

    on: date
    value: Decimal
    source: str
    imported_at: datetime
    was: Decimal | None = None


def list_series(*, municipality_id: UUID) -> Sequence[SeriesSummary]:
    rows = Series.objects.filter(municipality_id=municipality_id).order_by("code")
    return [_summary(row) for row in rows]


def get_series_of_code(*, municipality_id: UUID, code: str) -> SeriesSummary:
    row = Series.objects.filter(municipality_id=municipality_id, code=code).first()
    if row is None:
        raise SeriesNotFoundError(series=code)
    return _summary(row)


def list_points(*, municipality_id: UUID, code: str) -> Sequence[SeriesValue]:
    """The figures of a series, oldest first, with what they were before a correction."""
    rows = SeriesPoint.objects.filter(
        municipality_id=municipality_id, series__municipality_id=municipality_id, series__code=code
    )
    before: dict[date, Decimal] = {}
    values = []
    for row in rows.order_by("on", "imported_at", "pk"):
        if row.replaced_at is None:
            values.append(SeriesValue(row.on, row.value, row.source, row.imported_at, before.get(row.on)))
        before[row.on] = row.value
    return values


def _summary(row: Series) -> SeriesSummary:
    return SeriesSummary(
        row.code,
        Words.model_validate(row.names),
        row.unit,
        row.source,
        row.formula,
        row.url,
        row.mapping,
    )
