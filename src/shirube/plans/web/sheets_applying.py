"""The page of a sheet that was found whole: the difference it makes, and the button that applies it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shirube.kernel.sheets.problems import InvalidSheetError
from shirube.plans.commands.sheets import (
    AlreadyAppliedError,
    SheetOutdatedError,
    apply_update_sheet,
    renew_update_sheet,
)
from shirube.plans.queries.sheets import CheckedSheet, can_fill_in_sheet, get_checked_sheet
from shirube.plans.web.sentences_sheets import PROBLEMS
from shirube.plans.web.sheets_pages import difference_page
from shirube.plans.web.sheets_visit import Visit, readable, visit_of, writable
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.sheet_problems import report_problems


@readable
@require_safe
def show_checked_sheet(request: HttpRequest, slug: str, sheet_id: UUID) -> HttpResponse:
    """What the sheet would change, with the button; or what it has changed."""
    visit = visit_of(request, slug)
    return page(request, "plans/sheets/checked.html", _context(visit, _sheet(visit, sheet_id)))


@writable
@require_POST
def apply_sheet(request: HttpRequest, slug: str, sheet_id: UUID) -> HttpResponse:
    """Apply the sheet as a whole. Where figures have changed meanwhile, show the new difference instead."""
    visit = visit_of(request, slug)
    act = {"plan_id": visit.document.id, "sheet_id": sheet_id, **visit.desk.act}
    try:
        apply_update_sheet(**act)
    except AlreadyAppliedError as error:
        messages.info(request, sentence_for(error))
    except SheetOutdatedError as error:
        try:
            renew_update_sheet(**act)
        except InvalidSheetError as gone:
            return _gone(request, visit, sheet_id, gone)
        messages.warning(request, sentence_for(error))
    return HttpResponseRedirect(reverse("plans:checked-sheet", args=[slug, sheet_id]))


def _gone(request: HttpRequest, visit: Visit, sheet_id: UUID, error: InvalidSheetError) -> HttpResponse:
    """Lines of the sheet are no longer in the plan: it cannot be applied any more."""
    context = _context(visit, _sheet(visit, sheet_id))
    context["report"] = report_problems(error.problems, PROBLEMS)
    return page(request, "plans/sheets/problems.html", context, status=409)


def _sheet(visit: Visit, sheet_id: UUID) -> CheckedSheet:
    return get_checked_sheet(
        municipality_id=visit.desk.municipality_id,
        plan_id=visit.document.id,
        sheet_id=sheet_id,
        actor=visit.desk.actor,
    )


def _context(visit: Visit, sheet: CheckedSheet) -> dict[str, object]:
    slug = visit.document.slug
    title = _("更新シートの適用") if sheet.applied_at else _("更新シートの確認")
    return {
        "plan": visit.document,
        "title": title,
        "sheet": sheet,
        "page": difference_page(sheet.difference, sheet.file_name, visit.section_name(sheet.section_id)),
        "may_apply": can_fill_in_sheet(visit.desk.actor, sheet.section_id),
        "apply_url": reverse("plans:apply-sheet", args=[slug, sheet.id]),
        "choose_url": reverse("plans:sheets", args=[slug]),
        "plan_url": reverse("plans:plan", args=[slug]),
        "breadcrumbs": visit.way((title, "")),
    }
