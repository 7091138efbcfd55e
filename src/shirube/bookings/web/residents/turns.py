"""待合室: the page of one who waits for their turn to book. Works without script: it then renews itself now and then."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_hex
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.bookings.commands.pacing import TooFastError, keep_turn_pace
from shirube.bookings.commands.turns import ask_turn, come_in, join_rush, leave_rush
from shirube.bookings.models import Resource, Rush
from shirube.bookings.queries.rights import find_subject
from shirube.bookings.queries.sealing import key_of_person
from shirube.bookings.queries.slots import get_resource_row
from shirube.bookings.queries.turn_wording import turn_words
from shirube.bookings.queries.turns import (
    COOKIE,
    NoRushError,
    Token,
    TurnNotFoundError,
    TurnView,
    find_rush_row,
    find_token,
    read_turns,
)
from shirube.bookings.queries.wording import title_words
from shirube.bookings.web.residents.visit import Visit, visit_of
from shirube.kernel.errors import ConflictError, DomainError
from shirube.ui.access import Access, access, records_reading
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

# Without script a page is loaded whole; so it asks less often.
_LEAST_WITHOUT_SCRIPT = 20


@dataclass(frozen=True, slots=True)
class Door:
    """What a request is about: the resource, its round, and the turn the browser holds."""

    visit: Visit
    resource: Resource
    row: Rush | None
    token: Token | None
    text: str


@access(Access.PUBLIC)
@records_reading
def turn(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """How one stands: how to come in, how many are before, or that one may book now."""
    door = _door(request, resource_id)
    standing = _standing(door)
    context = {
        "title": title_words(find_subject(door.resource), door.visit.language),
        "resource_id": resource_id,
        "rush": door.row,
        "are_doors_open": door.row is not None and door.visit.now >= door.row.doors_at,
        "turn": standing,
        "words": turn_words(standing, door.visit.language) if standing else "",
        "token": door.text if standing else "",
        "seconds": max(standing.ask_in, _LEAST_WITHOUT_SCRIPT) if standing else 0,
        "next": _next(request, resource_id),
        "is_round_over": door.row is None,
    }
    return page(request, "bookings/turn.html", context)


@access(Access.PUBLIC)
@require_POST
def act(request: HttpRequest, resource_id: UUID, deed: str) -> HttpResponse:
    """Stand in line, come in, or leave."""
    door = _door(request, resource_id)
    if deed not in _DEEDS:
        raise Http404
    try:
        return _DEEDS[deed](request, door)
    except (ConflictError, NoRushError, TooFastError, TurnNotFoundError) as error:
        messages.warning(request, sentence_for(error))
        return _back(request, resource_id)


def lead_to_turn(request: HttpRequest, error: DomainError) -> HttpResponse:
    """From where somebody would have booked to where one waits for that; afterwards back there."""
    address = reverse("bookings:turn", args=[error.facts["resource_id"]])
    return redirect(f"{address}?{urlencode({'next': request.get_full_path()})}")


def _join(request: HttpRequest, door: Door) -> HttpResponse:
    visit = door.visit
    if door.token is None:
        keep_turn_pace(booker=visit.booker, network_address=visit.address, now=visit.now)
    person = key_of_person(visit.municipality_id, visit.booker)
    token = join_rush(
        municipality_id=visit.municipality_id,
        resource_id=door.resource.pk,
        holder=person or token_hex(32),
        shown=door.text,
        now=visit.now,
    )
    response = _back(request, door.resource.pk)
    response.set_cookie(
        f"{COOKIE}{door.resource.pk.hex}",
        token,
        max_age=24 * 60 * 60,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def _enter(request: HttpRequest, door: Door) -> HttpResponse:
    come_in(municipality_id=door.visit.municipality_id, token=_held(door), now=door.visit.now)
    return redirect(_next(request, door.resource.pk))


def _leave(request: HttpRequest, door: Door) -> HttpResponse:
    leave_rush(municipality_id=door.visit.municipality_id, token=_held(door))
    messages.success(request, _("列から出ました。"))
    response = _back(request, door.resource.pk)
    response.delete_cookie(f"{COOKIE}{door.resource.pk.hex}")
    return response


_DEEDS = {"join": _join, "enter": _enter, "leave": _leave}


def _held(door: Door) -> Token:
    if door.token is None:
        raise TurnNotFoundError
    return door.token


def _door(request: HttpRequest, resource_id: UUID) -> Door:
    visit = visit_of(request)
    resource = get_resource_row(municipality_id=visit.municipality_id, resource_id=resource_id)
    row = find_rush_row(resource)
    token, held = None, ""
    if row is not None:
        held = request.COOKIES.get(f"{COOKIE}{resource_id.hex}", "")
        texts = [held, *read_turns(request.COOKIES)]
        token = find_token(municipality_id=visit.municipality_id, rush_id=row.pk, texts=texts)
    return Door(visit, resource, row, token, held if token else "")


def _standing(door: Door) -> TurnView | None:
    if door.token is None:
        return None
    try:
        return ask_turn(municipality_id=door.visit.municipality_id, token=door.token, now=door.visit.now)
    except (NoRushError, TurnNotFoundError):
        return None


def _next(request: HttpRequest, resource_id: UUID) -> str:
    """Where one wanted to book, if that lies in this city; else the slots of the resource."""
    slots = reverse("bookings:resource", args=[resource_id])
    wanted = str(request.POST.get("next", "") or request.GET.get("next", ""))
    front = reverse("bookings:look-up").removesuffix("reservations/")
    is_ours = wanted.startswith(front) and url_has_allowed_host_and_scheme(wanted, {request.get_host()})
    return wanted if is_ours else slots


def _back(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    address = reverse("bookings:turn", args=[resource_id])
    return redirect(f"{address}?{urlencode({'next': _next(request, resource_id)})}")


__all__ = ["act", "lead_to_turn", "turn"]
