"""Before the visit, on the page of its code: what to bring, answers written at home, another time; and the way to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shirube.kernel.errors import DomainError
from shirube.kernel.receipts import read_receipt_number
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.visits.commands.ending import VisitOverError
from shirube.visits.commands.reserving import move_reservation
from shirube.visits.domain.codes import ScanKind
from shirube.visits.domain.states import VisitState
from shirube.visits.queries.interviews.packages import list_packages
from shirube.visits.queries.interviews.reading import find_prepared
from shirube.visits.queries.places import BranchNotFoundError, BranchView, find_branch_by_id
from shirube.visits.queries.visits import (
    VisitNotFoundError,
    VisitView,
    get_visit_by_code,
    packages_to_prepare,
)
from shirube.visits.web.codes import read_here
from shirube.visits.web.errors import say_error
from shirube.visits.web.interviews.cookies import kept_code
from shirube.visits.web.kiosk.forms import ScanForm
from shirube.visits.web.visitor import Visitor, visitor_of
from shirube.visits.web.waiting.counter import bring_list
from shirube.visits.web.waiting.slots import coming_slots, free_days, offer_slots, slot_field


class ChangeForm(forms.Form):
    slot = slot_field(gettext_lazy("新しい時間"))


@access(Access.PUBLIC)
def door(request: HttpRequest) -> HttpResponse:
    """Where the code of a reservation or a ticket is typed."""
    visitor = visitor_of(request)
    form = ScanForm(request.POST or None)
    if form.is_valid():
        try:
            scan = read_here(request, form.cleaned_data["scanned"], request.municipality)  # type: ignore[attr-defined]
            if scan.kind in {ScanKind.VISIT, ScanKind.NUMBER}:
                get_visit_by_code(code=scan.code, **visitor.city)
                return redirect("visits:ticket", scan.code)
            raise VisitNotFoundError
        except DomainError as error:
            form.add_error("scanned", say_error(error, visitor.language))
    context = {
        "form": form,
        "breadcrumbs": [
            {"label": _("窓口"), "url": reverse("visits:counter")},
            {"label": _("予約・番号札を見る")},
        ],
    }
    return page(request, "visits/waiting/door.html", context, status=422 if form.is_bound else 200)


@access(Access.PUBLIC)
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Another time for the same; what was prepared stays with it, and so does the code."""
    visitor = visitor_of(request)
    visit = get_visit_by_code(code=read_receipt_number(code) or "", **visitor.city)
    if visit.reservation_id is None or visit.state is not VisitState.EXPECTED:
        raise VisitOverError(ticket=visit.ticket)
    branch = branch_of(visit, visitor)
    service = branch.service(visit.steps[0].service_id)
    if service.resource_id is None:
        raise Http404
    slots = coming_slots(service.resource_id, visitor)
    form = ChangeForm(request.POST or None)
    offer_slots(form, slots)
    if form.is_valid():
        try:
            move_reservation(
                reservation_id=visit.reservation_id, slot_id=form.cleaned_data["slot"], **visitor.look
            )
        except DomainError as error:
            form.add_error(None, sentence_for(error))
        else:
            messages.success(request, _("予約の時間を変えました。番号は同じです。"))
            return redirect("visits:ticket", code)
    ticket_url = reverse("visits:ticket", args=[code])
    context = {
        "form": form,
        "visit": visit,
        "title": visitor.say(service.title),
        "branch_title": visitor.say(branch.title),
        "days": free_days(slots, str(form["slot"].value() or ""), visitor),
        "ticket_url": ticket_url,
        "breadcrumbs": [{"label": _("予約"), "url": ticket_url}, {"label": _("時間を変える")}],
    }
    return page(request, "visits/waiting/change.html", context, status=422 if form.is_bound else 200)


def branch_of(visit: VisitView, visitor: Visitor) -> BranchView:
    """BranchNotFoundError."""
    branch = find_branch_by_id(branch_id=visit.branch_id, on=visitor.today, **visitor.city)
    if branch is None:
        raise BranchNotFoundError(kind="branch")
    return branch


def coming_context(request: HttpRequest, visit: VisitView, visitor: Visitor) -> dict[str, Any]:
    """What can be done before coming; nothing of it once the resident is here, but the answers while they wait."""
    context: dict[str, Any] = {"preparations": _preparations(request, visit, visitor)}
    if visit.state is not VisitState.EXPECTED:
        return context
    branch = branch_of(visit, visitor)
    services = [branch.service(step.service_id) for step in visit.steps]
    brings = [one for service in services for one in bring_list(service, visitor)]
    return {
        **context,
        "bring": list(dict.fromkeys(brings)),
        "place": visitor.say(branch.place),
        "can_change": bool(services and services[0].resource_id),
    }


def _preparations(request: HttpRequest, visit: VisitView, visitor: Visitor) -> list[dict[str, Any]]:
    """A package to prepare; `continue_url` only in the browser in which it was written."""
    codes = packages_to_prepare(visit_id=visit.id, **visitor.city)
    if not codes:
        return []
    prepared = find_prepared(visit_id=visit.id, **visitor.look)
    return [
        {
            "code": one.code,
            "title": visitor.say(one.title),
            "is_begun": prepared is not None and prepared.package == one.code,
            "is_finished": prepared is not None and prepared.package == one.code and prepared.is_finished,
            "continue_url": reverse("interviews:prepared", args=[prepared.id])
            if prepared and prepared.package == one.code and kept_code(request, prepared.id)
            else "",
        }
        for one in list_packages(**visitor.city)
        if one.code in codes
    ]
