"""Before and after an action's beginning: the page, and everything behind its chart."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shirube.kernel.sheets.export import CSV, XLSX, Printed, write_csv, write_xlsx
from shirube.plans.domain.document import InitiativeItem, KpiItem, PlanDocument, translated
from shirube.plans.queries.documents import get_plan_document
from shirube.plans.web.public.cards import here, plan_head, way_to
from shirube.plans.web.public.effect import Asked, effect_of, effect_page, read_asked
from shirube.plans.web.public.kpi import find_kpi
from shirube.plans.web.public.reader import Reader, reader_of
from shirube.ui.access import Access, access
from shirube.ui.pages import page

_Opened = tuple[PlanDocument, InitiativeItem, KpiItem, Asked, Reader]
_COLUMNS = ("month", "side", "value", "state", "unit", "begins_on", "source")


@access(Access.PUBLIC)
def show_effect(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """`?start=` names an action's beginning, `?month=` the month in which it truly began."""
    document, item, kpi, asked, reader = _open(request, slug, code)
    content = effect_page(document, item, kpi, asked, reader)
    context = {
        "plan": plan_head(document, reader),
        "page": content,
        "breadcrumbs": way_to(document, reader, content.kpi, here(_("始める前と後"))),
    }
    return page(request, "plans/effect.html", context)


@access(Access.PUBLIC)
def effect_csv(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The months of the chart; `state` says why a value is missing."""
    return _file(write_csv(_COLUMNS, _rows(request, slug, code)), CSV, f"{code}_effect.csv")


@access(Access.PUBLIC)
def effect_xlsx(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The same for a spreadsheet."""
    return _file(write_xlsx(_COLUMNS, _rows(request, slug, code)), XLSX, f"{code}_effect.xlsx")


def _open(request: HttpRequest, slug: str, code: str) -> _Opened:
    reader = reader_of(request)
    document = get_plan_document(municipality_id=reader.municipality_id, slug=slug, on=reader.today)
    item, kpi = find_kpi(document, code)
    asked = read_asked(item, request.GET.get("start", ""), request.GET.get("month", ""))
    return document, item, kpi, asked, reader


def _rows(request: HttpRequest, slug: str, code: str) -> list[tuple[Printed, ...]]:
    document, _item, kpi, asked, reader = _open(request, slug, code)
    effect, source = effect_of(kpi, asked, reader)
    name = translated(document.translations, reader.language, "name", document.name)
    rows: list[tuple[Printed, ...]] = []
    for side, months in (("before", effect.before.months), ("after", effect.after.months)):
        for one in months:
            state = "hidden" if one.is_hidden else ("not_measured" if one.value is None else "measured")
            told = (kpi.unit, effect.begins_on, f"{name} {source.words}")
            rows.append((one.begins_on, side, one.value, state, *told))
    return rows


def _file(content: bytes, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=content_type, headers=headers)
