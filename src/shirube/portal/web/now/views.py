"""How the city's DX stands now, on one page that also goes onto paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shirube.kernel.clock import japan_date, read_clock
from shirube.portal.queries.now import CityNow, get_city_now, get_now_stamp
from shirube.portal.web.now.feed import write_now_feed
from shirube.portal.web.now.tables import decision_lines, late_items_table, register_lines
from shirube.ui.access import Access, access
from shirube.ui.conditional import answer_if_changed
from shirube.ui.kept_pages import kept_page


@access(Access.PUBLIC)
def show_now(request: HttpRequest) -> HttpResponse:
    """Indicators, what is late and why, decisions, DX marks and registers."""
    look = _look(request)
    return kept_page(
        request, "portal/now.html", stamp=get_now_stamp(**look), context=lambda: _context(request, look)
    )


@require_safe
@access(Access.PUBLIC)
def show_feed(request: HttpRequest) -> HttpResponse:
    """What became known: values, reports, reviews, changes of plans, decisions, and stages that registers reached."""
    look = _look(request)
    now = get_city_now(**look)
    return answer_if_changed(
        request,
        stamp=get_now_stamp(**look),
        modified_at=now.changed_at,
        make=lambda: HttpResponse(
            write_now_feed(request, now), content_type="application/atom+xml; charset=utf-8"
        ),
    )


def _look(request: HttpRequest) -> dict[str, Any]:
    return {"municipality_id": cast("Any", request).municipality.id, "on": japan_date(read_clock())}


def _context(request: HttpRequest, look: Mapping[str, Any]) -> Mapping[str, Any]:
    now, language = get_city_now(**look), cast("Any", request).language.code
    return {
        "now": now,
        "decisions": decision_lines(now.decisions, language),
        "registers": register_lines(now.registers, language),
        "late_items": late_items_table(now.registers, language),
        "feed_url": reverse("portal:now-atom"),
        "downloads": _downloads(now),
        "breadcrumbs": [
            {"label": _("ホーム"), "url": get_script_prefix()},
            {"label": _("DXのいま"), "url": ""},
        ],
    }


def _downloads(now: CityNow) -> list[dict[str, str]]:
    reports = [
        {
            "label": _("計画の進捗報告書"),
            "format": "PDF",
            "url": reverse("plans:download-pdf", args=[plan.document.slug]),
        }
        for plan in now.plans
    ]
    return [
        *reports,
        {"label": _("このページのデータ"), "format": "JSON", "url": reverse("now-api:get_now")},
        {"label": _("更新を受け取る"), "format": "Atom", "url": reverse("portal:now-atom")},
    ]
