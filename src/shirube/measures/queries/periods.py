"""A measure month by month, as its page draws it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from shirube.kernel.calendar import fiscal_year_bounds, fiscal_year_of
from shirube.measures.domain.kinds import Kind, Period
from shirube.measures.domain.suppression import hide_few, is_ratio_told, is_total_safe, tell_growth
from shirube.measures.queries.buckets import computed_of, list_amounts, list_labels
from shirube.measures.queries.snapshots import SnapshotPoint, get_series
from shirube.measures.registry import Measure

_YEARS_SHOWN = 5
_OF_PEOPLE = {Kind.COUNT, Kind.SUM, Kind.LATEST}


@dataclass(frozen=True, slots=True)
class PeriodValue:
    """`ends_on` is the last day it speaks of. `is_hidden`: it speaks of so few people that it is not told."""

    ends_on: date
    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class LabelValue:
    label: str
    value: Decimal | None
    count: int


def list_months(
    *, municipality_id: UUID, measure: Measure, on: date, public: bool = False
) -> Sequence[PeriodValue]:
    """The last five years by month, oldest first. In public, months that speak of few people are hidden."""
    since = fiscal_year_bounds(fiscal_year_of(on) - _YEARS_SHOWN + 1)[0]
    read = _from_buckets if measure.rolled else _from_snapshots
    months = read(municipality_id, measure, since, on)
    return hide(measure, months) if public and measure.people else months


def hide(measure: Measure, values: Sequence[PeriodValue]) -> Sequence[PeriodValue]:
    """The values as the public may see them."""
    if measure.kind not in _OF_PEOPLE:
        return [
            one if is_ratio_told(one.numerator, one.denominator) else _hidden(one.ends_on) for one in values
        ]
    if measure.rolled is None:
        told = tell_growth([one.value for one in values])
        return [
            one if may or one.value is None else _hidden(one.ends_on)
            for one, may in zip(values, told, strict=True)
        ]
    return _hide_parts_of_years(values)


def _hide_parts_of_years(values: Sequence[PeriodValue]) -> Sequence[PeriodValue]:
    """Months whose year is told too: what the year's total would tell by a difference is hidden as well."""
    hidden: set[date] = set()
    for year in {fiscal_year_of(one.ends_on) for one in values}:
        cells = {one.ends_on: int(one.value or 0) for one in values if fiscal_year_of(one.ends_on) == year}
        few = hide_few(cells)
        hidden |= few if is_total_safe(few, cells) else set(cells)
    return [_hidden(one.ends_on) if one.ends_on in hidden else one for one in values]


def _hidden(ends_on: date) -> PeriodValue:
    return PeriodValue(ends_on, None, is_hidden=True)


def _from_buckets(municipality_id: UUID, measure: Measure, since: date, on: date) -> Sequence[PeriodValue]:
    amounts = list_amounts(
        municipality_id=municipality_id,
        measure=measure.identifier,
        period=Period.MONTH,
        since=since,
        until=on,
    )
    values = []
    for begins_on, amount in amounts.items():
        computed = computed_of(measure, amount)
        ends_on = min(Period.MONTH.last_day(begins_on), on)
        values.append(PeriodValue(ends_on, computed.value, computed.numerator, computed.denominator))
    return values


def _from_snapshots(municipality_id: UUID, measure: Measure, since: date, on: date) -> Sequence[PeriodValue]:
    """Of each month its last day."""
    shown = get_series(municipality_id=municipality_id, measure=measure.identifier, since=since, until=on)
    last: Mapping[date, SnapshotPoint] = {one.on.replace(day=1): one for one in shown}
    return [PeriodValue(one.on, one.value, one.numerator, one.denominator) for one in last.values()]


def list_parts(*, municipality_id: UUID, measure: Measure, on: date, dimension: str) -> Sequence[LabelValue]:
    """The fiscal year of the day by the labels of a dimension, the largest first."""
    amounts = list_labels(
        municipality_id=municipality_id,
        measure=measure.identifier,
        period=Period.YEAR,
        begins_on=Period.YEAR.begin(on),
        dimension=dimension,
    )
    parts = [
        LabelValue(label, computed_of(measure, amount).value, amount.n)
        for label, amount in amounts.items()
        if amount.n
    ]
    return sorted(parts, key=lambda part: (-part.count, part.label))
