"""Pages on which a section fetches its update sheet and sends it filled in."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from shirube.kernel.calendar import format_fiscal_year
from shirube.kernel.sheets.problems import Fault, InvalidSheetError, refuse
from shirube.kernel.sheets.workbook import LARGEST_FILE
from shirube.organizations import interface as organizations
from shirube.plans.commands.guards import NotYourSectionError
from shirube.plans.commands.sheets import keep_update_sheet
from shirube.plans.domain.sheets.csv_file import write_csv
from shirube.plans.domain.sheets.form import SheetForm
from shirube.plans.domain.sheets.opening import open_sheet
from shirube.plans.domain.sheets.xlsx_file import write_xlsx
from shirube.plans.queries.sheets import (
    can_fill_in_sheet,
    get_sheet_form,
    list_sheet_years,
    list_update_sheets,
)
from shirube.plans.web.sentences_sheets import PROBLEMS
from shirube.plans.web.sheets_forms import SheetChoiceForm, SheetUploadForm
from shirube.plans.web.sheets_pages import sheet_table
from shirube.plans.web.sheets_texts import sheet_texts
from shirube.plans.web.sheets_visit import Visit, readable, visit_of
from shirube.ui.pages import page
from shirube.ui.sheet_problems import report_problems
from shirube.ui.uploads import limit_body

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@readable
@require_safe
def choose_sheet(request: HttpRequest, slug: str) -> HttpResponse:
    """The sections and years whose sheets the person may see, and the sheets sent lately."""
    visit = visit_of(request, slug)
    years = list_sheet_years(visit.document, visit.desk.today)
    form = SheetChoiceForm(request.GET or None, sections=visit.sections, years=years)
    if form.is_valid():
        chosen = [slug, form.cleaned_data["section"], form.cleaned_data["year"]]
        return HttpResponseRedirect(reverse("plans:sheet", args=chosen))
    sheets = list_update_sheets(
        municipality_id=visit.desk.municipality_id,
        plan_id=visit.document.id,
        section_ids=[section.id for section in visit.sections],
    )
    urls = [reverse("plans:checked-sheet", args=[slug, sheet.id]) for sheet in sheets]
    context = {
        "plan": visit.document,
        "form": form,
        "has_choice": bool(visit.sections and years),
        "sheets": sheet_table(sheets, urls),
        "breadcrumbs": visit.way(),
    }
    return page(request, "plans/sheets/choose.html", context, status=422 if form.errors else 200)


def _refuse_large(request: HttpRequest, slug: str, section: str, year: int) -> HttpResponse:
    visit = visit_of(request, slug)
    too_large = refuse(Fault.TOO_LARGE, limit=str(LARGEST_FILE // 1024**2))
    return _problem_page(request, visit, visit.find_section(section), year, too_large, 413)


# The body of an upload may only be read once its size is known to be bearable; csrf_protect reads it behind the limit.
@csrf_exempt
@readable
@require_http_methods(["GET", "HEAD", "POST"])
@limit_body(LARGEST_FILE, _refuse_large)
@csrf_protect
def show_sheet(request: HttpRequest, slug: str, section: str, year: int) -> HttpResponse:
    """One section's sheet of a year: to download, and to send filled in."""
    visit = visit_of(request, slug)
    owner = visit.find_section(section)
    upload = SheetUploadForm()
    if request.method == "POST":
        if not can_fill_in_sheet(visit.desk.actor, owner.id):
            raise NotYourSectionError(section=section)
        upload = SheetUploadForm(request.POST, request.FILES)
        if upload.is_valid():
            return _receive(request, visit, owner, year, upload)
    form = _form(visit, owner, year)
    context = {**_about(visit, owner, year), "upload": upload, "counts": _counts(form)}
    return page(request, "plans/sheets/sheet.html", context, status=422 if upload.errors else 200)


@readable
@require_safe
def download_sheet(request: HttpRequest, slug: str, section: str, year: int, kind: str) -> HttpResponse:
    """The sheet as XLSX or CSV, with the figures of this moment."""
    visit = visit_of(request, slug)
    form = _form(visit, visit.find_section(section), year)
    if kind not in {"xlsx", "csv"}:
        raise Http404
    content = write_xlsx(form, sheet_texts()) if kind == "xlsx" else write_csv(form)
    name = f"更新シート_{form.identity.section_name}_{format_fiscal_year(year)}.{kind}"
    content_type = _XLSX if kind == "xlsx" else "text/csv; charset=utf-8"
    disposition = content_disposition_header(as_attachment=True, filename=name) or ""
    return HttpResponse(content, content_type=content_type, headers={"Content-Disposition": disposition})


def _receive(
    request: HttpRequest,
    visit: Visit,
    section: organizations.SectionSummary,
    year: int,
    upload: SheetUploadForm,
) -> HttpResponse:
    file = upload.cleaned_data["file"]
    try:
        # Before the command: reading a file takes time in which nobody else could write.
        book = open_sheet(file.read())
        sheet_id = keep_update_sheet(
            plan_id=visit.document.id,
            section_id=section.id,
            fiscal_year=year,
            file_name=file.name,
            book=book,
            **visit.desk.act,
        )
    except InvalidSheetError as error:
        return _problem_page(request, visit, section, year, error, 422)
    return HttpResponseRedirect(reverse("plans:checked-sheet", args=[visit.document.slug, sheet_id]))


def _problem_page(
    request: HttpRequest,
    visit: Visit,
    section: organizations.SectionSummary,
    year: int,
    error: InvalidSheetError,
    status: int,
) -> HttpResponse:
    context = {
        **_about(visit, section, year),
        "upload": SheetUploadForm(),
        "report": report_problems(error.problems, PROBLEMS),
    }
    return page(request, "plans/sheets/problems.html", context, status=status)


def _about(visit: Visit, section: organizations.SectionSummary, year: int) -> dict[str, object]:
    slug = visit.document.slug
    here = reverse("plans:sheet", args=[slug, section.code, year])
    title = f"{section.name} {format_fiscal_year(year)}"
    files = [(_("更新シート"), "xlsx", _("Excelブック")), (_("更新シート"), "csv", "CSV")]
    return {
        "plan": visit.document,
        "title": title,
        "may_send": can_fill_in_sheet(visit.desk.actor, section.id),
        "sheet_url": here,
        "choose_url": reverse("plans:sheets", args=[slug]),
        "downloads": [
            {
                "label": label,
                "format": name,
                "url": reverse("plans:sheet-file", args=[slug, section.code, year, kind]),
            }
            for label, kind, name in files
        ],
        "breadcrumbs": visit.way((title, here)),
    }


def _counts(form: SheetForm) -> list[dict[str, str]]:
    return [
        {"term": _("評価指標"), "text": _("%(count)s件") % {"count": len(form.kpis)}},
        {"term": _("実施事項"), "text": _("%(count)s件") % {"count": len(form.actions)}},
    ]


def _form(visit: Visit, section: organizations.SectionSummary, year: int) -> SheetForm:
    return get_sheet_form(
        slug=visit.document.slug,
        section_id=section.id,
        fiscal_year=year,
        **visit.desk.look,
    )
