"""The code of a preparation lies in a sealed cookie of this browser, never in an address: a shared history opens nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_SALT = "visits.preparation"
_START = "shirube_prepared_"


def keep_code(response: HttpResponse, interview_id: UUID, code: str) -> None:
    """Until the browser is closed. How long a writing desk remembers is the server's to count, not the cookie's."""
    response.set_signed_cookie(
        _name(interview_id),
        code,
        salt=_SALT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def kept_code(request: HttpRequest, interview_id: UUID) -> str:
    """Empty where this browser did not write it."""
    return str(request.get_signed_cookie(_name(interview_id), default="", salt=_SALT) or "")


def kept_ids(request: HttpRequest) -> Iterator[UUID]:
    """What was prepared in this browser, by what its cookies are called; who opens one needs its code too."""
    for name in request.COOKIES:
        if name.startswith(_START):
            with suppress(ValueError):
                yield UUID(name.removeprefix(_START))


def drop_code(response: HttpResponse, interview_id: UUID) -> None:
    response.delete_cookie(_name(interview_id), samesite="Lax")


def drop_all(request: HttpRequest, response: HttpResponse) -> None:
    for interview_id in kept_ids(request):
        drop_code(response, interview_id)


def _name(interview_id: UUID) -> str:
    return f"{_START}{interview_id.hex}"
