"""GET /<city>/api/v1/registers…: what residents may read of a city's registers, for programs."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import NinjaAPI

from shirube.kernel.clock import japan_date, read_clock
from shirube.kernel.errors import DomainError
from shirube.registers.api import schemas
from shirube.registers.domain.fields import SECTION
from shirube.registers.domain.values import print_value
from shirube.registers.queries.registers import (
    ItemView,
    RegisterView,
    get_public_register,
    list_public_registers,
)
from shirube.ui import programs
from shirube.ui.programs import dump_json, problem_of

DESCRIPTION = (
    "The registers of a municipality that everybody may read: items, stages, planned and actual days. "
    "Errors are problem+json (RFC 9457)."
)
_JSON = "application/json"

# Danger: ninja's own pages of documentation fetch scripts from elsewhere; the description is served as JSON only.
api = NinjaAPI(
    title="Shirube registers",
    version="1",
    description=DESCRIPTION,
    urls_namespace="registers-api",
    docs_url=None,
    openapi_url=None,
)
api.add_exception_handler(DomainError, problem_of)


@api.get(
    "/registers",
    response={200: schemas.RegisterList},
    operation_id="list_registers",
    summary="All public registers of the municipality",
)
def show_registers(request: HttpRequest) -> HttpResponse:
    registers = list_public_registers(**_look(request))
    content = {"municipality": _city(request), "registers": [_entry(request, one) for one in registers]}
    return HttpResponse(dump_json(content), content_type=_JSON)


@api.get(
    "/registers/{code}",
    response={200: schemas.Register, 404: schemas.Problem},
    operation_id="get_register",
    summary="One public register with its items",
)
def show_register(request: HttpRequest, code: str) -> HttpResponse:
    register = get_public_register(code=code, **_look(request))
    content = {
        "municipality": _city(request),
        **_entry(request, register),
        "entries": [_item(register, item) for item in register.items],
    }
    return HttpResponse(dump_json(content), content_type=_JSON)


def show_description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description, with the address of this very city as its server."""
    here = request.build_absolute_uri("../").rstrip("/")
    return HttpResponse(dump_json(describe([{"url": here}])), content_type=_JSON)


def describe(servers: list[dict[str, Any]]) -> dict[str, Any]:
    return programs.describe(api, servers)


def _look(request: HttpRequest) -> dict[str, Any]:
    municipality = cast("Any", request).municipality
    return {"municipality_id": municipality.id, "on": japan_date(read_clock())}


def _city(request: HttpRequest) -> dict[str, Any]:
    city = cast("Any", request).municipality
    return {"code": city.code, "demonstration": city.demonstration}


def _entry(request: HttpRequest, register: RegisterView) -> dict[str, Any]:
    return {
        "code": register.code,
        "title": register.pack.title,
        "summary": register.pack.summary,
        "items": len(register.items),
        "done": register.done,
        "late": len(register.late),
        "known_until": register.known_until,
        "url": request.build_absolute_uri(reverse("registers:register", args=[register.code])),
    }


def _item(register: RegisterView, item: ItemView) -> dict[str, Any]:
    progress, names = item.progress, register.section_names
    return {
        "key": item.key,
        "title": item.title,
        "section": names.get(item.value(SECTION), ""),
        "done": progress.is_done,
        "stage": progress.current.label if progress.current else None,
        "late_since": progress.late.planned if progress.late else None,
        "values": {
            field.label: print_value(field, item.value(field.code), names)
            for field in register.fields.values()
            if field.public and field.column and item.value(field.code)
        },
        "stages": [
            {"code": one.code, "label": one.label, "planned": one.planned, "actual": one.actual}
            for one in progress.lines
        ],
    }
