"""The list of cases: what waits, found and handled, one by one or many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.applications.commands.batches import (
    BatchOutcome,
    accept_cases,
    close_cases,
    start_reviews,
)
from shirube.applications.domain.states import SETTLED, UNDER_WAY, CaseState
from shirube.applications.queries.case_list import CaseFilter, CaseLine, count_states, list_cases
from shirube.applications.web.staff.desk import Desk, desk_of, handlers, way
from shirube.applications.web.staff.words import CHANNELS, state_status
from shirube.procedures import interface as procedures
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

# What the tabs show; the order is that of the work.
TABS: Mapping[str, frozenset[CaseState]] = {
    "under_way": UNDER_WAY,
    "submitted": frozenset({CaseState.SUBMITTED}),
    "accepted": frozenset({CaseState.ACCEPTED}),
    "in_review": frozenset({CaseState.IN_REVIEW}),
    "returned": frozenset({CaseState.RETURNED}),
    "in_approval": frozenset({CaseState.IN_APPROVAL}),
    "settled": SETTLED,
    "closed": frozenset({CaseState.CLOSED}),
}
_BATCHES: Mapping[str, Callable[..., list[BatchOutcome]]] = {
    "accept": accept_cases,
    "review": start_reviews,
    "close": close_cases,
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list with its words."""

    case: CaseLine
    procedure: str
    officer: str
    channel: str
    status: Any


@handlers
def cases(request: HttpRequest) -> HttpResponse:
    """The cases of one's sections, newest first; overdue ones by their day. POST handles the chosen ones."""
    desk = desk_of(request)
    if request.method == "POST":
        return _handle(request, desk)
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else "under_way"
    wanted = _wanted(request, desk, tab)
    found = list_cases(**desk.look, wanted=wanted, today=desk.today, after=_place(request, wanted))
    names = procedure_names(desk)
    context = {
        "lines": _lines(found.lines, names, desk),
        "tabs": _tabs(desk, tab),
        "tab": tab,
        "search": wanted.search,
        "procedure": wanted.procedure_code,
        "overdue": wanted.is_overdue,
        "mine": wanted.officer_id is not None,
        "procedures": sorted(names.items(), key=lambda item: item[1]),
        "next_url": _next_url(request, found.next_key),
        "first_url": f"?{_kept(request)}" if request.GET.get("after") else "",
        "breadcrumbs": [*way()[:-1], {"label": _("申請の一覧"), "url": ""}],
    }
    return page(request, "applications/staff/cases.html", context)


def _wanted(request: HttpRequest, desk: Desk, tab: str) -> CaseFilter:
    search = _asked(request, "search")
    return CaseFilter(
        # Who looks for a number or a name looks everywhere.
        states=frozenset() if search.strip() else TABS[tab],
        procedure_code=_asked(request, "procedure"),
        officer_id=desk.actor.staff_id if "mine" in request.GET else None,
        is_overdue="overdue" in request.GET,
        search=search,
    )


def _asked(request: HttpRequest, name: str, longest: int = 80) -> str:
    """A part of the address as a database takes it: PostgreSQL knows no NUL in a text."""
    return request.GET.get(name, "").replace("\0", "")[:longest]


def procedure_names(desk: Desk) -> dict[str, str]:
    """The procedures of the city by code, by the names used at the counter."""
    return {
        one.code: one.short.in_language("ja")
        for one in procedures.list_procedures(municipality_id=desk.municipality_id)
    }


def _lines(found: Sequence[CaseLine], names: Mapping[str, str], desk: Desk) -> list[Line]:
    people = desk.names_of({f"staff:{one.officer_id}" for one in found if one.officer_id})
    return [
        Line(
            one,
            names.get(one.procedure_code, one.procedure_code),
            people.get(f"staff:{one.officer_id}", ""),
            str(CHANNELS[one.channel]),
            state_status(one.state, None),
        )
        for one in found
    ]


def _tabs(desk: Desk, current: str) -> list[dict[str, Any]]:
    states = [state for state in CaseState if state != CaseState.CLOSED]
    counted = count_states(**desk.look, states=states)
    words = {
        "under_way": _("手続き中"),
        "submitted": _("受付待ち"),
        "accepted": _("審査待ち"),
        "in_review": _("審査中"),
        "returned": _("補正中"),
        "in_approval": _("決裁中"),
        "settled": _("結果が出た"),
        "closed": _("完結"),
    }
    return [
        {
            "label": words[tab],
            "url": f"?tab={tab}",
            "count": sum(counted.get(state, 0) for state in states) if tab != "closed" else None,
            "current": tab == current,
        }
        for tab, states in TABS.items()
    ]


def _kept(request: HttpRequest) -> str:
    """The filters of the address without the place in the list."""
    return urlencode([(key, value) for key, value in request.GET.items() if key != "after"])


def _place(request: HttpRequest, wanted: CaseFilter) -> str:
    """The place in the list to go on from; what is no place of this list begins at its top."""
    key = request.GET.get("after", "")
    day, mark, last = key.rpartition("~")
    try:
        UUID(last)
        if mark:
            date.fromisoformat(day)
    except ValueError:
        return ""
    return key if bool(mark) == (wanted.is_overdue and not wanted.search.strip()) else ""


def _next_url(request: HttpRequest, key: str | None) -> str:
    return f"?{_kept(request)}&{urlencode({'after': key})}" if key else ""


def _handle(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The chosen cases, each by itself: what could not be done is named with its reason, the rest is done."""
    back = f"{reverse('applications_staff:cases')}?{request.POST.get('_back', '')[:400]}"
    act = _BATCHES.get(request.POST.get("act", ""))
    chosen = [one for one in map(_uuid, request.POST.getlist("case")) if one is not None]
    if act is None or not chosen:
        messages.error(request, _("申請を選んでから、操作のボタンを押してください。何も変わっていません。"))
        return redirect(back)
    outcomes = act(**desk.act, case_ids=chosen)
    refused = [one.error for one in outcomes if one.error is not None]
    if len(outcomes) > len(refused):
        messages.success(request, _("%(n)s件を処理しました。") % {"n": len(outcomes) - len(refused)})
    for sentence in sorted({sentence_for(error) for error in refused}):
        messages.warning(request, _("処理していないものがあります: %(why)s") % {"why": sentence})
    return redirect(back)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
