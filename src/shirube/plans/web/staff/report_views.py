"""Reporting how an action stands."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import fiscal_year_of, format_fiscal_year
from shirube.kernel.errors import DomainError
from shirube.plans.commands.reports import report_action
from shirube.plans.domain.document import ActionItem
from shirube.plans.domain.terms import ActionState
from shirube.plans.queries.places import Place, get_action_place
from shirube.plans.queries.workbench import ReportLine, find_report
from shirube.plans.web.labels import action_status
from shirube.plans.web.public.texts import year_span
from shirube.plans.web.staff.desk import WRITERS, Desk, desk_of
from shirube.plans.web.staff.evidence import evidence_of, put_back, receive_files
from shirube.plans.web.staff.forms import ReportForm
from shirube.plans.web.staff.pages import answer, here, require_report, tell, way_to, workbench_url
from shirube.ui.access import Access, access
from shirube.ui.links import Link


@access(Access.STAFF, roles=WRITERS)
def report(request: HttpRequest, action_id: UUID, fiscal_year: int) -> HttpResponse:
    """The form for one action and one fiscal year."""
    desk = desk_of(request)
    place = get_action_place(action_id=action_id, **desk.look)
    require_report(place, desk)
    action, years = place.action(action_id), _years(place, desk)
    if fiscal_year not in years:
        raise Http404
    standing = find_report(municipality_id=desk.municipality_id, action_id=action_id, fiscal_year=fiscal_year)
    form = ReportForm(request.POST or None, request.FILES or None, initial=_initial(standing))
    status = _report(form, action, fiscal_year, desk) if form.is_valid() else 0
    if form.is_bound and form.is_valid() and not form.errors:
        messages.success(request, _("報告を保存しました。市民のページにも出ています。"))
        return redirect(workbench_url(place.initiative))
    context = _context(place, action, fiscal_year, years, standing)
    return answer(request, "plans/staff/report.html", form, context, status)


def _years(place: Place, desk: Desk) -> list[int]:
    """The years that can be reported: those of the plan that have begun, the newest first."""
    last = min(place.document.end_year, fiscal_year_of(desk.today))
    return list(range(last, place.document.start_year - 1, -1))


def _find(action_id: UUID, fiscal_year: int, desk: Desk) -> ReportLine | None:
    return find_report(municipality_id=desk.municipality_id, action_id=action_id, fiscal_year=fiscal_year)


def _initial(standing: ReportLine | None) -> dict[str, Any]:
    if standing is None:
        return {}
    return {"state": standing.state, "reason": standing.reason, "seen": standing.id}


def _report(form: ReportForm, action: ActionItem, fiscal_year: int, desk: Desk) -> int:
    """0 when it was saved; otherwise the errors stand at the form."""
    received = receive_files(form, desk)
    if form.errors:
        return 422
    try:
        report_action(
            **desk.act,
            action_id=action.id,
            fiscal_year=fiscal_year,
            state=ActionState(form.cleaned_data["state"]),
            reason=form.cleaned_data["reason"],
            evidence=evidence_of(form, received),
            replaces=form.cleaned_data["seen"],
        )
    except DomainError as error:
        # The page shows the report that stands now: sending again means that it was read.
        now_standing = _find(action.id, fiscal_year, desk)
        put_back(form, received, seen=now_standing.id if now_standing else None)
        return tell(form, error)
    return 0


def _context(
    place: Place, action: ActionItem, fiscal_year: int, years: list[int], standing: ReportLine | None
) -> dict[str, Any]:
    other_years = [
        Link(format_fiscal_year(year), reverse("plans_staff:report", args=[action.id, year]))
        for year in years
        if year != fiscal_year
    ]
    phases = [(phase.name, year_span(phase.first_year, phase.last_year, "ja")) for phase in action.phases]
    return {
        "place": place,
        "action": action,
        "fiscal_year": fiscal_year,
        "phases": phases,
        "standing": standing,
        "standing_status": action_status(ActionState(standing.state)) if standing else None,
        "other_years": other_years,
        "cancel_url": workbench_url(place.initiative),
        "breadcrumbs": way_to(place, here(_("実施事項の報告"))),
    }
