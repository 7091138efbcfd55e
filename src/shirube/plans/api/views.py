"""GET /<city>/api/v1/…: the plans of a city for programs."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from shirube.kernel.clock import JAPAN, japan_date, read_clock
from shirube.kernel.errors import DomainError, NotFoundError
from shirube.organizations import interface as organizations
from shirube.plans.api import schemas
from shirube.plans.domain.outputs.plain import dump, plan_json
from shirube.plans.queries.documents import PlanNotFoundError, get_plan_document
from shirube.plans.queries.plans import PlanSummary, find_plan_slug, list_plans
from shirube.plans.queries.stamps import get_city_stamp
from shirube.ui import programs
from shirube.ui.conditional import answer_if_changed
from shirube.ui.programs import problem_of

DESCRIPTION = (
    "The plans of a municipality with pillars, initiatives, actions, KPIs and readings. Everything here is public. "
    "Errors are problem+json (RFC 9457). Answers carry ETag and Last-Modified."
)
_JSON = "application/json"

# Danger: ninja's own pages of documentation fetch scripts from elsewhere; the description is served as JSON only.
api = NinjaAPI(
    title="Shirube",
    version="1",
    description=DESCRIPTION,
    urls_namespace="plans-api",
    docs_url=None,
    openapi_url=None,
)
api.add_exception_handler(DomainError, problem_of)


@api.get(
    "/plans",
    response={200: schemas.PlanList},
    operation_id="list_plans",
    summary="All plans of the municipality",
)
def show_plans(request: HttpRequest) -> HttpResponse:
    """The newest period first."""
    city = _city(request)
    plans = list_plans(municipality_id=city.id)
    content = {
        "municipality": {"code": city.code, "demonstration": city.demonstration},
        "plans": [_entry(request, plan) for plan in plans],
    }
    return answer_if_changed(
        request,
        stamp=get_city_stamp(municipality_id=city.id),
        modified_at=max((plan.changed_at for plan in plans), default=datetime.fromtimestamp(0, JAPAN)),
        make=lambda: HttpResponse(dump(content), content_type=_JSON),
    )


@api.get(
    "/plans/{plan_id}",
    response={200: schemas.Plan, 404: schemas.Problem},
    operation_id="get_plan",
    summary="One plan as a whole",
)
def show_plan(request: HttpRequest, plan_id: str) -> HttpResponse:
    """By its id (UUID), which stays the same, or by the short name that stands in the addresses of its pages."""
    city, on = _city(request), japan_date(read_clock())
    document = get_plan_document(municipality_id=city.id, slug=_slug(city.id, plan_id), on=on)
    return answer_if_changed(
        request,
        stamp=f"{document.id.hex}.{document.revision}.{on}",
        # Grades are of the day, so a new day is a change too.
        modified_at=max(document.changed_at, datetime.combine(on, time(), JAPAN)),
        make=lambda: HttpResponse(
            plan_json(document, city_code=city.code, demonstration=city.demonstration, on=on),
            content_type=_JSON,
        ),
    )


def show_description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description, with the address of this very city as its server."""
    here = request.build_absolute_uri("./").rstrip("/")
    return HttpResponse(dump(describe([{"url": here}])), content_type=_JSON)


def show_nothing(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001 - the path's own part
    """An address that is none, said in the way of the API."""
    return problem_of(request, NotFoundError())


def describe(servers: list[dict[str, Any]]) -> dict[str, Any]:
    """The OpenAPI description of the plans."""
    return programs.describe(api, servers)


def _city(request: HttpRequest) -> organizations.MunicipalitySummary:
    city: organizations.MunicipalitySummary = request.municipality  # type: ignore[attr-defined]
    return city


def _slug(municipality_id: UUID, plan_id: str) -> str:
    try:
        wanted = UUID(plan_id)
    except ValueError:
        return plan_id
    slug = find_plan_slug(municipality_id=municipality_id, plan_id=wanted)
    if slug is None:
        raise PlanNotFoundError(plan_id=plan_id)
    return slug


def _entry(request: HttpRequest, plan: PlanSummary) -> dict[str, Any]:
    return {
        "id": plan.id,
        "slug": plan.slug,
        "name": plan.name,
        "translations": plan.translations,
        "document_kind": plan.document_kind,
        "period": {"start": plan.start_year, "end": plan.end_year},
        "revision": plan.revision,
        "changed_at": plan.changed_at,
        "url": request.build_absolute_uri(f"plans/{plan.id}"),
    }
