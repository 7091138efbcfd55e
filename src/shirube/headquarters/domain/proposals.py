"""An ad-hoc proposal (突発的事案): its parts, its way from the section to the decision, and what it lacks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from uuid import UUID


class ProposalState(StrEnum):
    """READY: the office has gathered what the meeting needs; only such a proposal is decided on."""

    DRAFT = "draft"
    WITH_CHIEF = "with_chief"
    SUBMITTED = "submitted"
    TAKEN_UP = "taken_up"
    READY = "ready"
    RETURNED = "returned"
    DECIDED = "decided"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """A step on the way. The last four come from a meeting or end the way."""

    SUBMIT = "submit"
    APPROVE = "approve"
    TAKE_UP = "take_up"
    MAKE_READY = "make_ready"
    TAKE_BACK = "take_back"
    RETURN = "return"
    WITHDRAW = "withdraw"
    DECIDE = "decide"
    SEND_BACK = "send_back"
    REFUSE = "refuse"


class Hand(StrEnum):
    """Whose hand makes a move: the section's, its chief's, the headquarters office's, or a meeting's."""

    SECTION = "section"
    CHIEF = "chief"
    OFFICE = "office"
    MEETING = "meeting"


class MoneySource(StrEnum):
    GENERAL = "general"
    NATIONAL = "national"
    PREFECTURE = "prefecture"
    BOND = "bond"
    FUND = "fund"
    OTHER = "other"


class BudgetState(StrEnum):
    """What became of the money of a decided proposal. NOT_NEEDED: it costs nothing."""

    NONE = ""
    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"
    NOT_NEEDED = "not_needed"


class Stance(StrEnum):
    """What an asked section says: nothing against it, only if, or against it."""

    AGREES = "agrees"
    CONDITIONS = "conditions"
    OBJECTS = "objects"


@dataclass(frozen=True, slots=True)
class Way:
    """From where to where a move leads, and who makes it where. `says_why`: with a reason that its history keeps."""

    begins: Mapping[ProposalState, frozenset[Hand]]
    ends: ProposalState
    says_why: bool = False


_S = ProposalState
_SECTION, _CHIEF = frozenset({Hand.SECTION}), frozenset({Hand.CHIEF})
_OFFICE, _MEETING = frozenset({Hand.OFFICE}), frozenset({Hand.MEETING})
_LOOKED_AT = (_S.SUBMITTED, _S.TAKEN_UP, _S.READY)
WAYS: Mapping[Move, Way] = {
    Move.SUBMIT: Way({_S.DRAFT: _SECTION, _S.RETURNED: _SECTION}, _S.WITH_CHIEF),
    # A chief who wrote it sends it on without a detour.
    Move.APPROVE: Way({_S.WITH_CHIEF: _CHIEF, _S.DRAFT: _CHIEF, _S.RETURNED: _CHIEF}, _S.SUBMITTED),
    Move.TAKE_UP: Way({_S.SUBMITTED: _OFFICE}, _S.TAKEN_UP),
    Move.MAKE_READY: Way({_S.TAKEN_UP: _OFFICE}, _S.READY),
    Move.TAKE_BACK: Way({_S.READY: _OFFICE}, _S.TAKEN_UP, says_why=True),
    Move.RETURN: Way(
        {_S.WITH_CHIEF: _CHIEF, **dict.fromkeys(_LOOKED_AT, _OFFICE)}, _S.RETURNED, says_why=True
    ),
    Move.WITHDRAW: Way(
        # What has not left the section its writers drop themselves; the section's word is taken back by its chief.
        {
            **dict.fromkeys((_S.DRAFT, _S.WITH_CHIEF, _S.RETURNED), _SECTION),
            **dict.fromkeys(_LOOKED_AT, _CHIEF),
        },
        _S.WITHDRAWN,
        says_why=True,
    ),
    Move.DECIDE: Way({_S.READY: _MEETING}, _S.DECIDED),
    Move.SEND_BACK: Way({_S.READY: _MEETING}, _S.RETURNED),
    Move.REFUSE: Way({_S.READY: _MEETING}, _S.REFUSED),
}
# The section writes before it hands in; the office corrects what lies with it, before the section's eyes.
WRITERS: Mapping[ProposalState, Hand] = {
    _S.DRAFT: Hand.SECTION,
    _S.RETURNED: Hand.SECTION,
    _S.TAKEN_UP: Hand.OFFICE,
    _S.READY: Hand.OFFICE,
}
# While sections can be asked and can answer.
ASKED_IN = frozenset({_S.TAKEN_UP, _S.READY})
UNDER_WAY = frozenset({_S.DRAFT, _S.WITH_CHIEF, _S.RETURNED, *_LOOKED_AT})


@dataclass(frozen=True, slots=True)
class Cost:
    fiscal_year: int
    source: MoneySource
    yen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalContent:
    """What is proposed. `pillar` and `initiative` are slugs of the plan's parts; with an initiative, an action is added to it.

    Years are fiscal years, both inclusive. `costs` is empty where nothing is needed, which `needs_no_money` says.
    """

    title: str = ""
    purpose: str = ""
    necessity: str = ""
    alternatives: str = ""
    effect: str = ""
    measure: str = ""
    category: str = ""
    category_reason: str = ""
    plan_id: UUID | None = None
    pillar: str = ""
    initiative: str = ""
    first_year: int | None = None
    last_year: int | None = None
    needs_no_money: bool = False
    costs: tuple[Cost, ...] = ()

    @property
    def total_yen(self) -> int:
        return sum(cost.yen for cost in self.costs)


# What may be left empty: an initiative, where a new one is proposed; costs are judged for themselves.
_OPTIONAL = frozenset({"initiative", "needs_no_money", "costs"})


def missing_parts(content: ProposalContent) -> tuple[str, ...]:
    """The names of the parts that the headquarters cannot decide without, in the order of the form."""
    empty = [
        one.name for one in fields(content) if one.name not in _OPTIONAL and not getattr(content, one.name)
    ]
    return (*empty, *(() if content.costs or content.needs_no_money else ("costs",)))


def contradiction(content: ProposalContent) -> str:
    """The part that contradicts another; "" where nothing does. Costs lie within the years, which are in their order."""
    first, last = content.first_year, content.last_year
    if first is not None and last is not None and last < first:
        return "last_year"
    if content.costs and content.needs_no_money:
        return "needs_no_money"
    years = [cost.fiscal_year for cost in content.costs]
    if first is not None and last is not None and any(not first <= year <= last for year in years):
        return "costs"
    return ""


def hands_at(move: Move, state: ProposalState) -> frozenset[Hand]:
    """Who may make the move while the proposal is in the state; nobody where it leads from elsewhere."""
    return WAYS[move].begins.get(state, frozenset())
