"""登録団体: who may book as a group, until when, and how a registration goes on."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from shirube.kernel.calendar import fiscal_year_end, fiscal_year_of
from shirube.kernel.errors import InvalidInputError

# From when on before its end a registration can be renewed.
RENEWAL_OPENS = timedelta(days=90)
MOST_MEMBERS = 100_000


class GroupInvalidError(InvalidInputError):
    """`field` is missing or cannot be."""

    code = "bookings.group_invalid"


class GroupState(StrEnum):
    """RENEWING is accepted until its day, and looked at anew for the next year."""

    APPLIED = "applied"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    RENEWING = "renewing"
    REFUSED = "refused"
    EXPIRED = "expired"


class GroupKind(StrEnum):
    SPORT = "sport"
    CULTURE = "culture"
    WELFARE = "welfare"
    CHILDREN = "children"
    NEIGHBOURHOOD = "neighbourhood"
    OTHER = "other"


class Decision(StrEnum):
    ACCEPT = "accept"
    RETURN = "return"
    REFUSE = "refuse"


# What staff have to look at.
WAITING_FOR_STAFF = frozenset({GroupState.APPLIED, GroupState.RENEWING})
# What its representative may hand in anew: corrected, or for the next year.
_ON_RESUBMISSION = {
    GroupState.RETURNED: GroupState.APPLIED,
    GroupState.EXPIRED: GroupState.APPLIED,
    GroupState.ACCEPTED: GroupState.RENEWING,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupFacts:
    """What a group tells of itself. `members_inside` live, work or learn in the city."""

    name: str
    kind: GroupKind
    members: int
    members_inside: int
    purpose: str

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "kind": self.kind.value}


def check_group_facts(facts: GroupFacts) -> None:
    """GroupInvalidError."""
    if not facts.name.strip():
        raise GroupInvalidError(field="name")
    if not 1 <= facts.members <= MOST_MEMBERS:
        raise GroupInvalidError(field="members")
    if not 0 <= facts.members_inside <= facts.members:
        raise GroupInvalidError(field="members_inside")
    if not facts.purpose.strip():
        raise GroupInvalidError(field="purpose")


def is_valid_on(state: str, valid_until: date | None, day: date) -> bool:
    """Whether the group may book on that day."""
    accepted = state in {GroupState.ACCEPTED, GroupState.RENEWING}
    return accepted and valid_until is not None and day <= valid_until


def may_be_handed_in(state: str, valid_until: date | None, day: date) -> bool:
    """Whether its representative may correct or renew it on that day."""
    if state == GroupState.ACCEPTED:
        return valid_until is not None and valid_until - RENEWAL_OPENS < day
    return state in _ON_RESUBMISSION


def state_after_handing_in(state: str) -> GroupState:
    return _ON_RESUBMISSION[GroupState(state)]


def valid_until_of(decided_on: date, *, renewed_from: date | None) -> date:
    """31 March: of this fiscal year for a new group, of the year after the one that ends for a renewed one."""
    year = fiscal_year_of(decided_on)
    if renewed_from is not None and renewed_from >= decided_on:
        year = fiscal_year_of(renewed_from) + 1
    return fiscal_year_end(year)


GROUP_FACTS = tuple(one.name for one in fields(GroupFacts))
