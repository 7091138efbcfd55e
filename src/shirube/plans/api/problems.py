"""Errors of the API as problem+json (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

from shirube.kernel.errors import DomainError
from shirube.plans.domain.outputs.plain import dump
from shirube.ui.sentences import sentence_for, status_of

CONTENT_TYPE = "application/problem+json"


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
    return HttpResponse(dump(content), status=status.value, content_type=CONTENT_TYPE)
