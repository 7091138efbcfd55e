"""Entering a value of a KPI."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shirube.kernel.calendar import fiscal_year_end
from shirube.kernel.errors import DomainError
from shirube.plans.commands.readings import AlreadyReadError, enter_reading
from shirube.plans.domain.document import EvidenceItem, KpiItem, ReadingItem
from shirube.plans.domain.grading import readings_due
from shirube.plans.domain.plausibility import is_implausible
from shirube.plans.queries.places import Place, get_kpi_place
from shirube.plans.web.public.kpi import kpi_page
from shirube.plans.web.public.kpis import figure_of
from shirube.plans.web.staff.desk import WRITERS, Desk, desk_of
from shirube.plans.web.staff.evidence import evidence_of, put_back, receive_files
from shirube.plans.web.staff.forms import ReadingForm
from shirube.plans.web.staff.pages import answer, here, require_report, tell, way_to, workbench_url
from shirube.ui.access import Access, access


@dataclass(slots=True)
class Attempt:
    """What came of sending the form: saved, or what the writer is asked."""

    status: int = 0
    saved: str = ""
    strange: bool = False
    existing: ReadingItem | None = None


@access(Access.STAFF, roles=WRITERS)
def add_reading(request: HttpRequest, kpi_id: UUID) -> HttpResponse:
    """The form for one value, beside what was read before and the way to the target."""
    desk = desk_of(request)
    place = get_kpi_place(kpi_id=kpi_id, **desk.look)
    require_report(place, desk)
    kpi = place.kpi(kpi_id)
    form = ReadingForm(
        request.POST or None, request.FILES or None, kpi=kpi, initial=_initial(kpi, desk.today)
    )
    attempt = _enter(form, kpi, desk) if form.is_valid() else Attempt()
    if attempt.saved:
        messages.success(request, attempt.saved)
        return redirect(workbench_url(place.initiative))
    return answer(
        request, "plans/staff/reading.html", form, _context(place, kpi, desk, attempt), attempt.status
    )


def _initial(kpi: KpiItem, today: date) -> dict[str, Any]:
    """The end of the year that is due, and the source of the last value: what is typed most often."""
    due = readings_due(kpi, today)
    source = kpi.readings[-1].source if kpi.readings else ""
    return {"measured_on": fiscal_year_end(due) if due is not None else today, "source": source}


def _enter(form: ReadingForm, kpi: KpiItem, desk: Desk) -> Attempt:
    received = receive_files(form, desk)
    put_back(form, received)
    if form.errors:
        return Attempt()
    if is_implausible(kpi, form.cleaned_data["value"]) and not form.cleaned_data["confirmed"]:
        return Attempt(status=422, strange=True)
    try:
        _command(form, kpi, received, desk)
    except AlreadyReadError as error:
        return _already(form, kpi, error, desk)
    except DomainError as error:
        return Attempt(status=tell(form, error))
    return Attempt(saved=_("値を保存しました。市民のページにも出ています。"))


def _command(form: ReadingForm, kpi: KpiItem, received: list[EvidenceItem], desk: Desk) -> None:
    data = form.cleaned_data
    enter_reading(
        **desk.act,
        kpi_id=kpi.id,
        measured_on=data["measured_on"],
        value=data["value"],
        source=data["source"],
        note=data["note"],
        evidence=evidence_of(form, received),
        replace=data["replaces"] is not None,
        seen=data["replaces"],
    )


def _already(form: ReadingForm, kpi: KpiItem, error: AlreadyReadError, desk: Desk) -> Attempt:
    """The same value sent twice is done; another one is shown beside it."""
    place = get_kpi_place(kpi_id=kpi.id, **desk.look)
    day = form.cleaned_data["measured_on"]
    existing = next(one for one in place.kpi(kpi.id).readings if one.measured_on == day)
    data = form.cleaned_data
    if (existing.value, existing.source, existing.note) == (data["value"], data["source"], data["note"]):
        return Attempt(saved=_("この値はすでに保存されています。二重には保存していません。"))
    return Attempt(status=tell(form, error), existing=existing)


def _context(place: Place, kpi: KpiItem, desk: Desk, attempt: Attempt) -> dict[str, Any]:
    existing = attempt.existing
    return {
        "place": place,
        "kpi": kpi,
        "public": kpi_page(place.document, place.initiative, kpi, desk.reader),
        "strange": attempt.strange,
        "existing": existing,
        "existing_value": figure_of(kpi, existing.value) if existing else "",
        "cancel_url": workbench_url(place.initiative),
        "breadcrumbs": way_to(place, here(_("値の入力"))),
    }
