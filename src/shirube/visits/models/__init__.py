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

__all__ = [
    "Branch",
    "BranchDay",
    "Desk",
    "DeskService",
    "DeskShift",
    "LearnedTime",
    "Service",
    "Visit",
    "VisitService",
]
