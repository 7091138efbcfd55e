"""What changed lately, and what the plan said earlier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.clock import JAPAN, read_clock
from shirube.plans.domain.document import PlanDocument
from shirube.plans.queries.changes import list_changes
from shirube.plans.queries.documents import get_plan_document
from shirube.plans.queries.plans import Version, get_version, get_version_at, list_versions
from shirube.plans.queries.stamps import get_city_stamp, get_plan_stamp
from shirube.plans.web.public.cards import here, plan_head, way_home, way_to
from shirube.plans.web.public.changes import changes_page, read_place
from shirube.plans.web.public.reader import Reader, reader_of
from shirube.plans.web.public.versions import version_list, version_page
from shirube.ui.access import Access, access
from shirube.ui.kept_pages import kept_page
from shirube.ui.links import Link
from shirube.ui.pages import page

_CHANGES_A_PAGE = 30


@access(Access.PUBLIC)
def show_changes(request: HttpRequest) -> HttpResponse:
    """What changed lately in the city's plans, a page at a time."""
    reader = reader_of(request)
    before = read_place(request.GET.get("before", ""))
    stamp = get_city_stamp(municipality_id=reader.municipality_id)

    def context() -> Mapping[str, Any]:
        limit = _CHANGES_A_PAGE
        changes = list_changes(municipality_id=reader.municipality_id, before=before, limit=limit + 1)
        content = changes_page(changes, before, limit, reader)
        return {"page": content, "breadcrumbs": way_home(here(_("最近の動き")))}

    return kept_page(request, "plans/changes.html", stamp=stamp, context=context)


@access(Access.PUBLIC)
def show_versions(request: HttpRequest, slug: str) -> HttpResponse:
    """All versions of a plan."""
    reader = reader_of(request)
    stamp = get_plan_stamp(municipality_id=reader.municipality_id, slug=slug)

    def context() -> Mapping[str, Any]:
        return _version_list_context(_document(reader, slug), reader)

    return kept_page(request, "plans/version_list.html", stamp=f"{stamp}.{reader.today}", context=context)


@access(Access.PUBLIC)
def show_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The plan as one of its versions had it."""
    reader = reader_of(request)
    document = _document(reader, slug)
    version = get_version(municipality_id=reader.municipality_id, plan_id=document.id, number=number)
    return page(request, "plans/version.html", _version_context(document, version, reader))


@access(Access.PUBLIC)
def show_version_at(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan as it was at the end of the day `on`; without a readable day the list again, with what to do."""
    reader = reader_of(request)
    document = _document(reader, slug)
    asked = _read_day(request.GET.get("on", ""))
    if asked is None:
        context = {
            **_version_list_context(document, reader),
            "day_error": _("日付を「2025-04-01」のように入れてください。"),
        }
        return page(request, "plans/version_list.html", context, status=422)
    moment = datetime.combine(asked + timedelta(days=1), time(), JAPAN)
    version = get_version_at(municipality_id=reader.municipality_id, plan_id=document.id, moment=moment)
    return page(request, "plans/version.html", _version_context(document, version, reader, asked))


def _document(reader: Reader, slug: str) -> PlanDocument:
    return get_plan_document(municipality_id=reader.municipality_id, slug=slug, on=reader.today)


def _version_list_context(document: PlanDocument, reader: Reader) -> dict[str, Any]:
    lines = list_versions(municipality_id=reader.municipality_id, plan_id=document.id)
    return {
        "plan": plan_head(document, reader),
        "page": version_list(document, lines, reader),
        "breadcrumbs": way_to(document, reader, here(_("以前の計画"))),
        "day_error": "",
    }


def _version_context(
    document: PlanDocument, version: Version, reader: Reader, asked: date | None = None
) -> dict[str, Any]:
    newest = get_version_at(municipality_id=reader.municipality_id, plan_id=document.id, moment=read_clock())
    content = version_page(document, version, newest, reader, asked=asked)
    versions = Link(_("以前の計画"), reverse("plans:version-list", args=[document.slug]))
    way = way_to(document, reader, versions, here(content.version.label))
    return {"plan": plan_head(document, reader), "page": content, "breadcrumbs": way}


def _read_day(written: str) -> date | None:
    try:
        day = date.fromisoformat(written.strip())
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None
