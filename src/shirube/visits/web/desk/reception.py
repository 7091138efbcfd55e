"""The reception: a ticket by hand, who is expected today, and the end of the day."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.kernel.clock import JAPAN
from shirube.kernel.errors import DomainError
from shirube.kernel.languages import JAPANESE
from shirube.ui.access import records_reading
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.visits.commands.arriving import Ticket, arrive, take_ticket
from shirube.visits.commands.desks import close_day
from shirube.visits.commands.reading import record_names_read
from shirube.visits.domain.states import Source
from shirube.visits.queries.line import get_line
from shirube.visits.queries.places import BranchView
from shirube.visits.queries.visits import (
    Holder,
    VisitNotFoundError,
    code_of,
    get_visit,
    holders_of,
    list_expected,
)
from shirube.visits.web.codes import qr_of, ticket_address
from shirube.visits.web.desk.clerk import Clerk, at_counter, clerk_of, way
from shirube.visits.web.desk.forms import ClosingForm, ReceptionForm
from shirube.visits.web.errors import say_error
from shirube.visits.web.kiosk.forms import ScanForm
from shirube.visits.web.reserved import arrive_by_code
from shirube.visits.web.visitor import visitor_of


@records_reading
@at_counter
def reception(request: HttpRequest, code: str) -> HttpResponse:
    """Tickets for those who stand here, and today's reservations by name. Who looked at the names is kept."""
    clerk = clerk_of(request)
    branch = clerk.branch(code)
    form = ReceptionForm(
        request.POST or None, services=branch.offered, initial={"key": uuid4().hex, "language": "ja"}
    )
    if form.is_valid():
        try:
            taken = _take(form, branch, clerk)
        except DomainError as error:
            form.add_error(None, sentence_for(error))
        else:
            return redirect("visits_staff:ticket", code, taken)
    context = {
        "form": form,
        "scan_form": ScanForm(auto_id="scan_%s"),
        "branch": branch,
        "expected": _expected(branch, clerk),
        "arrive_url": reverse("visits_staff:arrive", args=[code]),
        "breadcrumbs": way((_("受付"), "")),
    }
    return page(request, "visits/desk/reception.html", context, status=422 if form.is_bound else 200)


@at_counter
@require_POST
def check_in(request: HttpRequest, code: str) -> HttpResponse:
    """Arriving: by the row of the list, or by a scanned code."""
    clerk = clerk_of(request)
    branch = clerk.branch(code)
    try:
        chosen = request.POST.get("visit", "")
        taken = _arrive(chosen, branch, clerk) if chosen else _arrive_by_code(request, branch, clerk)
    except DomainError as error:
        messages.error(request, say_error(error, JAPANESE.code))
        return redirect("visits_staff:reception", code)
    return redirect("visits_staff:ticket", code, taken.visit_id)


@at_counter
def ticket(request: HttpRequest, code: str, visit_id: UUID) -> HttpResponse:
    """The number to hand over, on paper or read aloud."""
    clerk = clerk_of(request)
    branch = clerk.branch(code)
    visit = get_visit(visit_id=visit_id, **clerk.city)
    address = ticket_address(request, code_of(visit_id=visit_id, **clerk.city))
    context = {
        "visit": visit,
        "branch": branch,
        "titles": [branch.service(one.service_id).title.ja for one in visit.steps],
        "qr": qr_of(address),
        "breadcrumbs": way(
            (_("受付"), reverse("visits_staff:reception", args=[code])), (visit.ticket or _("予約"), "")
        ),
    }
    return page(request, "visits/desk/ticket.html", context)


@at_counter
def closing(request: HttpRequest, code: str) -> HttpResponse:
    """What is still open, and the end of the day."""
    clerk = clerk_of(request)
    branch = clerk.branch(code)
    form = ClosingForm(request.POST or None)
    if form.is_valid():
        try:
            closed = close_day(branch_id=branch.id, day=clerk.today, **form.cleaned_data, **clerk.act)
        except DomainError as error:
            form.add_error(None, sentence_for(error))
        else:
            facts = {"unserved": len(closed.unserved), "open": len(closed.still_open)}
            messages.success(
                request,
                _(
                    "今日の窓口を締めました。用件が済まずに帰られた方 %(unserved)s人、対応中のまま締めた方 %(open)s人。"
                )
                % facts,
            )
            return redirect("visits_staff:counter")
    line = get_line(branch=branch, **clerk.look)
    context = {"form": form, "branch": branch, "line": line, "breadcrumbs": way((_("一日を締める"), ""))}
    return page(request, "visits/desk/closing.html", context, status=422 if form.is_bound else 200)


def _take(form: ReceptionForm, branch: BranchView, clerk: Clerk) -> UUID:
    data = form.cleaned_data
    return take_ticket(
        branch_id=branch.id,
        service_ids=data["services"],
        source=Source.RECEPTION,
        holder=Holder(name=data["name"], mail=data["mail"], language=data["language"]),
        priority=data["priority"],
        key=data["key"],
        **clerk.act,
    ).visit_id


def _arrive(chosen: str, branch: BranchView, clerk: Clerk) -> Ticket:
    try:
        visit_id = UUID(chosen)
    except ValueError as invalid:
        raise VisitNotFoundError from invalid
    return arrive(branch_id=branch.id, visit_id=visit_id, **clerk.act)


def _arrive_by_code(request: HttpRequest, branch: BranchView, clerk: Clerk) -> Ticket:
    form = ScanForm(request.POST)
    form.full_clean()
    return arrive_by_code(
        request,
        form.cleaned_data.get("scanned", ""),
        branch_id=branch.id,
        source=Source.RECEPTION,
        actor=clerk.actor,
        visitor=visitor_of(request),
    )


def _expected(branch: BranchView, clerk: Clerk) -> list[dict[str, Any]]:
    expected = list_expected(branch_id=branch.id, day=clerk.today, **clerk.city)
    if not expected:
        return []
    record_names_read(branch_id=branch.id, count=len(expected), **clerk.act)
    names = holders_of(visit_ids=[one.id for one in expected], **clerk.city)
    return [
        {
            "id": one.id,
            "at": one.reserved_for.astimezone(JAPAN).strftime("%H:%M") if one.reserved_for else "",
            "name": names[one.id].name or _("お名前なし"),
            "services": "、".join(branch.service(step.service_id).title.ja for step in one.steps),
        }
        for one in expected
    ]
