"""Who is at a resident's page: signed in, or without account but with the secret of a draft or case, and the moment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shirube.accounts import interface as accounts
from shirube.applications.domain.people import Holder
from shirube.kernel.clock import japan_date, read_clock

# A browser keeps it until it is closed: on a shared terminal nothing stays behind. Who wants to go on elsewhere takes
# the link that the page of a paused draft shows.
_SALT = "applications.secret"
# A pen writes into one draft and reads nothing: with it the page of a resident whose sign-in has ended meanwhile still
# keeps what was typed. Two hours are longer than anybody stays in one page.
_PEN_SALT = "applications.pen"
_PEN_SECONDS = 2 * 60 * 60


@dataclass(frozen=True, slots=True)
class Visit:
    municipality_id: UUID
    language: str
    holder: Holder
    now: datetime

    @property
    def today(self) -> date:
        return japan_date(self.now)

    @property
    def is_signed_in(self) -> bool:
        return self.holder.resident_id is not None

    @property
    def look(self) -> dict[str, Any]:
        """What queries are told."""
        return {"municipality_id": self.municipality_id, "holder": self.holder}

    @property
    def read(self) -> dict[str, Any]:
        """What queries are told of which the answer depends on the day."""
        return {**self.look, "today": self.today}

    @property
    def act(self) -> dict[str, Any]:
        """What commands are told."""
        return {**self.look, "now": self.now}


def visit_of(request: HttpRequest, thing_id: UUID | None = None) -> Visit:
    """Reads the clock, once. `thing_id` is the draft or case of the page, whose secret a cookie may hold."""
    place = cast("Any", request)
    secret = _read_secret(request, thing_id) if thing_id else ""
    holder = _holder(place.municipality.id, getattr(request, "resident", None), secret)
    return Visit(place.municipality.id, place.language.code, holder, read_clock())


def keep_secret(response: HttpResponse, thing_id: UUID, secret: str) -> None:
    """Let this browser open the draft or case until it is closed."""
    response.set_signed_cookie(
        _cookie(thing_id),
        secret,
        salt=_SALT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def forget_secret(response: HttpResponse, thing_id: UUID) -> None:
    response.delete_cookie(_cookie(thing_id), samesite="Lax")


def lend_pen(response: HttpResponse, draft_id: UUID, holder: Holder) -> None:
    """Let this browser go on writing into the resident's draft for a while, signed in or not."""
    response.set_signed_cookie(
        _pen(draft_id),
        str(holder.resident_id),
        salt=_PEN_SALT,
        max_age=_PEN_SECONDS,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def find_pen(request: HttpRequest, draft_id: UUID) -> Holder | None:
    """For whom this browser may write; danger: never to be used for showing anything."""
    found = request.get_signed_cookie(_pen(draft_id), default="", salt=_PEN_SALT, max_age=_PEN_SECONDS)
    return Holder(resident_id=UUID(found)) if found else None


def _pen(draft_id: UUID) -> str:
    return f"shirube_pen_{draft_id.hex}"


def _holder(municipality_id: UUID, resident: accounts.ResidentActor | None, secret: str) -> Holder:
    if resident is None:
        return Holder(secret=secret)
    known = accounts.get_resident(municipality_id=municipality_id, resident_id=resident.resident_id)
    return Holder(
        resident_id=known.id, secret=secret, level=resident.level, name=known.name, mail=known.email
    )


def _read_secret(request: HttpRequest, thing_id: UUID) -> str:
    return str(request.get_signed_cookie(_cookie(thing_id), default="", salt=_SALT) or "")


def _cookie(thing_id: UUID) -> str:
    return f"shirube_{thing_id.hex}"
