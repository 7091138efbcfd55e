"""Where a plan stands on a day: each indicator's newest value, and what is late, with the reasons that were given.

The one source of the figures on the page of a KPI, the page "DXのいま", its feed and the headquarters' page.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shirube.kernel.calendar import fiscal_year_of
from shirube.plans.domain.document import (
    ActionItem,
    InitiativeItem,
    KpiItem,
    PlanDocument,
    ReadingItem,
    Report,
)
from shirube.plans.domain.grading import newest_reading
from shirube.plans.domain.terms import ActionState

_BEHIND = frozenset({ActionState.LATE, ActionState.STOPPED})


@dataclass(frozen=True, slots=True)
class KpiStanding:
    """`reading` is None where nothing has been measured since the plan began."""

    document: PlanDocument
    initiative: InitiativeItem
    kpi: KpiItem
    reading: ReadingItem | None


@dataclass(frozen=True, slots=True)
class LateAction:
    """An action whose newest report says that it is late or was stopped; the report gives the reason."""

    document: PlanDocument
    initiative: InitiativeItem
    action: ActionItem
    report: Report


def current_report(action: ActionItem, on: date) -> Report | None:
    """The newest report up to the day, unless it is older than last fiscal year and says nothing about today."""
    year = fiscal_year_of(on)
    newest = next((report for report in action.reports if report.fiscal_year <= year), None)
    return newest if newest and newest.fiscal_year >= year - 1 else None


def kpi_standings(document: PlanDocument, on: date) -> tuple[KpiStanding, ...]:
    """Every indicator of the plan, in the order of its initiatives."""
    return tuple(
        KpiStanding(document, item, kpi, newest_reading(kpi.readings, on))
        for item in document.initiatives
        for kpi in item.kpis
    )


def is_reported(document: PlanDocument, on: date) -> bool:
    """Whether sections report on the plan at all: where none does, nobody knows whether anything is late."""
    return any(current_report(action, on) for item in document.initiatives for action in item.actions)


def late_actions(document: PlanDocument, on: date) -> tuple[LateAction, ...]:
    """In the order of the plan's initiatives."""
    return tuple(
        LateAction(document, item, action, report)
        for item in document.initiatives
        for action in item.actions
        if (report := current_report(action, on)) and report.state in _BEHIND
    )
