"""What the running services yield, for staff: all measures, and one with its series, its rows and its failures."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.kernel.clock import japan_date, read_clock
from shirube.measures.queries.snapshots import (
    COUNTERS,
    find_newest,
    get_declared,
    list_failures,
)
from shirube.measures.registry import Measure
from shirube.measures.web.list_page import list_page
from shirube.measures.web.measure_page import corrections_table, part_tables, value_page
from shirube.measures.web.rows_page import ROWS_SHOWN, rows_page
from shirube.measures.web.words import FAILURES
from shirube.ui.access import Access, access
from shirube.ui.links import Link
from shirube.ui.pages import page


@access(Access.STAFF)
def measure_list(request: HttpRequest) -> HttpResponse:
    """Every measure with its newest value, those that failed first."""
    context = {
        **list_page(_city(request)),
        "may_count": _actor(request).holds(*COUNTERS),
        "breadcrumbs": [_home(), Link(_("測る数値"), "")],
    }
    return page(request, "measures/staff/list.html", context)


@access(Access.STAFF)
def measure(request: HttpRequest, measure_code: str) -> HttpResponse:
    """One measure: the value of the newest day, what it was made from, how it went, what was corrected."""
    declared, municipality_id = get_declared(measure_code), _city(request)
    shown = find_newest(municipality_id=municipality_id, measure=measure_code)
    on = shown.on if shown else japan_date(read_clock())
    failure = list_failures(municipality_id=municipality_id).get(measure_code)
    context = {
        "measure": declared,
        "shown": shown,
        "page": value_page(municipality_id, declared, shown, on, "ja", public=False),
        "parts": part_tables(municipality_id, declared, on),
        "corrections": corrections_table(municipality_id, declared),
        "failure": failure,
        "failure_words": FAILURES[failure.kind] if failure else "",
        "may_count": _actor(request).holds(*COUNTERS),
        "breadcrumbs": [*_way(), Link(declared.title, "")],
    }
    return page(request, "measures/staff/measure.html", context)


@access(Access.STAFF)
def rows(request: HttpRequest, measure_code: str) -> HttpResponse:
    """The rows behind the newest value."""
    declared = get_declared(measure_code)
    shown = find_newest(municipality_id=_city(request), measure=measure_code)
    context = {
        "measure": declared,
        "shown": shown,
        "rows": rows_page(_city(request), declared, shown, _actor(request)) if shown else None,
        "limit": ROWS_SHOWN,
        "breadcrumbs": [*_way(), Link(declared.title, _url(declared)), Link(_("もとの行"), "")],
    }
    return page(request, "measures/staff/rows.html", context)


def _city(request: HttpRequest) -> Any:
    return cast("Any", request).municipality.id


def _actor(request: HttpRequest) -> Any:
    return cast("Any", request).user.as_actor()


def _home() -> Link:
    return Link(_("仕事の一覧"), reverse("portal:staff-home"))


def _way() -> list[Link]:
    return [_home(), Link(_("測る数値"), reverse("measures_staff:list"))]


def _url(declared: Measure) -> str:
    return reverse("measures_staff:measure", args=[declared.identifier])
