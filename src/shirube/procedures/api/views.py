"""GET /<city>/api/v1/procedures…: the catalogue of a city for programs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from shirube.forms import interface as forms
from shirube.kernel.clock import JAPAN, japan_date, read_clock
from shirube.kernel.errors import DomainError
from shirube.kernel.words import Words
from shirube.procedures.api import schemas
from shirube.procedures.queries.catalogue import (
    CatalogueView,
    ProcedureNotFoundError,
    ProcedureSummary,
    get_catalogue,
)
from shirube.procedures.queries.readers import Reader
from shirube.ui import programs
from shirube.ui.conditional import answer_if_changed
from shirube.ui.programs import dump_json, problem_of

DESCRIPTION = (
    "The procedures of a municipality, and the form of each as JSON Schema. Everything here is public. "
    "Errors are problem+json (RFC 9457). Answers carry ETag and Last-Modified."
)
_JSON = "application/json"

# Danger: ninja's own pages of documentation fetch scripts from elsewhere; the description is served as JSON only.
api = NinjaAPI(
    title="Shirube procedures",
    version="1",
    description=DESCRIPTION,
    urls_namespace="procedures-api",
    docs_url=None,
    openapi_url=None,
)
api.add_exception_handler(DomainError, problem_of)


@api.get(
    "/procedures",
    response={200: schemas.ProcedureList},
    operation_id="list_procedures",
    summary="All procedures of the municipality",
)
def show_procedures(request: HttpRequest) -> HttpResponse:
    """The nationwide ones by their numbers, then the city's own."""
    reader = _reader(request)
    catalogue = get_catalogue(municipality_id=reader.municipality_id)
    content = {
        "municipality": {"code": reader.city.code, "demonstration": reader.city.demonstration},
        "procedures": [_entry(request, one, reader) for one in catalogue.procedures],
    }
    return _answer(request, content, catalogue, reader)


@api.get(
    "/procedures/{procedure_id}",
    response={200: schemas.Procedure, 404: schemas.Problem},
    operation_id="get_procedure",
    summary="One procedure with its form",
)
def show_procedure(request: HttpRequest, procedure_id: str) -> HttpResponse:
    """By its id (UUID) or by the code that stands in the addresses of its pages."""
    reader = _reader(request)
    catalogue = get_catalogue(municipality_id=reader.municipality_id)
    procedure = _find(catalogue, procedure_id)
    version = forms.find_current_version(
        municipality_id=reader.municipality_id, code=procedure.form_code, on=reader.today
    )
    content = {**_entry(request, procedure, reader), **_facts(procedure)}
    content["form_version"] = version.number if version else None
    content["form_schema"] = (
        forms.make_json_schema(version.form, language=reader.language) if version else None
    )
    return _answer(request, content, catalogue, reader, version.number if version else 0)


def show_description(request: HttpRequest) -> HttpResponse:
    """The OpenAPI description, with the address of this very city as its server."""
    here = request.build_absolute_uri("../").rstrip("/")
    return HttpResponse(dump_json(describe([{"url": here}])), content_type=_JSON)


def describe(servers: list[dict[str, Any]]) -> dict[str, Any]:
    return programs.describe(api, servers)


def _reader(request: HttpRequest) -> Reader:
    visit = cast("Any", request)
    return Reader(visit.municipality, visit.language.code, japan_date(read_clock()))


def _answer(
    request: HttpRequest, content: object, catalogue: CatalogueView, reader: Reader, version: int = 0
) -> HttpResponse:
    # Whether something is received is of the day, so a new day is a change too.
    today = datetime.combine(reader.today, time(), JAPAN)
    changed_at = catalogue.changed_at or datetime.fromtimestamp(0, UTC)
    return answer_if_changed(
        request,
        stamp=f"{reader.stamp(catalogue.revision)}.{version}",
        modified_at=max(changed_at, today),
        make=lambda: HttpResponse(dump_json(content), content_type=_JSON),
    )


def _find(catalogue: CatalogueView, wanted: str) -> ProcedureSummary:
    """ProcedureNotFoundError."""
    found = catalogue.by_code.get(wanted)
    if found is None and _is_uuid(wanted):
        found = next((one for one in catalogue.procedures if one.id == UUID(wanted)), None)
    if found is None:
        raise ProcedureNotFoundError(procedure=wanted)
    return found


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _entry(request: HttpRequest, procedure: ProcedureSummary, reader: Reader) -> dict[str, Any]:
    section = reader.sections.get(procedure.section_id) if procedure.section_id else None
    refusal = procedure.refusal_on(reader.today)
    return {
        "id": procedure.id,
        "code": procedure.code,
        "number": procedure.number,
        "name": _text(procedure.name),
        "short": _text(procedure.short),
        "section": {"code": section.code, "name": section.name} if section else None,
        "level": procedure.level,
        "reception": {
            "state": procedure.state,
            "opens_on": procedure.reception.opens_on,
            "closes_on": procedure.reception.closes_on,
            "receiving": refusal is None,
            "refusal": refusal,
        },
        "url": request.build_absolute_uri(_address(request, procedure)),
    }


def _address(request: HttpRequest, procedure: ProcedureSummary) -> str:
    front, _, _ = request.path.rpartition("/api/v1/")
    return f"{front}/api/v1/procedures/{procedure.code}"


def _facts(procedure: ProcedureSummary) -> dict[str, Any]:
    facts = procedure.facts
    period = {"days": facts.standard_days, "unit": facts.standard_days_unit}
    return {
        "summary": _text(facts.summary),
        "who": _text(facts.who),
        "when": _text(facts.when),
        "bring": [_text(one) for one in facts.bring],
        "fee_yen": facts.fee_yen,
        "standard_period": period if facts.standard_days else None,
        "legal_basis": [one.model_dump() for one in facts.legal_basis],
        "representative": facts.representative,
        "other_ways": dict(procedure.other_ways),
        "life_events": list(facts.life_events),
        "retention_years": facts.retention_years,
        "changed_at": procedure.changed_at,
    }


def _text(words: Words) -> Mapping[str, str]:
    written = cast("dict[str, str]", words.model_dump(by_alias=True))
    return {language: text for language, text in written.items() if text}
