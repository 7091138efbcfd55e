"""Taking the day's snapshots."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shirube.audit import interface as audit
from shirube.kernel import events
from shirube.kernel.scope import municipality_scope
from shirube.kernel.transactions import command
from shirube.measures.domain.computed import Computed
from shirube.measures.events import SnapshotTaken
from shirube.measures.models import Snapshot
from shirube.measures.registry import Measure, measures

logger = logging.getLogger(__name__)

ROWS_KEPT = 500


@dataclass(frozen=True, slots=True)
class SnapshotOutcome:
    """Codes of the measures: kept now, there before, and failed (their errors are in the log)."""

    taken: tuple[str, ...]
    present: tuple[str, ...]
    failed: tuple[str, ...]


def take_snapshots(*, municipality_id: UUID, on: date, now: datetime, actor: str) -> SnapshotOutcome:
    """Compute every measure that has no snapshot of `on` yet, and keep the values in one transaction.

    Run again on the same day it changes nothing that is there and takes only what failed before. A measure that
    raises is logged and left out; the others are kept. Enters the scope of the municipality itself.
    """
    with municipality_scope(municipality_id):
        present = _present(municipality_id, on)
        wanted = [measure for measure in measures if measure.identifier not in present]
        computed = {
            m.identifier: value for m in wanted if (value := _compute(m, municipality_id, on)) is not None
        }
        if computed:
            _keep(municipality_id=municipality_id, on=on, computed=computed, now=now, actor=actor)
    failed = tuple(m.identifier for m in wanted if m.identifier not in computed)
    return SnapshotOutcome(tuple(computed), tuple(sorted(present)), failed)


def _present(municipality_id: UUID, on: date) -> frozenset[str]:
    snapshots = Snapshot.objects.filter(municipality_id=municipality_id, on=on)
    return frozenset(snapshots.values_list("measure", flat=True))


def _compute(measure: Measure, municipality_id: UUID, on: date) -> Computed | None:
    try:
        # Outside any transaction: on SQLite it would keep all writers waiting while figures are added up.
        return measure.compute(municipality_id, on)
    except Exception:
        # Isolation point: one capability's mistake must not cost the city the figures of all the others.
        logger.exception(
            "measure failed", extra={"measure": measure.identifier, "municipality": str(municipality_id)}
        )
        return None


@command
def _keep(
    *, municipality_id: UUID, on: date, computed: Mapping[str, Computed], now: datetime, actor: str
) -> None:
    rows = [_row(municipality_id, measures[code], on, value, now) for code, value in computed.items()]
    # Two workers may take the same day: the first one's rows stay (constraint measures_one_snapshot_a_day).
    Snapshot.objects.bulk_create(rows, ignore_conflicts=True)
    audit.record(
        municipality_id=municipality_id,
        actor=actor,
        action="measures.snapshots_taken",
        subject=f"measures.day:{on.isoformat()}",
        now=now,
        facts={"measures": sorted(computed)},
    )
    _tell(municipality_id, rows)


def _tell(municipality_id: UUID, rows: Sequence[Snapshot]) -> None:
    for row in rows:
        events.publish(
            SnapshotTaken(municipality_id=municipality_id, measure=row.measure, on=row.on, value=row.value)
        )


def _row(municipality_id: UUID, measure: Measure, on: date, computed: Computed, now: datetime) -> Snapshot:
    return Snapshot(
        municipality_id=municipality_id,
        measure=measure.identifier,
        on=on,
        value=computed.value,
        numerator=computed.numerator,
        denominator=computed.denominator,
        unit=measure.unit,
        formula=measure.formula,
        source=computed.source,
        rows=list(computed.rows[:ROWS_KEPT]),
        rows_total=len(computed.rows),
        computed_at=now,
    )
