"""What happens at the counter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitArrived(Event):
    """A resident is here and stands in line."""

    municipality_id: UUID
    visit_id: UUID
    branch_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketCalled(Event):
    """A desk called a ticket, for the first time or again."""

    municipality_id: UUID
    visit_id: UUID
    branch_id: UUID
    desk_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEnded(Event):
    """A resident is done or went home; `was_open_at_closing` where the branch closed with them still at a desk."""

    municipality_id: UUID
    visit_id: UUID
    branch_id: UUID
    was_open_at_closing: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskClosed(Event):
    """A desk closed; `moved` residents were told that another desk serves them."""

    municipality_id: UUID
    branch_id: UUID
    desk_id: UUID
    moved: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchDayClosed(Event):
    """The day of a branch was closed, with so many residents sent home unserved."""

    municipality_id: UUID
    branch_id: UUID
    day: date
    unserved: int
    still_open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewHandedIn(Event):
    """All applications of an interview were taken in, `applications` of them."""

    municipality_id: UUID
    interview_id: UUID
    package: str
    applications: int
