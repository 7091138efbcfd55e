"""What happened at the headquarters."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersSent(Event):
    """The papers of a meeting, or a supplement to them, were frozen and sent; `number` 1 is the papers."""

    municipality_id: UUID
    meeting_id: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItemDecided(Event):
    """An item was decided on; `outcome` is decided, returned, refused or noted. What it is about has been told already."""

    municipality_id: UUID
    meeting_id: UUID
    item_id: UUID
    about_kind: str
    about_key: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingHeld(Event):
    """The meeting is over: its future steps are tasks now."""

    municipality_id: UUID
    meeting_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCancelled(Event):
    municipality_id: UUID
    meeting_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskClosed(Event):
    """A task was done or dropped."""

    municipality_id: UUID
    task_id: UUID
    is_done: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesPublished(Event):
    """Residents read the minutes, and with them the decisions."""

    municipality_id: UUID
    meeting_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesTakenBack(Event):
    municipality_id: UUID
    meeting_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalMoved(Event):
    """An ad-hoc proposal took a step on its way; `state` says where it lies now."""

    municipality_id: UUID
    proposal_id: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPlaced(Event):
    """A decided proposal stands in the plan, from its version `version` on."""

    municipality_id: UUID
    proposal_id: UUID
    plan_id: UUID
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalBudgetRecorded(Event):
    """What became of a decided proposal's money: approved or refused."""

    municipality_id: UUID
    proposal_id: UUID
    budget: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionAsked(Event):
    municipality_id: UUID
    proposal_id: UUID
    section_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(Event):
    municipality_id: UUID
    proposal_id: UUID
    section_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportRequestMoved(Event):
    """A request to the support desk was asked, taken up, answered, asked again or closed."""

    municipality_id: UUID
    request_id: UUID
    state: str
