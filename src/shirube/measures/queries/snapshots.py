"""Reading measures and what they showed, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shirube.accounts.interface import Role
from shirube.kernel.errors import NotFoundError
from shirube.measures.domain.computed import Computed
from shirube.measures.domain.kinds import Period
from shirube.measures.models import Correction, Progress, Snapshot
from shirube.measures.queries.buckets import compute_rolled
from shirube.measures.registry import Measure, Standing, measures

# Who may have figures counted at once, or from their beginning.
COUNTERS = frozenset({Role.DX_PROMOTION, Role.ADMINISTRATOR})


class MeasureNotFoundError(NotFoundError):
    code = "measures.measure_not_found"


@dataclass(frozen=True, slots=True)
class MeasureSummary:
    code: str
    title: str
    unit: str
    formula: str


@dataclass(frozen=True, slots=True)
class SnapshotPoint:
    """One day of a measure. `value` None: not measured that day. `rows` may be shorter than `rows_total`.

    `corrected_at` is None where the value is the first that was told.
    """

    measure: str
    on: date
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    unit: str
    formula: str
    source: str
    reason: str
    rows: tuple[str, ...]
    rows_total: int
    computed_at: datetime
    corrected_at: datetime | None


@dataclass(frozen=True, slots=True)
class Shown:
    """What was shown for a day; `reason` says why there is no value."""

    on: date
    value: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A value that had been told, and what it is now. `period` None: the value shown for a day."""

    period: Period | None
    begins_on: date
    was: Decimal | None
    became: Decimal | None
    reason: str
    corrected_at: datetime


@dataclass(frozen=True, slots=True)
class Failure:
    """The measure could not be taken for a day: it raised an error ("raised") or took too long ("too_slow")."""

    on: date
    kind: str
    at: datetime


def list_measures() -> Sequence[MeasureSummary]:
    """Every measure this installation can take, in the order of codes."""
    summaries = [MeasureSummary(m.identifier, m.title, m.unit, m.formula) for m in measures]
    return sorted(summaries, key=lambda summary: summary.code)


def find_measure(code: str) -> MeasureSummary | None:
    return next((summary for summary in list_measures() if summary.code == code), None)


def get_declared(code: str) -> Measure:
    """The declaration; MeasureNotFoundError for a code nobody has declared."""
    if code not in measures:
        raise MeasureNotFoundError(measure=code)
    return measures[code]


def compute_measure(*, municipality_id: UUID, measure: str, on: date) -> Computed:
    """The value as the rows stand now (rolled up: as of the last roll-up), kept nowhere. MeasureNotFoundError."""
    return compute_declared(get_declared(measure), municipality_id, on)


def compute_declared(measure: Measure, municipality_id: UUID, on: date) -> Computed:
    if isinstance(measure.how, Standing):
        return measure.how.compute(municipality_id, on)
    return compute_rolled(municipality_id=municipality_id, measure=measure, on=on)


def get_series(
    *, municipality_id: UUID, measure: str, since: date | None = None, until: date | None = None
) -> Sequence[SnapshotPoint]:
    """The snapshots of a measure, oldest first, days without a value included; also of a measure no longer declared."""
    snapshots = Snapshot.objects.filter(municipality_id=municipality_id, measure=measure).order_by("on")
    if since is not None:
        snapshots = snapshots.filter(on__gte=since)
    if until is not None:
        snapshots = snapshots.filter(on__lte=until)
    return [_point(snapshot) for snapshot in snapshots]


def find_latest(*, municipality_id: UUID, measure: str, until: date | None = None) -> SnapshotPoint | None:
    """The newest snapshot that holds a value, not later than `until`; None while nothing was ever measured."""
    snapshots = Snapshot.objects.filter(municipality_id=municipality_id, measure=measure, value__isnull=False)
    if until is not None:
        snapshots = snapshots.filter(on__lte=until)
    newest = snapshots.order_by("-on").first()
    return _point(newest) if newest else None


def list_shown(*, municipality_id: UUID, measure: str, since: date, until: date) -> Sequence[Shown]:
    """The values of a measure, oldest first. Cost: years of days are read at once, so the rows behind are left out."""
    snapshots = Snapshot.objects.filter(
        municipality_id=municipality_id, measure=measure, on__gte=since, on__lte=until
    )
    rows = snapshots.order_by("on").values_list("on", "value", "reason")
    return [Shown(*row) for row in rows]


def find_newest(*, municipality_id: UUID, measure: str) -> SnapshotPoint | None:
    """The snapshot of the newest day, with or without a value."""
    snapshots = Snapshot.objects.filter(municipality_id=municipality_id, measure=measure)
    newest = snapshots.order_by("-on").first()
    return _point(newest) if newest else None


def list_newest(*, municipality_id: UUID, on: date) -> Sequence[SnapshotPoint]:
    """Of each measure its snapshot of the day, in one query; measures without one are missing."""
    snapshots = Snapshot.objects.filter(municipality_id=municipality_id, on=on)
    return [_point(snapshot) for snapshot in snapshots.defer("rows")]


def find_last_day(*, municipality_id: UUID) -> date | None:
    """The newest day of which there is any snapshot."""
    snapshots = Snapshot.objects.filter(municipality_id=municipality_id)
    return snapshots.order_by("-on").values_list("on", flat=True).first()


def list_corrections(*, municipality_id: UUID, measure: str, limit: int) -> Sequence[CorrectionLine]:
    """What was corrected, the newest first."""
    rows = Correction.objects.filter(municipality_id=municipality_id, measure=measure)
    return [
        CorrectionLine(
            Period(row.period) if row.period else None,
            row.begins_on,
            row.was,
            row.became,
            row.reason,
            row.corrected_at,
        )
        for row in rows.order_by("-corrected_at", "begins_on")[:limit]
    ]


def list_failures(*, municipality_id: UUID) -> dict[str, Failure]:
    """By code, the measures that could not be taken the last time."""
    rows = Progress.objects.filter(municipality_id=municipality_id).exclude(failure="")
    return {
        row.measure: Failure(row.failed_on, row.failure, row.failed_at)
        for row in rows
        if row.failed_on and row.failed_at
    }


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
        reason=row.reason,
        rows=() if "rows" in row.get_deferred_fields() else tuple(row.rows),
        rows_total=row.rows_total,
        computed_at=row.computed_at,
        corrected_at=row.corrected_at,
    )
