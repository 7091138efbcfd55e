"""Entering a value of a KPI."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command, step
from shirube.plans.commands.guards import get_kpi, keep_evidence, raise_revision, require_responsible
from shirube.plans.domain.document import EvidenceItem
from shirube.plans.domain.packs import FIRST_YEAR, LARGEST_FIGURE
from shirube.plans.events import ReadingEntered
from shirube.plans.models import Kpi, Reading


class FutureReadingError(InvalidInputError):
    code = "plans.reading_in_the_future"


class ReadingOutOfRangeError(InvalidInputError):
    """The day lies before any plan, or the figure does not fit the column."""

    code = "plans.reading_out_of_range"


class AlreadyReadError(ConflictError):
    """There is a value for that day, or another one than the writer saw; the caller may ask to replace it."""

    code = "plans.already_read"


@command
def enter_reading(
    *,
    municipality_id: UUID,
    kpi_id: UUID,
    measured_on: date,
    value: Decimal,
    source: str,
    actor: Actor,
    now: datetime,
    note: str = "",
    evidence: Sequence[EvidenceItem] = (),
    replace: bool = False,
    seen: UUID | None = None,
) -> UUID:
    """Keep a value measured on a day, at most today. With `replace` the day's older value is kept as corrected.

    `seen` is the reading that the writer looked at when asking to replace it: one written meanwhile stays.

    Raises PartNotFoundError, NotYourSectionError, FutureReadingError, ReadingOutOfRangeError, AlreadyReadError.
    """
    return place_reading(
        kpi=get_kpi(municipality_id, kpi_id),
        measured_on=measured_on,
        value=value,
        source=source,
        note=note,
        evidence=evidence,
        actor=actor,
        now=now,
        replace=replace,
        seen=seen,
    )


@step
def carry_reading(
    *,
    municipality_id: UUID,
    kpi_id: UUID,
    measured_on: date,
    value: Decimal,
    source: str,
    note: str,
    seen: UUID | None,
    actor: Actor,
    now: datetime,
) -> UUID:
    """What `enter_reading` does, inside a command of another room that must happen with it or not at all.

    `seen`: the reading of that day which the value takes the place of; None where there was none.
    """
    return place_reading(
        kpi=get_kpi(municipality_id, kpi_id),
        measured_on=measured_on,
        value=value,
        source=source,
        note=note,
        evidence=(),
        actor=actor,
        now=now,
        replace=seen is not None,
        seen=seen,
    )


@step
def place_reading(
    *,
    kpi: Kpi,
    measured_on: date,
    value: Decimal,
    source: str,
    note: str,
    evidence: Sequence[EvidenceItem],
    actor: Actor,
    now: datetime,
    replace: bool,
    seen: UUID | None = None,
    is_measured: bool = False,
) -> UUID:
    """The part of `enter_reading` that an update sheet repeats for each row of one transaction."""
    require_responsible(kpi.initiative, actor)
    # Before any row of the plan: two writers who took them in another order would wait for each other for ever.
    raise_revision(kpi.initiative.plan_id, now)
    _check(measured_on, value, now)
    was = _set_aside(kpi, measured_on, seen, now) if replace else None
    reading = Reading(
        municipality_id=kpi.municipality_id,
        kpi=kpi,
        measured_on=measured_on,
        value=value,
        source=source,
        note=note,
        was=was,
        is_measured=is_measured,
        actor=actor.log_name,
        entered_at=now,
    )
    _insert(reading)
    subject = f"plans.reading:{reading.pk}"
    keep_evidence(kpi.municipality_id, evidence, subject=subject, actor=actor, now=now, reading=reading)
    _tell(kpi, reading, now)
    return reading.pk


def _check(measured_on: date, value: Decimal, now: datetime) -> None:
    if measured_on > japan_date(now):
        raise FutureReadingError(measured_on=measured_on.isoformat())
    if measured_on.year < FIRST_YEAR or abs(value) >= LARGEST_FIGURE or value != round(value, 4):
        raise ReadingOutOfRangeError(measured_on=measured_on.isoformat(), value=str(value))


def _set_aside(kpi: Kpi, measured_on: date, seen: UUID | None, now: datetime) -> Decimal | None:
    """What stood there before; None where nothing is set aside."""
    standing = Reading.objects.filter(
        municipality_id=kpi.municipality_id, kpi=kpi, measured_on=measured_on, replaced_at__isnull=True
    )
    chosen = standing.filter(pk=seen) if seen else standing
    was = chosen.values_list("value", flat=True).first()
    return was if chosen.update(replaced_at=now) else None


def _insert(reading: Reading) -> None:
    try:
        with transaction.atomic():
            reading.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyReadError(measured_on=reading.measured_on.isoformat()) from error


def _tell(kpi: Kpi, reading: Reading, now: datetime) -> None:
    plan_id = kpi.initiative.plan_id
    audit.record(
        municipality_id=kpi.municipality_id,
        actor=reading.actor,
        action="plans.reading_entered",
        subject=f"plans.kpi:{kpi.pk}",
        now=now,
        facts={"measured_on": reading.measured_on.isoformat(), "value": str(reading.value)},
    )
    events.publish(
        ReadingEntered(
            municipality_id=kpi.municipality_id,
            plan_id=plan_id,
            kpi_id=kpi.pk,
            measured_on=reading.measured_on,
        )
    )
