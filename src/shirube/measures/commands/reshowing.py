"""Showing anew what was told of days whose facts have changed since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shirube.kernel.transactions import step
from shirube.measures.commands.publishing import republish_years
from shirube.measures.domain.amounts import Amount, sum_of
from shirube.measures.domain.kinds import Period
from shirube.measures.models import Correction, Snapshot
from shirube.measures.queries.buckets import computed_of, list_amounts
from shirube.measures.registry import Measure

_PLACES = 6


@step
def reshow_snapshots(
    *, municipality_id: UUID, measure: Measure, days: Mapping[date, str], now: datetime
) -> None:
    """Correct the kept values whose window holds one of the days, and those only. `days` says why for each."""
    snapshots = Snapshot.objects.filter(
        municipality_id=municipality_id, measure=measure.identifier, on__gte=min(days)
    )
    concerned = [one for one in snapshots.order_by("on") if _why(measure, one.on, days)]
    if not concerned:
        return
    amounts = list_amounts(
        municipality_id=municipality_id,
        measure=measure.identifier,
        period=Period.DAY,
        since=measure.window.begin(concerned[0].on),
        until=concerned[-1].on,
    )
    corrections = []
    for snapshot in concerned:
        was = snapshot.value
        if _show(measure, snapshot, amounts):
            snapshot.corrected_at = now
            reason = _why(measure, snapshot.on, days)
            corrections.append(_correction(snapshot, was, reason, now))
    changed = [one for one in concerned if one.corrected_at == now]
    if changed:
        republish_years(measure=measure, snapshots=changed)
    Snapshot.objects.bulk_update(
        changed,
        ["value", "numerator", "denominator", "rows_total", "reason", "corrected_at"],
        batch_size=100,
    )
    Correction.objects.bulk_create(corrections)


def _why(measure: Measure, on: date, days: Mapping[date, str]) -> str:
    first = measure.window.begin(on)
    return "・".join(sorted({reason for day, reason in days.items() if first <= day <= on}))[:300]


def _show(measure: Measure, snapshot: Snapshot, amounts: Mapping[date, Amount]) -> bool:
    """Put the value of now into the snapshot; False where it says so already."""
    first = measure.window.begin(snapshot.on)
    whole = sum_of(amount for day, amount in amounts.items() if first <= day <= snapshot.on)
    computed = computed_of(measure, whole)
    new = (_rounded(computed.value), _rounded(computed.numerator), _rounded(computed.denominator))
    if new == (snapshot.value, snapshot.numerator, snapshot.denominator):
        return False
    snapshot.value, snapshot.numerator, snapshot.denominator = new
    snapshot.rows_total, snapshot.reason = computed.row_count, computed.reason
    return True


def _rounded(value: Decimal | None) -> Decimal | None:
    return None if value is None else round(value, _PLACES)


def _correction(snapshot: Snapshot, was: Decimal | None, reason: str, now: datetime) -> Correction:
    return Correction(
        municipality_id=snapshot.municipality_id,
        measure=snapshot.measure,
        begins_on=snapshot.on,
        was=was,
        became=snapshot.value,
        reason=reason,
        corrected_at=now,
    )
