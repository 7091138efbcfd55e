"""Pages of the catalogue for residents."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shirube.accounts import interface as accounts
from shirube.forms import interface as forms
from shirube.kernel.clock import read_clock
from shirube.procedures.queries.catalogue import ProcedureSummary, get_catalogue, get_procedure
from shirube.procedures.queries.guides import list_events
from shirube.procedures.queries.readers import Reader
from shirube.procedures.queries.search import search_procedures
from shirube.procedures.web.public.catalogue import Order, catalogue_page
from shirube.procedures.web.public.form_preview import preview_steps
from shirube.procedures.web.public.guide import event_links
from shirube.procedures.web.public.procedure import procedure_page
from shirube.procedures.web.public.reader import reader_of
from shirube.procedures.web.public.results import results_page
from shirube.ui.access import Access, access
from shirube.ui.kept_pages import kept_page
from shirube.ui.links import Link
from shirube.ui.pages import page

_LONGEST_QUERY = 100


@access(Access.PUBLIC)
@require_safe
def show_catalogue(request: HttpRequest, order: Order = Order.EVENT) -> HttpResponse:
    reader = reader_of(request)
    catalogue = get_catalogue(municipality_id=reader.municipality_id)
    return kept_page(
        request,
        "procedures/catalogue.html",
        stamp=f"{reader.stamp(catalogue.revision)}.{order}",
        context=lambda: {"page": catalogue_page(catalogue.procedures, order, reader)},
    )


@access(Access.PUBLIC)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The same address answers the whole page, and to htmx only what was found."""
    reader = reader_of(request)
    query = request.GET.get("q", "").strip()[:_LONGEST_QUERY]
    found = search_procedures(municipality_id=reader.municipality_id, query=query)
    context = {"page": results_page(found, list_events(), reader)}
    if request.headers.get("HX-Request"):
        return render(request, "procedures/_results.html", context)
    return page(request, "procedures/search.html", context)


@access(Access.PUBLIC)
@require_safe
def show_procedure(request: HttpRequest, code: str) -> HttpResponse:
    reader = reader_of(request)
    procedure = get_procedure(municipality_id=reader.municipality_id, code=code)
    shown = procedure_page(procedure, reader)
    related = event_links(list_events(), reader, procedure=code)
    context = {
        "page": shown,
        "related": related,
        "outage": _outage(procedure, reader),
        "breadcrumbs": way(Link(shown.plain_title, "")),
    }
    return page(request, "procedures/procedure.html", context)


def _outage(procedure: ProcedureSummary, reader: Reader) -> accounts.OutageLine | None:
    """What keeps people at this moment from applying online where it is offered."""
    if procedure.refusal_on(reader.today) is not None:
        return None
    return accounts.find_identity_outage(
        municipality_id=reader.municipality_id, level=procedure.level, now=read_clock()
    )


@access(Access.PUBLIC)
@require_safe
def show_form(request: HttpRequest, code: str) -> HttpResponse:
    """What will be asked, also where nothing is received."""
    reader = reader_of(request)
    procedure = get_procedure(municipality_id=reader.municipality_id, code=code)
    version = forms.find_current_version(
        municipality_id=reader.municipality_id, code=procedure.form_code, on=reader.today
    )
    shown = procedure_page(procedure, reader)
    context = {
        "page": shown,
        "steps": preview_steps(version.form, reader.language) if version else (),
        "breadcrumbs": way(
            Link(shown.plain_title, reverse("procedures:procedure", args=[code])), Link(_("聞かれること"), "")
        ),
    }
    return page(request, "procedures/form.html", context)


def way(*steps: Link) -> list[Link]:
    return [Link(_("手続き・申請"), reverse("procedures:catalogue")), *steps]
