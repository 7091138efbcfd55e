"""Figures that are somebody else's: what is imported, and importing it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ForbiddenError, InvalidInputError
from shirube.kernel.transactions import command
from shirube.measures.domain.series_packs import PackSeries, SeriesPack
from shirube.measures.models import Series, SeriesPoint
from shirube.measures.queries.series import SERIES_KEEPERS, SeriesNotFoundError

_LARGEST = Decimal(10) ** 18
MOST_POINTS = 5000
_PLACES = 6


class NotSeriesKeeperError(ForbiddenError):
    """Only DX promotion and chiefs bring in figures of others."""

    code = "measures.not_series_keeper"


class InvalidPointError(InvalidInputError):
    """A figure of a day to come, of a day twice, or one that no column holds."""

    code = "measures.invalid_point"


@dataclass(frozen=True, slots=True)
class NewPoint:
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class Imported:
    """How many figures are new, changed, and were there already."""

    added: int
    corrected: int
    unchanged: int


@command
def load_series(*, municipality_id: UUID, pack: SeriesPack, now: datetime) -> int:
    """The series of a pack: new ones are added, those there are named anew. Figures stay. How many there are."""
    for one in pack.series:
        _define(municipality_id, one)
    audit.record(
        municipality_id=municipality_id,
        actor=audit.SYSTEM,
        action="measures.series_defined",
        subject="measures.series",
        now=now,
        facts={"codes": [one.code for one in pack.series]},
    )
    return len(pack.series)


@command
def define_series(*, municipality_id: UUID, series: PackSeries, actor: Actor, now: datetime) -> None:
    """A figure that shall be imported from now on, or another wording for one. NotSeriesKeeperError."""
    _require(actor)
    _define(municipality_id, series)
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action="measures.series_defined",
        subject=f"measures.series:{series.code}",
        now=now,
    )


@command
def import_points(
    *,
    municipality_id: UUID,
    code: str,
    points: Sequence[NewPoint],
    source: str,
    mapping: Mapping[str, str],
    actor: Actor,
    now: datetime,
) -> Imported:
    """Keep the figures of a series. A day that had another figure is corrected, and the old one stays to be seen.

    Importing the same again changes nothing. `source` says where this import came from; `mapping` is remembered for
    the next. Raises NotSeriesKeeperError, SeriesNotFoundError, InvalidPointError; then nothing is kept.
    """
    _require(actor)
    _check(points, japan_date(now))
    points = [NewPoint(one.on, round(one.value, _PLACES)) for one in points]
    # Danger: the series is written first, so that of two imports one waits for the other.
    rows = Series.objects.filter(municipality_id=municipality_id, code=code)
    if not rows.update(mapping=dict(mapping)):
        raise SeriesNotFoundError(series=code)
    series = rows.get()
    standing = SeriesPoint.objects.filter(
        municipality_id=municipality_id, series=series, replaced_at__isnull=True
    )
    there = {point.on: point for point in standing.filter(on__in=[one.on for one in points])}
    wanted = [one for one in points if one.on not in there or there[one.on].value != one.value]
    replaced = [there[one.on].pk for one in wanted if one.on in there]
    standing.filter(pk__in=replaced).update(replaced_at=now)
    SeriesPoint.objects.bulk_create(_point(series, one, source, actor, now) for one in wanted)
    outcome = Imported(len(wanted) - len(replaced), len(replaced), len(points) - len(wanted))
    _tell(series, outcome, source, actor, now)
    return outcome


def _require(actor: Actor) -> None:
    if not (actor.is_system or actor.holds(*SERIES_KEEPERS)):
        raise NotSeriesKeeperError


def _check(points: Sequence[NewPoint], today: date) -> None:
    days: set[date] = set()
    for point in points:
        if point.on > today or point.on in days or abs(point.value) >= _LARGEST:
            raise InvalidPointError(day=point.on.isoformat())
        days.add(point.on)
    if len(points) > MOST_POINTS:
        raise InvalidPointError(day=points[MOST_POINTS].on.isoformat())


def _define(municipality_id: UUID, series: PackSeries) -> None:
    Series.objects.update_or_create(
        municipality_id=municipality_id,
        code=series.code,
        defaults={
            "names": series.names.model_dump(by_alias=True),
            "unit": series.unit,
            "source": series.source,
            "formula": series.formula,
            "url": series.url,
        },
    )


def _point(series: Series, one: NewPoint, source: str, actor: Actor, now: datetime) -> SeriesPoint:
    return SeriesPoint(
        municipality_id=series.municipality_id,
        series=series,
        on=one.on,
        value=one.value,
        source=source,
        actor=actor.log_name,
        imported_at=now,
    )


def _tell(series: Series, outcome: Imported, source: str, actor: Actor, now: datetime) -> None:
    audit.record(
        municipality_id=series.municipality_id,
        actor=actor.log_name,
        action="measures.series_imported",
        subject=f"measures.series:{series.code}",
        now=now,
        facts={
            "added": outcome.added,
            "corrected": outcome.corrected,
            "unchanged": outcome.unchanged,
            "source": source,
        },
    )
