"""The list of cases: what waits, found and handled, one by one or many at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.applications.commands.batches import (
    BatchOutcome,
    accept_cases,
    close_cases,
    start_reviews,
    take_up_cases,
)
from shirube.applications.commands.moving import CaseMovedError
from shirube.applications.domain.states import CaseState
from shirube.applications.queries.case_list import (
    CaseFilter,
    CaseLine,
    count_cases,
    count_states,
    list_cases,
)
from shirube.applications.queries.places import find_receipt_numbers
from shirube.applications.queries.staff_cases import list_labels
from shirube.applications.queries.waiting import count_opinions_asked
from shirube.applications.web.staff.desk import Desk, desk_of, handlers, way
from shirube.applications.web.staff.filters import TABS, read_id, read_list, read_place, tabs_for
from shirube.applications.web.staff.queue import LIST
from shirube.applications.web.staff.words import CHANNELS, state_status
from shirube.kernel.errors import DomainError
from shirube.procedures import interface as procedures
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

_BATCHES: Mapping[str, tuple[Callable[..., list[BatchOutcome]], str | Promise]] = {
    "accept": (accept_cases, gettext_lazy("受け付けました")),
    "take_up": (take_up_cases, gettext_lazy("受け付けて審査を始めました。担当はあなたです")),
    "review": (start_reviews, gettext_lazy("審査を始めました")),
    "close": (close_cases, gettext_lazy("完結しました")),
}
TAB_WORDS: Mapping[str, str | Promise] = {
    "under_way": gettext_lazy("手続き中"),
    "submitted": gettext_lazy("受付待ち"),
    "accepted": gettext_lazy("審査待ち"),
    "in_review": gettext_lazy("審査中"),
    "returned": gettext_lazy("補正中"),
    "in_approval": gettext_lazy("決裁中"),
    "to_approve": gettext_lazy("あなたの決裁待ち"),
    "settled": gettext_lazy("結果が出た"),
    "closed": gettext_lazy("完結"),
}
# A message names no more cases than a person reads.
MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the list with its words."""

    case: CaseLine
    procedure: str
    officer: str
    channel: str
    status: Any
    labels: tuple[str, ...] = ()


@handlers
def cases(request: HttpRequest) -> HttpResponse:
    """The cases of one's sections, newest first; overdue ones by their day. POST handles the chosen ones."""
    desk = desk_of(request)
    if request.method == "POST":
        return _handle(request, desk)
    shown = read_list(request.GET, desk)
    wanted = shown.wanted
    place = read_place(request.GET.get("after", ""), wanted)
    found = list_cases(**desk.look, wanted=wanted, today=desk.today, after=place)
    names = procedure_names(desk)
    labels = _labels(desk)
    context = {
        "lines": _lines(found.lines, names, labels, desk),
        "tabs": _tabs(desk, shown.tab),
        "tab": shown.tab,
        "shown": wanted,
        "query": shown.query,
        "keep": f"?{urlencode({LIST: shown.query or f'tab={shown.tab}'})}",
        "mine": wanted.officer_id is not None,
        "procedures": sorted(names.items(), key=lambda item: item[1]),
        "labels": labels,
        "next_url": f"?{shown.query}&{urlencode({'after': found.next_key})}" if found.next_key else "",
        "first_url": f"?{shown.query}" if request.GET.get("after") else "",
        "opinions": count_opinions_asked(**desk.look),
        "breadcrumbs": [*way()[:-1], {"label": _("申請の一覧"), "url": ""}],
    }
    return page(request, "applications/staff/cases.html", context)


def _labels(desk: Desk) -> dict[UUID, str]:
    """The labels of one's sections by id, section by section."""
    return dict(list_labels(municipality_id=desk.municipality_id, section_ids=desk.section_ids))


def procedure_names(desk: Desk) -> dict[str, str]:
    """The procedures of the city by code, by the names used at the counter."""
    return {
        one.code: one.short.in_language("ja")
        for one in procedures.list_procedures(municipality_id=desk.municipality_id)
    }


def _lines(
    found: Sequence[CaseLine], names: Mapping[str, str], labels: Mapping[UUID, str], desk: Desk
) -> list[Line]:
    people = desk.names_of({f"staff:{one.officer_id}" for one in found if one.officer_id})
    return [
        Line(
            one,
            names.get(one.procedure_code, one.procedure_code),
            people.get(f"staff:{one.officer_id}", ""),
            str(CHANNELS[one.channel]),
            state_status(one.state, None),
            tuple(labels[label] for label in one.label_ids if label in labels),
        )
        for one in found
    ]


def _tabs(desk: Desk, current: str) -> list[dict[str, Any]]:
    counted = count_states(**desk.look, states=[state for state in CaseState if state != CaseState.CLOSED])
    counts = {tab: sum(counted.get(state, 0) for state in states) for tab, states in TABS.items()}
    shown = tabs_for(desk)
    if "to_approve" in shown:
        counts["to_approve"] = _count_to_approve(desk)
    return [
        {
            "label": TAB_WORDS[tab],
            "url": f"?tab={tab}",
            # Nobody counts through the history.
            "count": counts[tab] if tab != "closed" else None,
            "current": tab == current,
        }
        for tab in shown
    ]


def _count_to_approve(desk: Desk) -> int:
    wanted = CaseFilter(states=TABS["to_approve"], approver=desk.actor)
    return count_cases(**desk.look, wanted=wanted, today=desk.today)


def _handle(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The chosen cases, each by itself: what was done and what was not is named with the number and the reason."""
    back = f"{reverse('applications_staff:cases')}?{request.POST.get('_back', '')[:400]}"
    name = request.POST.get("act", "")
    chosen = [one for one in map(read_id, request.POST.getlist("case")) if one is not None]
    if name not in _BATCHES or not chosen:
        messages.error(request, _("申請を選んでから、操作のボタンを押してください。何も変わっていません。"))
        return redirect(back)
    act, words = _BATCHES[name]
    outcomes = act(**desk.act, case_ids=chosen)
    numbers = find_receipt_numbers(**desk.look, case_ids=chosen)
    done = [numbers.get(one.case_id, "") for one in outcomes if one.error is None]
    if done:
        told = {"what": words, "n": len(done), "numbers": _list_numbers(done)}
        messages.success(request, _("%(what)s: %(n)s件（%(numbers)s）") % told)
    for sentence, those in _refused(outcomes, numbers).items():
        told = {"n": len(those), "numbers": _list_numbers(those), "why": sentence}
        messages.warning(request, _("していません: %(n)s件（%(numbers)s） – %(why)s") % told)
    return redirect(back)


def _refused(outcomes: Sequence[BatchOutcome], numbers: Mapping[UUID, str]) -> dict[str, list[str]]:
    """The reasons that stood against an act, each with the cases it stood against."""
    found: dict[str, list[str]] = {}
    for one in outcomes:
        if one.error is not None:
            found.setdefault(_reason(one.error), []).append(numbers.get(one.case_id, "?"))
    return found


def _reason(error: DomainError) -> str:
    """Why, in words that hold for many cases: the usual sentence for a case that has moved names one of them."""
    if isinstance(error, CaseMovedError) and error.facts["state"]:
        status = state_status(CaseState(str(error.facts["state"])), None)
        return _("いま「%(state)s」です") % {"state": status.label}
    return sentence_for(error)


def _list_numbers(numbers: Sequence[str]) -> str:
    shown = "、".join(numbers[:MOST_NAMED])
    return shown if len(numbers) <= MOST_NAMED else _("%(shown)s ほか") % {"shown": shown}
