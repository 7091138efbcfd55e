"""What a measure amounts to over a stretch of days, and the facts behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, QuerySet

from shirube.measures.domain.amounts import Amount, read_counted, sum_of
from shirube.measures.domain.computed import Computed, not_measured
from shirube.measures.domain.facts import Content, read_content
from shirube.measures.domain.kinds import Kind, Period
from shirube.measures.models import Bucket, Fact
from shirube.measures.registry import Measure, Rolled

NOTHING_YET = "まだ一件も記録がありません。"
NOTHING_IN_WINDOW = "この期間には、数えるものがありません。"
NO_SUCH_FILTER = "この指標は、その条件では分けて数えていません。"


@dataclass(frozen=True, slots=True)
class FactLine:
    """A fact that a value counts. `key` is the id of the row it is about; only for those who may see it."""

    on: date
    key: str
    content: Content


def amount_of_row(row: Bucket) -> Amount:
    return Amount(row.n, row.part, row.total, read_counted(row.counted))


def list_amounts(
    *,
    municipality_id: UUID,
    measure: str,
    period: Period,
    since: date,
    until: date,
    dimension: str = "",
    label: str = "",
) -> Mapping[date, Amount]:
    """Each bucket that begins in [since, until], oldest first; periods in which nothing happened are missing."""
    rows = Bucket.objects.filter(
        municipality_id=municipality_id,
        measure=measure,
        period=period,
        dimension=dimension,
        label=label,
        begins_on__gte=since,
        begins_on__lte=until,
    )
    return {row.begins_on: amount_of_row(row) for row in rows.order_by("begins_on")}


def list_labels(
    *, municipality_id: UUID, measure: str, period: Period, begins_on: date, dimension: str
) -> Mapping[str, Amount]:
    """The parts of one bucket by the labels of a dimension."""
    rows = Bucket.objects.filter(
        municipality_id=municipality_id,
        measure=measure,
        period=period,
        dimension=dimension,
        begins_on=begins_on,
    )
    return {row.label: amount_of_row(row) for row in rows.order_by("label")}


def compute_rolled(
    *, municipality_id: UUID, measure: Measure, on: date, dimension: str = "", label: str = ""
) -> Computed:
    """The value of a rolled-up measure for a day, of the whole or of one label, from its buckets."""
    if measure.rolled is None or (dimension and dimension not in measure.rolled.dimensions):
        return not_measured(source=measure.source, reason=NO_SUCH_FILTER)
    if not _has_begun(municipality_id, measure.identifier, on):
        return not_measured(source=measure.source, reason=NOTHING_YET)
    days = list_amounts(
        municipality_id=municipality_id,
        measure=measure.identifier,
        period=Period.DAY,
        since=measure.window.begin(on),
        until=on,
        dimension=dimension,
        label=label,
    )
    return computed_of(measure, sum_of(days.values()))


def computed_of(measure: Measure, amount: Amount) -> Computed:
    """The amount as a value with what it was made from."""
    value = amount.value(measure.kind, measure.rolled.percent if measure.rolled else 50)
    numerator, denominator = _terms(measure.kind, amount)
    return Computed(
        value=value,
        source=measure.source,
        numerator=numerator,
        denominator=denominator,
        rows_total=amount.n,
        reason="" if value is not None else NOTHING_IN_WINDOW,
    )


def _terms(kind: Kind, amount: Amount) -> tuple[Decimal | None, Decimal | None]:
    whole = Decimal(amount.n)
    if kind is Kind.RATIO:
        return Decimal(amount.part), whole
    if kind is Kind.MEAN:
        return amount.total, whole
    return (None, whole) if kind is Kind.MEDIAN else (None, None)


def _has_begun(municipality_id: UUID, measure: str, on: date) -> bool:
    """Whether anything was ever counted up to the day: before that, nothing is unknown and not 0."""
    buckets = Bucket.objects.filter(
        municipality_id=municipality_id, measure=measure, period=Period.DAY, dimension="", label=""
    )
    return buckets.filter(begins_on__lte=on).exists()


def list_facts(
    *, municipality_id: UUID, measure: Measure, since: date, until: date, limit: int
) -> Sequence[FactLine]:
    """The newest facts that the measure counts in [since, until]; more than `limit` are never read."""
    if measure.rolled is None:
        return []
    found: list[FactLine] = []
    for on, key, content in _living(municipality_id, measure.rolled, since, until).iterator(chunk_size=500):
        line = FactLine(on, key, read_content(content))
        if counts(measure.rolled, line.content):
            found.append(line)
        if len(found) == limit:
            break
    return found


def counts(rolled: Rolled, content: Content) -> bool:
    """Whether a fact of this content matters to the measure."""
    return rolled.counts(content) and (not rolled.number or content.get(rolled.number) is not None)


def _living(
    municipality_id: UUID, rolled: Rolled, since: date, until: date
) -> QuerySet[Fact, tuple[date, str, str]]:
    rows = Fact.objects.filter(
        Q(replaced_in__isnull=True),
        municipality_id=municipality_id,
        source=rolled.facts.identifier,
        on__gte=since,
        on__lte=until,
        batch__isnull=False,
        is_withdrawn=False,
    )
    return rows.order_by("-on", "-pk").values_list("on", "key", "content")
