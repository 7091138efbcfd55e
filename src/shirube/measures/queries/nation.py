"""A measure side by side in all municipalities of the installation. Missing is not "not done"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, QuerySet

from shirube.measures.models import YearFigure

PAGE_LENGTH = 50
YEARS_COMPARED = 5


@dataclass(frozen=True, slots=True)
class CityYears:
    """One municipality. `years` holds what it tells of each year; a year that is missing was never counted there."""

    code: str
    name: str
    prefecture: str
    years: Mapping[int, Decimal | None]
    is_hidden: bool
    through: date


@dataclass(frozen=True, slots=True)
class Spread:
    """How the municipalities that measured lie: the smallest, the quarters and the largest value."""

    measured: int
    silent: int
    low: Decimal | None = None
    quarter: Decimal | None = None
    middle: Decimal | None = None
    three_quarters: Decimal | None = None
    high: Decimal | None = None


def list_prefectures(*, measure: str, fiscal_year: int) -> Sequence[str]:
    rows = YearFigure.objects.filter(measure=measure, fiscal_year=fiscal_year)
    return list(rows.order_by("prefecture").values_list("prefecture", flat=True).distinct())


def get_spread(*, measure: str, fiscal_year: int, prefecture: str = "") -> Spread:
    """Cost: two queries, one of them over the values of all municipalities."""
    rows = _rows(measure, fiscal_year, prefecture)
    counted = rows.aggregate(all=Count("pk"), measured=Count("pk", filter=Q(value__isnull=False)))
    values = list(rows.filter(value__isnull=False).order_by("value").values_list("value", flat=True))
    silent = counted["all"] - counted["measured"]
    if not values:
        return Spread(0, silent)
    low, quarter, middle, three_quarters, high = (
        values[round((len(values) - 1) * share)] for share in (0, 0.25, 0.5, 0.75, 1)
    )
    return Spread(len(values), silent, low, quarter, middle, three_quarters, high)


def list_cities(
    *, measure: str, years: Sequence[int], prefecture: str = "", page: int = 0
) -> Sequence[CityYears]:
    """One page of municipalities, the largest value of the last year first, those that measured nothing at the end."""
    rows = _rows(measure, years[-1], prefecture)
    # Without a value at the end: NULLs sort differently on the two databases.
    measured = rows.filter(value__isnull=False).order_by("-value", "code")
    silent = rows.filter(value__isnull=True).order_by("code")
    first = page * PAGE_LENGTH
    shown = list(measured[first : first + PAGE_LENGTH])
    if len(shown) < PAGE_LENGTH:
        behind = max(0, first - measured.count())
        shown += list(silent[behind : behind + PAGE_LENGTH - len(shown)])
    return _with_years(measure, years, shown)


def find_city(*, measure: str, years: Sequence[int], code: str) -> CityYears | None:
    """One municipality, wherever it stands."""
    rows = YearFigure.objects.filter(measure=measure, fiscal_year=years[-1], code=code)
    return next(iter(_with_years(measure, years, list(rows))), None)


def list_figures(*, measure: str, years: Sequence[int]) -> Iterator[YearFigure]:
    """All municipalities and years of a measure, to be taken away. Rows are read as they are written out."""
    rows = YearFigure.objects.filter(measure=measure, fiscal_year__in=years)
    return rows.order_by("code", "fiscal_year").iterator(chunk_size=2000)


def _rows(measure: str, fiscal_year: int, prefecture: str) -> QuerySet[YearFigure]:
    rows = YearFigure.objects.filter(measure=measure, fiscal_year=fiscal_year)
    return rows.filter(prefecture=prefecture) if prefecture else rows


def _with_years(measure: str, years: Sequence[int], shown: Sequence[YearFigure]) -> Sequence[CityYears]:
    figures: dict[str, dict[int, Decimal | None]] = {row.code: {} for row in shown}
    told = YearFigure.objects.filter(measure=measure, fiscal_year__in=years, code__in=figures)
    for code, year, value in told.values_list("code", "fiscal_year", "value"):
        figures[code][year] = value
    return [
        CityYears(row.code, row.name, row.prefecture, figures[row.code], row.is_hidden, row.through)
        for row in shown
    ]
