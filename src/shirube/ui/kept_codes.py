"""Codes that came with a number: kept by the browser until it is closed, so that they stand in no address."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

_SALT = "bookings.secret"


def keep_code(response: HttpResponse, number: str, code: str) -> None:
    """Let this browser open what has the number until it is closed: on a shared terminal nothing stays behind."""
    response.set_signed_cookie(
        _cookie(number),
        code,
        salt=_SALT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def kept_code(request: HttpRequest, number: str) -> str:
    """The code this browser holds for the number; empty where it holds none, or somebody else has written it."""
    return str(request.get_signed_cookie(_cookie(number), default="", salt=_SALT) or "")


def _cookie(number: str) -> str:
    # Only what a number is made of may stand in the name of a cookie.
    return f"shirube_reservation_{plain_number(number)}"


def plain_number(number: str) -> str:
    """Its first 16 letters and digits, for the name of a cookie."""
    return "".join(one for one in number.upper() if one.isascii() and one.isalnum())[:16]
