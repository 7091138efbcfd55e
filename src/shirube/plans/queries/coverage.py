"""How completely a city reports on its plans: counted for the measures, from rows alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from shirube.kernel.calendar import fiscal_year_bounds, fiscal_year_of
from shirube.plans.models import Action, ActionReport, Kpi, Reading


def list_running_actions(*, municipality_id: UUID, on: date) -> Sequence[UUID]:
    """Actions that a phase covers in the fiscal year of the day."""
    year = fiscal_year_of(on)
    running = Action.objects.filter(
        municipality_id=municipality_id, phases__first_year__lte=year, phases__last_year__gte=year
    )
    return list(running.values_list("pk", flat=True).distinct())


def count_reported_actions(*, municipality_id: UUID, action_ids: Sequence[UUID], on: date) -> int:
    """How many of the actions have a report for the fiscal year of the day."""
    reports = ActionReport.objects.filter(
        municipality_id=municipality_id,
        action_id__in=action_ids,
        fiscal_year=fiscal_year_of(on),
        replaced_at__isnull=True,
    )
    return reports.count()


def list_current_kpis(*, municipality_id: UUID, on: date) -> Sequence[UUID]:
    """KPIs of plans whose period holds the day."""
    year = fiscal_year_of(on)
    kpis = Kpi.objects.filter(
        municipality_id=municipality_id,
        initiative__plan__start_year__lte=year,
        initiative__plan__end_year__gte=year,
    )
    return list(kpis.values_list("pk", flat=True))


def count_measured_kpis(*, municipality_id: UUID, kpi_ids: Sequence[UUID], on: date) -> int:
    """How many of the KPIs have a reading from the last fiscal year on."""
    since, _ = fiscal_year_bounds(fiscal_year_of(on) - 1)
    readings = Reading.objects.filter(
        municipality_id=municipality_id,
        kpi_id__in=kpi_ids,
        measured_on__gte=since,
        measured_on__lte=on,
        replaced_at__isnull=True,
    )
    return readings.values("kpi_id").distinct().count()


def list_bound_kpis(*, municipality_id: UUID, measure: str = "") -> Sequence[UUID]:
    """KPIs that are measured; only those whose formula names `measure`, where it is given."""
    kpis = Kpi.objects.filter(municipality_id=municipality_id).exclude(measure="")
    if measure:
        kpis = kpis.filter(measure__contains=measure)
    return list(kpis.values_list("pk", flat=True))
