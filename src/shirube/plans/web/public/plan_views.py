"""A plan and its parts, for everyone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shirube.kernel.calendar import format_fiscal_year
from shirube.plans.domain.document import PlanDocument, translated
from shirube.plans.queries.documents import get_plan_document
from shirube.plans.queries.plans import list_plans
from shirube.plans.queries.stamps import get_city_stamp, get_plan_stamp
from shirube.plans.web.public.cards import here, plan_head, way_home, way_to
from shirube.plans.web.public.dx_mark import dx_mark_page
from shirube.plans.web.public.initiative import find_initiative, initiative_page
from shirube.plans.web.public.kpi import find_kpi, kpi_page
from shirube.plans.web.public.overview import plan_overview
from shirube.plans.web.public.pillar import find_pillar, pillar_page
from shirube.plans.web.public.plan_list import plan_list
from shirube.plans.web.public.reader import Reader, reader_of
from shirube.plans.web.public.reviews import review_list, review_year
from shirube.plans.web.public.roadmap import roadmap_page
from shirube.ui.access import Access, access
from shirube.ui.kept_pages import kept_page
from shirube.ui.links import Link

Present = Callable[[PlanDocument, Reader], tuple[object, list[Link]]]


def plan_page(request: HttpRequest, slug: str, template: str, present: Present) -> HttpResponse:
    """A page made of nothing but the plan's document; `present` gives its content and the way to it."""
    reader = reader_of(request)
    stamp = get_plan_stamp(municipality_id=reader.municipality_id, slug=slug)

    def context() -> Mapping[str, Any]:
        document = get_plan_document(municipality_id=reader.municipality_id, slug=slug, on=reader.today)
        content, way = present(document, reader)
        return {"plan": plan_head(document, reader), "page": content, "breadcrumbs": way}

    return kept_page(request, template, stamp=f"{stamp}.{reader.today}", context=context)


@access(Access.PUBLIC)
def show_plans(request: HttpRequest) -> HttpResponse:
    """All plans of the city."""
    reader = reader_of(request)
    stamp = get_city_stamp(municipality_id=reader.municipality_id)

    def context() -> Mapping[str, Any]:
        plans = list_plans(municipality_id=reader.municipality_id)
        return {"page": plan_list(plans, reader), "breadcrumbs": way_home(here(_("計画")))}

    return kept_page(request, "plans/plan_list.html", stamp=f"{stamp}.{reader.today}", context=context)


@access(Access.PUBLIC)
def show_plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The plan at a glance."""
    return plan_page(
        request,
        slug,
        "plans/plan.html",
        lambda document, reader: (plan_overview(document, reader), way_to(document, reader)),
    )


@access(Access.PUBLIC)
def show_pillar(request: HttpRequest, slug: str, pillar_slug: str) -> HttpResponse:
    def present(document: PlanDocument, reader: Reader) -> tuple[object, list[Link]]:
        pillar = find_pillar(document, pillar_slug)
        name = translated(pillar.translations, reader.language, "name", pillar.name)
        return pillar_page(document, pillar, reader), way_to(document, reader, here(name))

    return plan_page(request, slug, "plans/pillar.html", present)


@access(Access.PUBLIC)
def show_initiative(request: HttpRequest, slug: str, initiative_slug: str) -> HttpResponse:
    def present(document: PlanDocument, reader: Reader) -> tuple[object, list[Link]]:
        item = find_initiative(document, initiative_slug)
        title = translated(item.translations, reader.language, "title", item.title)
        return initiative_page(document, item, reader), way_to(document, reader, here(title))

    return plan_page(request, slug, "plans/initiative.html", present)


@access(Access.PUBLIC)
def show_kpi(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    def present(document: PlanDocument, reader: Reader) -> tuple[object, list[Link]]:
        item, kpi = find_kpi(document, code)
        page = kpi_page(document, item, kpi, reader)
        name = translated(kpi.translations, reader.language, "name", kpi.name)
        return page, way_to(document, reader, page.initiative, here(name))

    return plan_page(request, slug, "plans/kpi.html", present)


@access(Access.PUBLIC)
def show_roadmap(request: HttpRequest, slug: str) -> HttpResponse:
    def present(document: PlanDocument, reader: Reader) -> tuple[object, list[Link]]:
        return roadmap_page(document, reader), way_to(document, reader, here(_("工程表")))

    return plan_page(request, slug, "plans/roadmap.html", present)


@access(Access.PUBLIC)
def show_dx_mark(request: HttpRequest, slug: str) -> HttpResponse:
    def present(document: PlanDocument, reader: Reader) -> tuple[object, list[Link]]:
        return dx_mark_page(document, reader), way_to(document, reader, here(_("DXマークの付いた取組")))

    return plan_page(request, slug, "plans/dx_mark.html", present)


@access(Access.PUBLIC)
def show_reviews(request: HttpRequest, slug: str) -> HttpResponse:
    def present(document: PlanDocument, reader: Reader) -> tuple[object, list[Link]]:
        return review_list(document, reader), way_to(document, reader, here(_("年ごとの振り返り")))

    return plan_page(request, slug, "plans/review_list.html", present)


@access(Access.PUBLIC)
def show_review_year(request: HttpRequest, slug: str, fiscal_year: int) -> HttpResponse:
    def present(document: PlanDocument, reader: Reader) -> tuple[object, list[Link]]:
        words = format_fiscal_year(fiscal_year, reader.language)
        return review_year(document, fiscal_year, reader), way_to(document, reader, here(words))

    return plan_page(request, slug, "plans/review_year.html", present)
