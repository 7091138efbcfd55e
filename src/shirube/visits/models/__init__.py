"""The tables of the counter, by subject."""

from shirube.visits.models.counter import (
    Branch,
    BranchDay,
    Desk,
    DeskService,
    DeskShift,
    LearnedTime,
    Service,
    Visit,
    VisitService,
)
from shirube.visits.models.interviews import (
    Interview,
    InterviewCase,
    InterviewViewing,
    PaperSheet,
    VisitPackage,
)

__all__ = [
    "Branch",
    "BranchDay",
    "Desk",
    "DeskService",
    "DeskShift",
    "Interview",
    "InterviewCase",
    "InterviewViewing",
    "LearnedTime",
    "PaperSheet",
    "Service",
    "Visit",
    "VisitPackage",
    "VisitService",
]
