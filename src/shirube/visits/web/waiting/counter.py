"""Before coming: what one comes for, what to bring, and how crowded it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.words import Words
from shirube.procedures import interface as procedures
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.visits.queries.boards import get_board
from shirube.visits.queries.places import BranchNotFoundError, BranchView, ServiceView, list_branches
from shirube.visits.web.times import error_words, wait_words
from shirube.visits.web.visitor import Visitor, visitor_of


@access(Access.PUBLIC)
def counter(request: HttpRequest) -> HttpResponse:
    """What one can come for, by branch; `?procedure=` shows only what that procedure is done at."""
    visitor = visitor_of(request)
    wanted = request.GET.get("procedure", "")
    branches = list_branches(municipality_id=visitor.municipality_id, on=visitor.today)
    context = {
        "places": [_place(one, wanted, visitor) for one in branches if one.is_open and _offers(one, wanted)],
        "procedure": _procedure_name(wanted, visitor),
        "congestion_url": reverse("visits:congestion"),
        "all_url": reverse("visits:counter"),
        "breadcrumbs": [{"label": _("窓口")}],
    }
    return page(request, "visits/counter/counter.html", context)


@access(Access.PUBLIC)
def service(request: HttpRequest, service_id: UUID) -> HttpResponse:
    """One service: what to bring, when it is quiet, and the way to reserve."""
    visitor = visitor_of(request)
    branch, chosen = find_service(visitor, service_id)
    load = next(
        one for one in get_board(code=branch.code, **visitor.look).loads if one.service.id == chosen.id
    )
    context = {
        "branch": branch,
        "branch_title": visitor.say(branch.title),
        "place": visitor.say(branch.place),
        "title": visitor.say(chosen.title),
        "note": visitor.say(chosen.note),
        "bring": bring_list(chosen, visitor),
        "waiting": load.waiting,
        "is_served": bool(load.desks),
        "wait": wait_words(load.wait_seconds),
        "error": error_words(load.error),
        "package": chosen.package,
        "reserve_url": reverse("visits:reserve", args=[chosen.id]) if chosen.resource_id else "",
        "breadcrumbs": [
            {"label": _("窓口"), "url": reverse("visits:counter")},
            {"label": visitor.say(chosen.title)},
        ],
    }
    return page(request, "visits/counter/service.html", context)


def find_service(visitor: Visitor, service_id: UUID) -> tuple[BranchView, ServiceView]:
    """An offered service with its branch. BranchNotFoundError."""
    for branch in list_branches(municipality_id=visitor.municipality_id, on=visitor.today):
        for one in branch.offered:
            if one.id == service_id:
                return branch, one
    raise BranchNotFoundError(kind="service")


def bring_list(chosen: ServiceView, visitor: Visitor) -> list[str]:
    """What to bring: the service's own list, then what its procedures say, each thing once."""
    catalogue = {one.code: one for one in procedures.list_procedures(municipality_id=visitor.municipality_id)}
    listed: list[Words] = [*chosen.bring]
    for code in chosen.procedure_codes:
        if code in catalogue:
            listed.extend(catalogue[code].facts.bring)
    return list(dict.fromkeys(visitor.say(one) for one in listed))


def _place(branch: BranchView, wanted: str, visitor: Visitor) -> dict[str, Any]:
    return {
        "title": visitor.say(branch.title),
        "place": visitor.say(branch.place),
        "cards": [_card(one, visitor) for one in _matching(branch, wanted)],
    }


def _card(one: ServiceView, visitor: Visitor) -> dict[str, Any]:
    return {
        "title": visitor.say(one.title),
        "url": reverse("visits:service", args=[one.id]),
        "text": visitor.say(one.note),
        "note": _("予約できます") if one.resource_id else _("予約なしでお越しください"),
    }


def _matching(branch: BranchView, wanted: str) -> Sequence[ServiceView]:
    return [one for one in branch.offered if not wanted or wanted in one.procedure_codes]


def _offers(branch: BranchView, wanted: str) -> bool:
    return bool(_matching(branch, wanted))


def _procedure_name(code: str, visitor: Visitor) -> str:
    found = procedures.find_procedure(municipality_id=visitor.municipality_id, code=code) if code else None
    return visitor.say(found.name) if found else ""
