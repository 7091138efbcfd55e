"""What happened to a plan."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanged(Event):
    """What the plan promises was edited; `version` is the number of the new version."""

    municipality_id: UUID
    plan_id: UUID
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingEntered(Event):
    """A value of a KPI was entered or corrected, by a person, a sheet or a measure."""

    municipality_id: UUID
    plan_id: UUID
    kpi_id: UUID
    measured_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionReported(Event):
    """How an action stands in a fiscal year was reported, or reported anew."""

    municipality_id: UUID
    plan_id: UUID
    action_id: UUID
    fiscal_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMoved(Event):
    """An annual review lies on another desk now, or before the public; `state` says where."""

    municipality_id: UUID
    plan_id: UUID
    review_id: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateSheetApplied(Event):
    """Told once for the sheet, beside the ReadingEntered and ActionReported of its rows."""

    municipality_id: UUID
    plan_id: UUID
    sheet_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionReminded(Event):
    municipality_id: UUID
    plan_id: UUID
    section_id: UUID
