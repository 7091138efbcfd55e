"""Addresses of the API inside a municipality. Every view declares that it is public, and lets other sites read it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path

from shirube.plans.api.views import api, show_description, show_nothing
from shirube.ui.access import Access, access

View = Callable[..., Any]
_FRONT = "api/v1/"


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


def _operations() -> list[URLPattern]:
    """Ninja's own patterns, without its start page, each with its declaration of access."""
    patterns = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    return [
        path(
            _FRONT + str(one.pattern), access(Access.PUBLIC)(open_to_other_sites(one.callback)), name=one.name
        )
        for one in patterns
    ]


app_name = "plans-api"
urlpatterns = [
    *_operations(),
    path(
        _FRONT + "openapi.json",
        access(Access.PUBLIC)(open_to_other_sites(show_description)),
        name="description",
    ),
    path(_FRONT + "<path:rest>", access(Access.PUBLIC)(open_to_other_sites(show_nothing)), name="nothing"),
]
