"""The list as somebody filtered it: read from the part of an address behind the question mark, and kept there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from shirube.accounts.interface import Role
from shirube.applications.domain.states import SETTLED, UNDER_WAY, CaseState
from shirube.applications.queries.case_list import CaseFilter
from shirube.applications.web.staff.desk import Desk

# What the tabs show; the order is that of the work.
TABS: Mapping[str, frozenset[CaseState]] = {
    "under_way": UNDER_WAY,
    "submitted": frozenset({CaseState.SUBMITTED}),
    "accepted": frozenset({CaseState.ACCEPTED}),
    "in_review": frozenset({CaseState.IN_REVIEW}),
    "returned": frozenset({CaseState.RETURNED}),
    "in_approval": frozenset({CaseState.IN_APPROVAL}),
    "to_approve": frozenset({CaseState.IN_APPROVAL}),
    "settled": SETTLED,
    "closed": frozenset({CaseState.CLOSED}),
}
_APPROVERS = (Role.SUBSECTION_CHIEF, Role.SECTION_CHIEF)
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Shown:
    """A list as it was asked for. `query` brings it back, from its top."""

    tab: str
    wanted: CaseFilter
    query: str


def tabs_for(desk: Desk) -> list[str]:
    """The tabs of the person: only who decides at a desk has proposals to decide on."""
    return [tab for tab in TABS if tab != "to_approve" or desk.actor.holds(*_APPROVERS)]


def read_list(data: QueryDict, desk: Desk) -> Shown:
    """The list that the parts of an address ask for; what nobody can ask for is left out."""
    tab = data.get("tab", "")
    tab = tab if tab in tabs_for(desk) else "under_way"
    search = _text(data, "search")
    wanted = CaseFilter(
        # Who looks for a number or a name looks everywhere.
        states=frozenset() if search.strip() else TABS[tab],
        procedure_code=_text(data, "procedure"),
        officer_id=desk.actor.staff_id if "mine" in data else None,
        is_overdue="overdue" in data,
        label_id=read_id(data.get("label", "")),
        approver=desk.actor if tab == "to_approve" and not search.strip() else None,
        search=search,
    )
    return Shown(tab, wanted, urlencode([(key, value) for key, value in data.items() if key != "after"]))


def read_query(query: str, desk: Desk) -> Shown:
    """The list of a kept address."""
    return read_list(QueryDict(query[:_LONGEST].replace("\0", "")), desk)


def read_place(key: str, wanted: CaseFilter) -> str:
    """The place in the list to go on from; what is no place of this list begins at its top."""
    day, mark, last = key.rpartition("~")
    try:
        UUID(last)
        if mark:
            date.fromisoformat(day)
    except ValueError:
        return ""
    return key if bool(mark) == is_by_day(wanted) else ""


def is_by_day(wanted: CaseFilter) -> bool:
    """Overdue cases stand in the order of their due day, everything else in that of arrival."""
    return wanted.is_overdue and not wanted.search.strip()


def read_id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _text(data: QueryDict, name: str, longest: int = 80) -> str:
    """A part of the address as a database takes it: PostgreSQL knows no NUL in a text."""
    return data.get(name, "").replace("\0", "")[:longest]
