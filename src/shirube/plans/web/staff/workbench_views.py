"""One initiative as those see it who work on it, and a plan as the list of its initiatives."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import SECTION_ROLES, Role
from shirube.files import interface as files
from shirube.kernel.calendar import fiscal_year_of, format_date
from shirube.plans.domain.document import ActionItem, InitiativeItem, KpiItem, PlanDocument
from shirube.plans.domain.grading import newest_reading, readings_due
from shirube.plans.domain.waiting import is_report_due
from shirube.plans.models import Evidence
from shirube.plans.queries.documents import get_plan_document
from shirube.plans.queries.places import Place, can_report, get_initiative_place
from shirube.plans.queries.workbench import list_ooda_entries, list_reviews
from shirube.plans.web.labels import action_status, grade_status
from shirube.plans.web.public.kpis import figure_of
from shirube.plans.web.staff.desk import Desk, desk_of
from shirube.plans.web.staff.pages import here, home_step, way_to_plan, workbench_url
from shirube.plans.web.staff.words import review_status
from shirube.ui.access import Access, access
from shirube.ui.downloads import download
from shirube.ui.pages import page
from shirube.ui.tables import Cell, Column, Status, Table

# Who may see update sheets: those who write them, and the auditor.
SHEET_READERS = (*SECTION_ROLES, Role.DX_PROMOTION, Role.AUDITOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiLine:
    kpi: KpiItem
    status: Status
    latest: str | None
    latest_when: str
    due_year: int | None
    url: str
    unconfirmed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCell:
    """One fiscal year of an action; `status` is None where nothing was reported."""

    year: int
    status: Status | None
    is_due: bool
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionLine:
    action: ActionItem
    years: tuple[ReportCell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """One fiscal year; `status` is None where the review has not been begun."""

    year: int
    status: Status | None
    grade: Status | None
    url: str


@access(Access.STAFF)
def workbench(request: HttpRequest, initiative_id: UUID) -> HttpResponse:
    """Everything that can be done at one initiative."""
    desk = desk_of(request)
    place = get_initiative_place(initiative_id=initiative_id, **desk.look)
    item, document = place.initiative, place.document
    context = {
        "place": place,
        "grade": grade_status(item.grade),
        "kpis": [_kpi(kpi, desk) for kpi in item.kpis],
        "actions": [_action(document, action, desk) for action in item.actions],
        "reviews": _reviews(place, desk),
        "ooda": list_ooda_entries(municipality_id=desk.municipality_id, initiative_id=item.id, limit=3),
        "responsible": "、".join(one.label for one in item.responsible),
        "may_report": can_report(item, desk.actor),
        "may_edit": desk.actor.holds(Role.DX_PROMOTION),
        "breadcrumbs": way_to_plan(document.slug, document.name, here(f"{item.code} {item.title}")),
    }
    return page(request, "plans/staff/workbench.html", context)


@access(Access.STAFF)
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan's initiatives, those of the reader's sections first."""
    desk = desk_of(request)
    document = get_plan_document(slug=slug, **desk.look)
    mine = [item for item in document.initiatives if _is_mine(item, desk)]
    context = {
        "plan": document,
        "mine": _table(_("担当している取組"), mine) if mine else None,
        "others": _table(
            _("ほかの取組") if mine else _("取組の一覧"),
            [item for item in document.initiatives if item not in mine],
        ),
        "may_edit": desk.actor.holds(Role.DX_PROMOTION),
        "may_send_sheets": desk.actor.holds(*SHEET_READERS),
        "may_oversee": desk.actor.holds(Role.DX_PROMOTION, Role.HEADQUARTERS, Role.AUDITOR),
        "breadcrumbs": [home_step(), here(document.name)],
    }
    return page(request, "plans/staff/plan.html", context)


@access(Access.STAFF)
def open_evidence(request: HttpRequest, file_id: UUID) -> HttpResponseBase:
    """A file that a reading, report or review rests on, for staff."""
    desk = desk_of(request)
    if not Evidence.objects.filter(municipality_id=desk.municipality_id, file_id=file_id).exists():
        raise Http404
    opened = files.open_file(municipality_id=desk.municipality_id, file_id=file_id)
    return download(opened.content, name=opened.name, content_type=opened.content_type)


def _is_mine(item: InitiativeItem, desk: Desk) -> bool:
    return desk.actor.works_in([one.section_id for one in item.responsible if one.section_id])


def _table(caption: str, items: list[InitiativeItem]) -> Table:
    columns = (Column(_("取組")), Column(_("担当")), Column(_("進み具合")))
    return Table(caption, columns, tuple(_row(item) for item in items))


def _row(item: InitiativeItem) -> tuple[Cell, ...]:
    carried = "、".join(one.label for one in item.responsible) or None
    return (
        Cell(f"{item.code} {item.title}", url=workbench_url(item)),
        Cell(carried, missing=_("担当の記載なし")),
        Cell(None, status=grade_status(item.grade)),
    )


def _kpi(kpi: KpiItem, desk: Desk) -> KpiLine:
    reading = newest_reading(kpi.readings, desk.today)
    return KpiLine(
        kpi=kpi,
        status=grade_status(kpi.grade),
        latest=figure_of(kpi, reading.value) if reading else None,
        latest_when=format_date(reading.measured_on) if reading else "",
        due_year=readings_due(kpi, desk.today),
        url=reverse("plans_staff:reading", args=[kpi.id]),
        unconfirmed=_unconfirmed(kpi),
    )


def _unconfirmed(kpi: KpiItem) -> str:
    """Where the newest measured value is looked at; empty where none waits."""
    waiting = [one.id for one in kpi.readings if one.is_measured and one.confirmed_at is None]
    return reverse("plans_staff:confirm-reading", args=[waiting[-1]]) if waiting else ""


def _action(document: PlanDocument, action: ActionItem, desk: Desk) -> ActionLine:
    last = min(document.end_year, fiscal_year_of(desk.today))
    reported = {report.fiscal_year: report for report in action.reports}
    years = tuple(
        ReportCell(
            year=year,
            status=action_status(reported[year].state) if year in reported else None,
            is_due=is_report_due(document, action, year),
            url=reverse("plans_staff:report", args=[action.id, year]),
        )
        for year in range(last, document.start_year - 1, -1)
    )
    return ActionLine(action=action, years=years)


def _reviews(place: Place, desk: Desk) -> list[ReviewLine]:
    document, item = place.document, place.initiative
    found = {
        review.fiscal_year: review
        for review in list_reviews(municipality_id=desk.municipality_id, initiative_id=item.id)
    }
    last = min(document.end_year, fiscal_year_of(desk.today) - 1)
    years = sorted({*range(document.start_year, last + 1), *found}, reverse=True)
    return [
        ReviewLine(
            year=year,
            status=review_status(found[year].state) if year in found else None,
            grade=grade_status(found[year].grade) if year in found else None,
            url=reverse("plans_staff:review", args=[item.id, year]),
        )
        for year in years
    ]
