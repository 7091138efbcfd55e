"""Pages that show several rooms together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix
from django.utils.translation import gettext as _

from shirube.kernel.clock import japan_date, read_clock
from shirube.measures import interface as measures
from shirube.plans import interface as plans
from shirube.portal.web.city_finder import read_question
from shirube.portal.web.comparison import comparison_page
from shirube.portal.web.home import city_home
from shirube.portal.web.installation import installation_page
from shirube.portal.web.search import search_city
from shirube.ui.access import Access, access
from shirube.ui.kept_pages import kept_page
from shirube.ui.pages import page
from shirube.visits import interface as visits


@access(Access.PUBLIC)
def municipality_list(request: HttpRequest) -> HttpResponse:
    """All municipalities of this installation, and the figures of those of Miyagi."""
    language, sort = cast("Any", request).language.code, request.GET.get("sort", "")
    content = installation_page(read_question(request.GET), sort, language)
    return page(request, "portal/municipality_list.html", {"page": content})


@access(Access.PUBLIC)
def comparison(request: HttpRequest, slug: str) -> HttpResponse:
    """A printed comparison with its rows."""
    found = measures.get_comparison(slug)
    content = comparison_page(found, cast("Any", request).language.code)
    way = [{"label": _("まちを選ぶ"), "url": get_script_prefix()}, {"label": _("市町村の比較"), "url": ""}]
    return page(request, "portal/comparison.html", {"page": content, "breadcrumbs": way})


@access(Access.PUBLIC)
def home(request: HttpRequest) -> HttpResponse:
    """A city's first page."""
    city, today = cast("Any", request).municipality, japan_date(read_clock())
    stamp = plans.get_city_stamp(municipality_id=city.id)
    has_counter = visits.has_counter(municipality_id=city.id)

    def context() -> Mapping[str, Any]:
        return {"page": city_home(city.id, today), "has_counter": has_counter}

    stamp = f"{stamp}.{today}.{has_counter}"
    return kept_page(request, "portal/home.html", stamp=stamp, context=context)


@access(Access.PUBLIC)
def search(request: HttpRequest) -> HttpResponse:
    """What the city's plans say about some words."""
    visit = cast("Any", request)
    results = search_city(visit.municipality.id, request.GET.get("q", ""), visit.language.code, read_clock())
    way = [{"label": _("ホーム"), "url": get_script_prefix()}, {"label": _("言葉で探す"), "url": ""}]
    return page(request, "portal/search.html", {"page": results, "breadcrumbs": way})
