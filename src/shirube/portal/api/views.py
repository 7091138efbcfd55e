"""GET /<city>/api/v1/now: how a city's DX stands, for programs; the same figures as on its page."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from shirube.kernel.clock import japan_date, read_clock
from shirube.kernel.errors import DomainError
from shirube.portal.api import schemas
from shirube.portal.api.content import content_of
from shirube.portal.queries.now import get_city_now, get_now_stamp
from shirube.ui import programs
from shirube.ui.conditional import answer_if_changed
from shirube.ui.programs import dump_json, problem_of

DESCRIPTION = (
    "How the DX of a municipality stands now: indicators with their newest values, what is late and why, "
    "published decisions, the initiatives with the DX mark, and registers. Everything here is public. Answers carry ETag and Last-Modified."
)
_JSON = "application/json"

# Danger: ninja's own pages of documentation fetch scripts from elsewhere; the description is served as JSON only.
api = NinjaAPI(
    title="Shirube: DX now",
    version="1",
    description=DESCRIPTION,
    urls_namespace="now-api",
    docs_url=None,
    openapi_url=None,
)
api.add_exception_handler(DomainError, problem_of)


@api.get(
    "/now",
    response={200: schemas.Now},
    operation_id="get_now",
    summary="How the municipality's DX stands now",
)
def get_now(request: HttpRequest) -> HttpResponse:
    """As of today in Japan."""
    look = {"municipality_id": cast("Any", request).municipality.id, "on": japan_date(read_clock())}
    now = get_city_now(**look)
    return answer_if_changed(
        request,
        stamp=get_now_stamp(**look),
        modified_at=now.changed_at,
        make=lambda: HttpResponse(dump_json(content_of(request, now)), content_type=_JSON),
    )


def show_description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description, with the address of this very city as its server."""
    here = request.build_absolute_uri("../").rstrip("/")
    return HttpResponse(dump_json(describe([{"url": here}])), content_type=_JSON)


def describe(servers: list[dict[str, Any]]) -> dict[str, Any]:
    return programs.describe(api, servers)
