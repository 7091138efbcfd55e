"""Who is at a page: signed in, or with the code of a reservation in a cookie, and the moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shirube.accounts import interface as accounts
from shirube.bookings.domain.bookers import Booker
from shirube.kernel.clock import read_clock

# A browser keeps it until it is closed: on a shared terminal nothing stays behind.
_SALT = "bookings.secret"


@dataclass(frozen=True, slots=True)
class Visit:
    municipality_id: UUID
    language: str
    booker: Booker
    now: datetime
    address: str

    @property
    def is_signed_in(self) -> bool:
        return self.booker.resident_id is not None

    @property
    def act(self) -> dict[str, Any]:
        """What commands are told."""
        return {"municipality_id": self.municipality_id, "actor": self.booker, "now": self.now}


def visit_of(request: HttpRequest, number: str = "") -> Visit:
    """Reads the clock, once. `number` is the reservation or entry of the page, whose code a cookie may hold."""
    place = cast("Any", request)
    secret = _read_secret(request, number) if number else ""
    booker = _booker(place, secret)
    return Visit(
        place.municipality.id, place.language.code, booker, read_clock(), str(request.META["REMOTE_ADDR"])
    )


def keep_secret(response: HttpResponse, number: str, secret: str) -> None:
    """Let this browser open the reservation until it is closed."""
    response.set_signed_cookie(
        _cookie(number),
        secret,
        salt=_SALT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _booker(place: Any, secret: str) -> Booker:
    resident: accounts.ResidentActor | None = getattr(place, "resident", None)
    language = place.language.code
    if resident is None:
        return Booker(secret=secret, language=language)
    known = accounts.get_resident(municipality_id=place.municipality.id, resident_id=resident.resident_id)
    return Booker(resident_id=known.id, name=known.name, mail=known.email, secret=secret, language=language)


def _read_secret(request: HttpRequest, number: str) -> str:
    return str(request.get_signed_cookie(_cookie(number), default="", salt=_SALT) or "")


def _cookie(number: str) -> str:
    # Only what a number is made of may stand in the name of a cookie.
    plain = "".join(one for one in number.upper() if one.isascii() and one.isalnum())[:16]
    return f"shirube_reservation_{plain}"
