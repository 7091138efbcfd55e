"""Taking the day's snapshots: first what happened is rolled up, then every measure is asked."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from shirube.audit import interface as audit
from shirube.kernel import events
from shirube.kernel.clock import JAPAN, japan_date
from shirube.kernel.scope import municipality_scope
from shirube.kernel.transactions import command
from shirube.measures.commands.batches import gather_facts
from shirube.measures.commands.deadline import TooSlowError, deadline
from shirube.measures.commands.publishing import publish_year
from shirube.measures.commands.rolling import roll_up
from shirube.measures.domain.computed import Computed
from shirube.measures.events import SnapshotTaken
from shirube.measures.models import Progress, Snapshot
from shirube.measures.queries.snapshots import compute_declared
from shirube.measures.registry import FactSource, Measure, measures

logger = logging.getLogger(__name__)

ROWS_KEPT = 500
SECONDS_TO_COMPUTE = 20.0
_RAISED, _TOO_SLOW = "raised", "too_slow"


@dataclass(frozen=True, slots=True)
class SnapshotOutcome:
    """Codes of the measures: kept now, there before, and failed (their errors are in the log and on their pages)."""

    taken: tuple[str, ...]
    present: tuple[str, ...]
    failed: tuple[str, ...]


def take_snapshots(*, municipality_id: UUID, on: date, now: datetime, actor: str) -> SnapshotOutcome:
    """Roll up what is new, compute every measure that has no snapshot of `on` yet, and keep the values.

    Run again on the same day it changes nothing that is there and takes only what failed before; a snapshot of a day
    that had not ended is taken anew. A measure that raises or takes too long is left out and says so on its page; the
    others are kept. Enters the scope of the municipality itself.
    """
    with municipality_scope(municipality_id):
        # Days that have ended are told from now on; today may still change without a word.
        through = min(on, japan_date(now) - timedelta(days=1))
        round_ = _Round(municipality_id, on, now)
        round_.roll_up_all(through)
        present = _present(municipality_id, on)
        wanted = [m for m in measures if m.identifier not in present and m.identifier not in round_.failed]
        computed = {m.identifier: value for m in wanted if (value := round_.compute(m)) is not None}
        if computed:
            _keep(municipality_id=municipality_id, on=on, computed=computed, now=now, actor=actor)
        _keep_failures(municipality_id=municipality_id, on=on, failed=round_.failed, now=now)
    return SnapshotOutcome(tuple(computed), tuple(sorted(present)), tuple(round_.failed))


class _Round:
    """One round over all measures of a municipality, and what failed in it."""

    def __init__(self, municipality_id: UUID, on: date, now: datetime) -> None:
        self.municipality_id, self.on, self.now = municipality_id, on, now
        self.failed: dict[str, str] = {}

    def roll_up_all(self, through: date) -> None:
        rolled = [(measure, measure.rolled.facts) for measure in measures if measure.rolled]
        sources = {source.identifier: source for _measure, source in rolled}
        broken = {code for code, source in sources.items() if not self._gather(code, source)}
        for measure, source in rolled:
            if source.identifier in broken:
                self.failed[measure.identifier] = _RAISED
            else:
                self._roll_up(measure, through)

    def compute(self, measure: Measure) -> Computed | None:
        # Outside any transaction: on SQLite it would keep all writers waiting while figures are added up.
        found: list[Computed] = []
        self._try(measure.identifier, lambda: found.append(self._read(measure)))
        return found[0] if found else None

    def _read(self, measure: Measure) -> Computed:
        with deadline(SECONDS_TO_COMPUTE):
            return compute_declared(measure, self.municipality_id, self.on)

    def _gather(self, code: str, source: FactSource) -> bool:
        self._try(code, lambda: gather_facts(municipality_id=self.municipality_id, source=source))
        return self.failed.pop(code, None) is None

    def _roll_up(self, measure: Measure, through: date) -> None:
        self._try(
            measure.identifier,
            lambda: roll_up(
                municipality_id=self.municipality_id, measure=measure, through=through, now=self.now
            ),
        )

    def _try(self, code: str, act: Callable[[], object]) -> None:
        try:
            act()
        except Exception as error:
            # Isolation point: one capability's mistake must not cost the city the figures of all the others.
            logger.exception(
                "measure failed", extra={"measure": code, "municipality": str(self.municipality_id)}
            )
            self.failed[code] = _TOO_SLOW if isinstance(error, TooSlowError) else _RAISED


def _present(municipality_id: UUID, on: date) -> frozenset[str]:
    """Measures whose snapshot was taken when the day had ended."""
    ended = datetime.combine(on + timedelta(days=1), datetime.min.time(), tzinfo=JAPAN)
    snapshots = Snapshot.objects.filter(municipality_id=municipality_id, on=on, computed_at__gte=ended)
    return frozenset(snapshots.values_list("measure", flat=True))


@command
def _keep(
    *, municipality_id: UUID, on: date, computed: Mapping[str, Computed], now: datetime, actor: str
) -> None:
    rows = [_row(municipality_id, measures[code], on, value, now) for code, value in computed.items()]
    # Two workers may take the same day: both have computed the same (constraint measures_one_snapshot_a_day).
    Snapshot.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["municipality", "measure", "on"],
        update_fields=[
            "value", "numerator", "denominator", "unit", "formula", "source", "reason", "rows", "rows_total",
            "computed_at",
        ],
    )  # fmt: skip
    publish_year(municipality_id=municipality_id, on=on, computed=computed)
    audit.record(
        municipality_id=municipality_id,
        actor=actor,
        action="measures.snapshots_taken",
        subject=f"measures.day:{on.isoformat()}",
        now=now,
        facts={"measures": sorted(computed)},
    )
    _tell(municipality_id, rows)


@command
def _keep_failures(*, municipality_id: UUID, on: date, failed: Mapping[str, str], now: datetime) -> None:
    """Who failed is marked, and who did not is no longer."""
    rows = Progress.objects.filter(municipality_id=municipality_id)
    rows.exclude(failure="").exclude(measure__in=failed).update(failure="", failed_on=None, failed_at=None)
    for code, kind in failed.items():
        Progress.objects.update_or_create(
            municipality_id=municipality_id,
            measure=code,
            defaults={"failure": kind, "failed_on": on, "failed_at": now},
            create_defaults={
                "failure": kind,
                "failed_on": on,
                "failed_at": now,
                "edition": _edition(code),
            },
        )


def _edition(code: str) -> int:
    rolled = measures[code].rolled
    return rolled.edition if rolled else 1


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
        reason=computed.reason if computed.value is None else "",
        rows=list(computed.rows[:ROWS_KEPT]),
        rows_total=computed.row_count,
        computed_at=now,
    )
