"""The kiosk in the hall: a number by touching what one comes for, or arriving with a reservation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import SYSTEM
from shirube.kernel.clock import JAPAN
from shirube.kernel.errors import DomainError, InvalidInputError, NotFoundError
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.visits.commands.arriving import Ticket, arrive, take_ticket
from shirube.visits.domain.states import Source
from shirube.visits.queries.boards import get_board
from shirube.visits.queries.places import BranchView, get_branch
from shirube.visits.queries.visits import Holder, get_visit_by_code, holders_of, list_expected
from shirube.visits.web.codes import qr_of, ticket_address
from shirube.visits.web.errors import say_error
from shirube.visits.web.kiosk.forms import NameForm, NumberForm, ScanForm, TicketForm
from shirube.visits.web.kiosk.terminals import is_kiosk, require_kiosk
from shirube.visits.web.reserved import (
    NameNeededError,
    arrive_by_code,
    arrive_by_number_and_name,
    ask_name,
    is_same_name,
)
from shirube.visits.web.times import error_words, wait_words
from shirube.visits.web.visitor import Visitor, visitor_of


class NameUnknownError(InvalidInputError):
    """Nobody of that name has reserved for that time today."""

    code = "visits.name_unknown"


@access(Access.PUBLIC)
def kiosk(request: HttpRequest, code: str) -> HttpResponse:
    """What one comes for, in large type; the number comes next."""
    visitor = visitor_of(request)
    branch = get_branch(municipality_id=visitor.municipality_id, code=code, on=visitor.today)
    if not is_kiosk(request, branch):
        refused = 403 if request.method == "POST" else 200
        return page(request, "visits/kiosk/not_yet.html", _frame(branch, visitor), status=refused)
    form = TicketForm(request.POST or None, services=branch.offered, initial={"key": uuid4().hex})
    if form.is_valid():
        try:
            taken = _take(form, branch, visitor)
        except DomainError as error:
            form.add_error(None, say_error(error, visitor.language))
        else:
            return redirect("visits:kiosk-ticket", code, taken.code)
    context = {
        "form": form,
        "scan_form": ScanForm(),
        "choices": _choices(form, branch, visitor),
        **_frame(branch, visitor),
    }
    return page(request, "visits/kiosk/start.html", context, status=422 if form.is_bound else 200)


@access(Access.PUBLIC)
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """Arriving with a reservation: by its code, by its number and a name, or by name and time.

    It never says who else is expected.
    """
    visitor = visitor_of(request)
    branch = get_branch(municipality_id=visitor.municipality_id, code=code, on=visitor.today)
    if request.method == "GET" and not is_kiosk(request, branch):
        return redirect("visits:kiosk", code)
    require_kiosk(request, branch)
    way = request.POST.get("by", "")
    way = way if way in _WAYS else "code"
    shown = {name: make(request.POST if name == way else None) for name, (make, _) in _WAYS.items()}
    form = shown[way]
    if form.is_valid():
        try:
            ticket = _WAYS[way][1](request, form, branch, visitor)
        except NameNeededError as error:
            form = shown["number"] = NumberForm(initial=error.facts)
        except DomainError as error:
            form.add_error(None, say_error(error, visitor.language))
        else:
            return redirect("visits:kiosk-ticket", code, ticket.code)
    context = {"forms": shown, "shown_form": form, **_frame(branch, visitor)}
    return page(request, "visits/kiosk/check_in.html", context, status=422 if form.is_bound else 200)


@access(Access.PUBLIC)
def kiosk_ticket(request: HttpRequest, code: str, visit_code: str) -> HttpResponse:
    """The number, to be printed on a narrow roll or photographed."""
    visitor = visitor_of(request)
    branch = get_branch(municipality_id=visitor.municipality_id, code=code, on=visitor.today)
    if not is_kiosk(request, branch):
        return redirect("visits:kiosk", code)
    visit = get_visit_by_code(municipality_id=visitor.municipality_id, code=visit_code)
    if visit.branch_id != branch.id:
        raise NotFoundError
    board = get_board(code=code, **visitor.look)
    current = visit.current
    errors = {load.service.id: load.error for load in board.loads}
    context = {
        "visit": visit,
        "wait": wait_words(current.promised_seconds)
        if current and current.promised_seconds is not None
        else "",
        "error": error_words(errors.get(current.service_id)) if current else "",
        "titles": [visitor.say(branch.service(one.service_id).title) for one in visit.steps],
        "qr": qr_of(ticket_address(request, visit_code)),
        "lost": visit.has_lost_place,
        "now": visitor.now,
        **_frame(branch, visitor),
    }
    return page(request, "visits/kiosk/ticket.html", context)


def _take(form: TicketForm, branch: BranchView, visitor: Visitor) -> Ticket:
    return take_ticket(
        branch_id=branch.id,
        service_ids=form.cleaned_data["services"],
        source=Source.KIOSK,
        holder=Holder(language=visitor.language),
        actor=SYSTEM,
        key=form.cleaned_data["key"],
        **visitor.look,
    )


def _arrive_by_code(request: HttpRequest, form: forms.Form, branch: BranchView, visitor: Visitor) -> Ticket:
    return arrive_by_code(
        request,
        form.cleaned_data["scanned"],
        branch_id=branch.id,
        source=Source.KIOSK,
        actor=SYSTEM,
        visitor=visitor,
        check=ask_name,
    )


def _arrive_by_number(
    _request: HttpRequest, form: forms.Form, branch: BranchView, visitor: Visitor
) -> Ticket:
    return arrive_by_number_and_name(
        form.cleaned_data["number"], form.cleaned_data["name"], branch_id=branch.id, visitor=visitor
    )


def _arrive_by_name(_request: HttpRequest, form: forms.Form, branch: BranchView, visitor: Visitor) -> Ticket:
    name, at = form.cleaned_data["name"], form.cleaned_data["at"]
    found = _find_by_name(name, at, branch, visitor)
    return arrive(branch_id=branch.id, visit_id=found, actor=SYSTEM, **visitor.look)


def _find_by_name(name: str, at: time, branch: BranchView, visitor: Visitor) -> UUID:
    expected = list_expected(branch_id=branch.id, day=visitor.today, **visitor.city)
    names = holders_of(visit_ids=[one.id for one in expected], **visitor.city)
    for one in expected:
        is_time = one.reserved_for is not None and one.reserved_for.astimezone(JAPAN).time() == at
        if is_time and is_same_name(name, names[one.id].name):
            return one.id
    raise NameUnknownError


# {what the button says: the form, and arriving by what stands in it}
_WAYS: Mapping[str, tuple[type[forms.Form], Callable[..., Ticket]]] = {
    "code": (ScanForm, _arrive_by_code),
    "number": (NumberForm, _arrive_by_number),
    "name": (NameForm, _arrive_by_name),
}


def _choices(form: TicketForm, branch: BranchView, visitor: Visitor) -> list[dict[str, Any]]:
    chosen = {str(one) for one in form["services"].value() or ()}
    loads = {load.service.id: load for load in get_board(code=branch.code, **visitor.look).loads}
    return [
        {
            "id": one.id,
            "letter": one.letter,
            "title": visitor.say(one.title),
            "note": visitor.say(one.note),
            "wait": wait_words(loads[one.id].wait_seconds)
            if loads[one.id].desks
            else _("窓口が開いていません"),
            "is_chosen": str(one.id) in chosen,
        }
        for one in branch.offered
    ]


def _frame(branch: BranchView, visitor: Visitor) -> dict[str, Any]:
    return {
        "branch": branch,
        "branch_title": visitor.say(branch.title),
        "start_url": reverse("visits:kiosk", args=[branch.code]),
        "check_in_url": reverse("visits:kiosk-check-in", args=[branch.code]),
    }
