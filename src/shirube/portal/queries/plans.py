"""Which of a city's plans are shown, and how many of their indicators are on course."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shirube.kernel.calendar import fiscal_year_of
from shirube.plans import interface as plans


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many indicators are on course or ahead, behind, and cannot be judged."""

    total: int
    on_course: int
    behind: int
    unknown: int


def list_running(*, municipality_id: UUID, on: date) -> Sequence[plans.PlanDocument]:
    """The plans whose period holds the day, or the newest where none does. Cost: a query a plan, once remembered."""
    summaries = list(plans.list_plans(municipality_id=municipality_id))
    year = fiscal_year_of(on)
    running = [plan for plan in summaries if plan.start_year <= year <= plan.end_year]
    return [
        plans.get_plan_document(municipality_id=municipality_id, slug=plan.slug, on=on)
        for plan in running or summaries[:1]
    ]


def plan_in_force(summaries: Sequence[plans.PlanSummary], on: date) -> plans.PlanSummary | None:
    """The newest plan whose period holds the day, else the newest of all; `summaries` begin with the newest."""
    year = fiscal_year_of(on)
    running = (plan for plan in summaries if plan.start_year <= year <= plan.end_year)
    return next(running, summaries[0] if summaries else None)


def count_grades(kpis: Iterable[plans.KpiItem]) -> Counts | None:
    """None where there is no indicator."""
    grades = [kpi.grade for kpi in kpis]
    if not grades:
        return None
    return Counts(
        total=len(grades),
        on_course=grades.count(plans.Grade.AHEAD) + grades.count(plans.Grade.ON_COURSE),
        behind=grades.count(plans.Grade.BEHIND),
        unknown=grades.count(plans.Grade.CANNOT_JUDGE),
    )
