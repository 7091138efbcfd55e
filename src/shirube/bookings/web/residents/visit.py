"""Who is at a page: signed in, or with the code of a reservation in a cookie, and the moment."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from shirube.accounts import interface as accounts
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.queries.groups import GroupNotFoundError, GroupView, find_group, list_my_groups
from shirube.bookings.queries.turns import read_turns
from shirube.kernel.clock import read_clock
from shirube.ui.kept_codes import kept_code, plain_number
from shirube.ui.network import network_address

_SALT = "bookings.secret"
_GROUP = "shirube_group_"


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

    @property
    def claim(self) -> dict[str, Any]:
        """Who keeps places, for the limit by network address."""
        return {
            "municipality_id": self.municipality_id,
            "booker": self.booker,
            "network_address": self.address,
        }


def visit_of(request: HttpRequest, number: str = "") -> Visit:
    """Reads the clock, once. `number` is the reservation or entry of the page, whose code a cookie may hold."""
    place = cast("Any", request)
    secret = kept_code(request, number) if number else ""
    booker = replace(_booker(place, secret), turns=read_turns(request.COOKIES))
    return Visit(place.municipality.id, place.language.code, booker, read_clock(), network_address(request))


def keep_group(response: HttpResponse, number: str, secret: str) -> None:
    """Let this browser act for the group until it is closed."""
    response.set_signed_cookie(
        f"{_GROUP}{plain_number(number)}",
        f"{number}|{secret}",
        salt=_SALT,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def held_groups(request: HttpRequest) -> list[tuple[str, str]]:
    """Number and code of the groups this browser may act for."""
    names = [name for name in request.COOKIES if name.startswith(_GROUP)][:10]
    kept = [str(request.get_signed_cookie(name, default="", salt=_SALT) or "") for name in names]
    return [(number, secret) for number, found, secret in (one.partition("|") for one in kept) if found]


def for_group(request: HttpRequest, booker: Booker, number: str) -> Booker:
    """The booker as who acts for the group of this number, with its code where the browser holds it."""
    secrets = dict(held_groups(request))
    return replace(booker, group_secret=secrets.get(number.upper(), ""))


def groups_of(request: HttpRequest, visit: Visit) -> list[GroupView]:
    """The groups the visitor may act for. Cost: one query for an account, one for each code in a cookie."""
    found: dict[UUID, GroupView] = {}
    at = {"municipality_id": visit.municipality_id}
    if visit.booker.resident_id is not None:
        found = {one.id: one for one in list_my_groups(**at, resident_id=visit.booker.resident_id)}
    for number, secret in held_groups(request):
        with suppress(GroupNotFoundError):
            one = find_group(**at, number=number, secret=secret)
            found.setdefault(one.id, one)
    return list(found.values())


def _booker(place: Any, secret: str) -> Booker:
    resident: accounts.ResidentActor | None = getattr(place, "resident", None)
    language = place.language.code
    if resident is None:
        return Booker(secret=secret, language=language)
    known = accounts.get_resident(municipality_id=place.municipality.id, resident_id=resident.resident_id)
    return Booker(resident_id=known.id, name=known.name, mail=known.email, secret=secret, language=language)
