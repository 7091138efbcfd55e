"""The tables of a plan, by subject."""

from shirube.plans.models.indicators import IntermediateTarget, Kpi, Reading
from shirube.plans.models.progress import ActionReport, Evidence, OodaEntry, Review, ReviewStep
from shirube.plans.models.promises import (
    Action,
    ActionPhase,
    Initiative,
    InitiativeNote,
    LogicStep,
    Pillar,
    Plan,
    PlanLink,
    PlanVersion,
    RelatedLaw,
    Responsibility,
)
from shirube.plans.models.sheets import Reminder, UpdateSheet

__all__ = [
    "Action",
    "ActionPhase",
    "ActionReport",
    "Evidence",
    "Initiative",
    "InitiativeNote",
    "IntermediateTarget",
    "Kpi",
    "LogicStep",
    "OodaEntry",
    "Pillar",
    "Plan",
    "PlanLink",
    "PlanVersion",
    "Reading",
    "RelatedLaw",
    "Reminder",
    "Responsibility",
    "Review",
    "ReviewStep",
    "UpdateSheet",
]
