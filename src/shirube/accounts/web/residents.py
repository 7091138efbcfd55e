"""The resident of a request: read from the city's session, written at sign-in, removed at sign-out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from shirube.accounts import interface as accounts
from shirube.accounts.web import sessions
from shirube.accounts.web.sessions import RESIDENT, city_path
from shirube.kernel.identity import IdentityLevel
from shirube.ui.network import network_address

View = Callable[[HttpRequest], HttpResponse]


def meet_resident(get_response: View) -> View:
    """Put the signed-in resident, or None, on the request.

    Cost: nothing for visitors without a session, and no query of its own for the others: closing an account ends its
    sessions, so that what the session says needs no second look.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        request.resident = _read(request)  # type: ignore[attr-defined]
        return get_response(request)

    return middleware


def enter_as_resident(
    request: HttpRequest, *, resident_id: UUID, level: IdentityLevel, now: datetime
) -> None:
    """Sign the resident in. A browser is one person's: whoever else was signed in there is signed out."""
    known = _read(request)
    if SESSION_KEY in request.session or (known is not None and known.resident_id != resident_id):
        logout(request)
    # Danger: a key that somebody planted in the browser must not become the key of a signed-in session.
    request.session.cycle_key()
    request.session[RESIDENT] = {"id": str(resident_id), "level": level.value, "at": now.isoformat()}
    request.session[sessions.SIGNED_IN_AT] = request.session[sessions.LAST_SEEN_AT] = now.isoformat()
    request.session[sessions.ADDRESS] = network_address(request)
    request.session[sessions.BROWSER] = request.headers.get("User-Agent", "")[:200]
    request.resident = _read(request)  # type: ignore[attr-defined]


def leave_as_resident(request: HttpRequest) -> None:
    """The resident is signed out; what else the session holds is another person's matter."""
    request.session.pop(RESIDENT, None)
    request.resident = None  # type: ignore[attr-defined]


def current_resident(request: HttpRequest) -> accounts.ResidentActor:
    """The resident of a page that only residents may open."""
    actor: accounts.ResidentActor = request.resident  # type: ignore[attr-defined]
    return actor


def city_of(request: HttpRequest) -> UUID:
    city: UUID = request.municipality.id  # type: ignore[attr-defined]
    return city


def safe_next(request: HttpRequest, wanted: str) -> str:
    """Where to go after signing in: the page that was asked for, if it lies in this city, else one's own page."""
    inside = wanted.startswith(city_path(request))
    allowed = inside and url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return wanted if allowed else reverse(settings.RESIDENT_HOME)


def _read(request: HttpRequest) -> accounts.ResidentActor | None:
    if request.session.session_key is None:
        return None
    known: dict[str, Any] | None = request.session.get(RESIDENT)
    if known is None:
        return None
    return accounts.ResidentActor(
        resident_id=UUID(known["id"]),
        level=IdentityLevel(known["level"]),
        authenticated_at=datetime.fromisoformat(known["at"]),
    )
