"""What the rooms' APIs share: errors as problem+json (RFC 9457), and open doors for scripts of other sites."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI

from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.sentences import sentence_for, status_of

PROBLEM_TYPE = "application/problem+json"
_JSON = "application/json"
View = Callable[..., Any]


def dump_json(content: object) -> bytes:
    """Compact JSON; ids, days and moments as ISO text, decimals as numbers."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), default=_plain).encode()


def problem_of(request: HttpRequest, error: DomainError | type[DomainError]) -> HttpResponse:  # noqa: ARG001 - ninja's
    """The answer to a broken rule of the domain."""
    if isinstance(error, type):
        # Python lets a class be raised as if it were an error of its own.
        error = error()
    status = HTTPStatus(status_of(error))
    content = {
        # A name rather than an address: nothing is to be fetched there, and it holds for every installation.
        "type": f"urn:shirube:problem:{error.code}",
        "title": status.phrase,
        "status": status.value,
        "detail": sentence_for(error),
        "code": error.code,
    }
    return HttpResponse(dump_json(content), status=status.value, content_type=PROBLEM_TYPE)


def open_to_other_sites(view: View) -> View:
    """Let scripts of any site read the answer (CORS, Fetch §3.2): it is public and never depends on a cookie."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = (
            _told_beforehand() if request.method == "OPTIONS" else _read(view, request, *args, **kwargs)
        )
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Last-Modified"
        return response

    return opened


def public_address(route: str, view: View, name: str) -> URLPattern:
    """An address of an API that everybody and every site may read."""
    return path(route, access(Access.PUBLIC)(open_to_other_sites(view)), name=name)


def public_operations(api: NinjaAPI, front: str) -> list[URLPattern]:
    """Ninja's own patterns, without its start page, each with its declaration of access."""
    patterns = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    return [public_address(front + str(one.pattern), one.callback, one.name or "") for one in patterns]


def describe(api: NinjaAPI, servers: list[dict[str, Any]]) -> dict[str, Any]:
    """The OpenAPI description; errors in their own media type, which ninja does not know of."""
    description: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=""))
    for operations in description["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if int(status) >= HTTPStatus.BAD_REQUEST:
                    response["content"] = {PROBLEM_TYPE: response["content"].pop(_JSON)}
    return {**description, "servers": servers}


def _told_beforehand() -> HttpResponse:
    """The answer to a browser that asks before it sends a conditional request."""
    response = HttpResponse(status=HTTPStatus.NO_CONTENT)
    response["Access-Control-Allow-Methods"] = "GET, HEAD"
    response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return response


def _read(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """HEAD is GET without a body, which the server leaves out; ninja knows GET only."""
    method = request.method
    request.method = "GET" if method == "HEAD" else method
    response: HttpResponse = view(request, *args, **kwargs)
    request.method = method
    return response


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no plain form")
