"""Readings that appear by themselves: what a KPI's measures came to, month by month."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shirube.accounts.interface import SYSTEM, Actor
from shirube.audit import interface as audit
from shirube.kernel.calendar import fiscal_year_bounds
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command
from shirube.measures import interface as measures
from shirube.plans.commands.guards import get_kpi, get_reading, raise_revision, require_responsible
from shirube.plans.commands.readings import place_reading
from shirube.plans.models import Kpi, Plan, Reading
from shirube.plans.queries.coverage import list_bound_kpis

logger = logging.getLogger(__name__)

# The columns of a reading hold four digits behind the point.
_PLACES = 4
_LONGEST_SOURCE = 200


class AlreadyConfirmedError(ConflictError):
    """Somebody has looked at this value before, or it has been corrected since."""

    code = "plans.already_confirmed"


@dataclass(frozen=True, slots=True)
class _Wish:
    """A value that a KPI should have a reading of."""

    on: date
    value: Decimal
    note: str


def read_all_kpis(*, municipality_id: UUID, until: date, now: datetime) -> int:
    """Bring the readings of every bound KPI up to date; how many readings were written. Safe to be called again."""
    written = 0
    for kpi_id in list_bound_kpis(municipality_id=municipality_id):
        try:
            written += read_kpi(municipality_id=municipality_id, kpi_id=kpi_id, until=until, now=now)
        except Exception:
            # Isolation point: one KPI that cannot be read must not cost the others their values.
            logger.exception("KPI could not be read", extra={"kpi": str(kpi_id)})
    return written


@command
def read_kpi(*, municipality_id: UUID, kpi_id: UUID, until: date, now: datetime) -> int:
    """One reading for each month that has ended, and one for the month that runs, which is renewed until it ends.

    An imported figure has a reading of each day it speaks of. A value that was told and is another one now replaces
    its reading, with what it was. What a person has entered for a day stays.
    """
    kpi = get_kpi(municipality_id, kpi_id)
    years = Plan.objects.filter(municipality_id=municipality_id, pk=kpi.initiative.plan_id)
    since = fiscal_year_bounds(years.values_list("start_year", flat=True).get())[0]
    valuation = measures.value_formula(
        municipality_id=municipality_id, formula=kpi.measure, since=since, until=until
    )
    standing = _standing(kpi)
    return sum(
        _write(kpi, standing, wish, valuation, now) for wish in _wishes(standing, valuation, since, until)
    )


@command
def confirm_reading(
    *, municipality_id: UUID, reading_id: UUID, comment: str, actor: Actor, now: datetime
) -> None:
    """A person has looked at a measured value. PartNotFoundError, NotYourSectionError, AlreadyConfirmedError."""
    reading = get_reading(municipality_id, reading_id)
    require_responsible(reading.kpi.initiative, actor)
    raise_revision(reading.kpi.initiative.plan_id, now)
    waiting = Reading.objects.filter(
        municipality_id=municipality_id,
        pk=reading_id,
        is_measured=True,
        confirmed_at__isnull=True,
        replaced_at__isnull=True,
    )
    if not waiting.update(confirmed_at=now, confirmed_by=actor.log_name, comment=comment):
        raise AlreadyConfirmedError
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action="plans.reading_confirmed",
        subject=f"plans.kpi:{reading.kpi_id}",
        now=now,
        facts={"measured_on": reading.measured_on.isoformat(), "value": str(reading.value)},
    )


def _standing(kpi: Kpi) -> Mapping[date, Reading]:
    rows = Reading.objects.filter(municipality_id=kpi.municipality_id, kpi=kpi, replaced_at__isnull=True)
    return {row.measured_on: row for row in rows}


def _wishes(
    standing: Mapping[date, Reading], valuation: measures.Valuation, since: date, until: date
) -> Iterator[_Wish]:
    days = [day for day in valuation.days if since <= day <= until]
    if not valuation.is_imported:
        # Of each month the last day that was measured; what was read of another day may have been corrected since.
        last = {(day.year, day.month): day for day in days}
        days = sorted({*last.values(), *(day for day in days if day in standing)})
    told: Decimal | None = None
    for day in days:
        value = valuation.on(day)
        if value.value is None:
            continue
        rounded = round(value.value, _PLACES)
        if valuation.counts_people and _tells_of_few(told, rounded):
            continue
        told = rounded
        yield _Wish(day, rounded, value.corrected)


def _tells_of_few(told: Decimal | None, value: Decimal) -> bool:
    """Readings are public: neither a value of a few people nor a step by a few is told."""
    return measures.is_few(value) or (told is not None and measures.is_few(abs(value - told)))


def _write(
    kpi: Kpi, standing: Mapping[date, Reading], wish: _Wish, valuation: measures.Valuation, now: datetime
) -> int:
    there = standing.get(wish.on)
    if there is not None and (not there.is_measured or there.value == wish.value):
        return 0
    if there is None and _renew(kpi, standing, wish, now):
        return 1
    place_reading(
        kpi=kpi,
        measured_on=wish.on,
        value=wish.value,
        source=_source(valuation),
        note=wish.note,
        evidence=(),
        actor=SYSTEM,
        now=now,
        replace=there is not None,
        seen=there.pk if there else None,
        is_measured=True,
    )
    return 1


def _renew(kpi: Kpi, standing: Mapping[date, Reading], wish: _Wish, now: datetime) -> bool:
    """The reading of the same month, as far as nobody has confirmed it, moves on to the newer day."""
    same_month = [
        row.pk
        for row in standing.values()
        if row.is_measured and (row.measured_on.year, row.measured_on.month) == (wish.on.year, wish.on.month)
    ]
    rows = Reading.objects.filter(
        municipality_id=kpi.municipality_id,
        pk__in=same_month,
        confirmed_at__isnull=True,
        replaced_at__isnull=True,
        measured_on__lt=wish.on,
    )
    newest = rows.order_by("-measured_on").first()
    if newest is None:
        return False
    raise_revision(kpi.initiative.plan_id, now)
    return bool(
        rows.filter(pk=newest.pk).update(
            measured_on=wish.on, value=wish.value, note=wish.note, entered_at=now, was=None
        )
    )


def _source(valuation: measures.Valuation) -> str:
    titles = "、".join(dict.fromkeys(term.title for term in valuation.terms))
    return f"しるべの測定（{titles}）"[:_LONGEST_SOURCE]
