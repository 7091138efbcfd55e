"""The waiting room for programs, and what its page asks again and again.

Cost: asking for a position takes one read of one row, no session and no ninja; 304 where nothing has moved.
"""

from __future__ import annotations

from hashlib import blake2b
from secrets import token_hex
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from shirube.bookings.commands.pacing import keep_turn_pace
from shirube.bookings.commands.turns import ask_turn, come_in, join_rush
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.queries.turn_wording import turn_words
from shirube.bookings.queries.turns import Token, TurnNotFoundError, TurnView, read_token
from shirube.kernel.clock import read_clock
from shirube.kernel.errors import DomainError
from shirube.ui.network import network_address
from shirube.ui.programs import dump_json, problem_of

TURN = "Booking-Turn"
_JSON = "application/json"


@require_safe
def show_turn(request: HttpRequest) -> HttpResponse:
    """How the turn of the header Booking-Turn stands; the token stands in no address, because addresses are logged."""
    try:
        token = _token(request)
        found = ask_turn(municipality_id=_city(request), token=token, now=read_clock())
    except DomainError as error:
        return problem_of(request, error)
    body = _written(request, found)
    tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    response = get_conditional_response(request, etag=tag) or HttpResponse(body, content_type=_JSON)
    response["ETag"] = tag
    response["Cache-Control"] = "private, no-cache"
    return response


def join_turn(request: HttpRequest, resource_id: UUID) -> HttpResponse:
    """Header Booking-Turn: a token you hold already, so that one does not stand in line twice."""
    shown, now = request.headers.get(TURN, "")[:200], read_clock()
    keep_turn_pace(booker=Booker(), network_address=network_address(request), now=now)
    text = join_rush(
        municipality_id=_city(request), resource_id=resource_id, holder=token_hex(32), shown=shown, now=now
    )
    token = read_token(municipality_id=_city(request), text=text)
    assert token is not None
    return _answer(request, token, text, status=201)


def enter_turn(request: HttpRequest) -> HttpResponse:
    """Header Booking-Turn: the token of the turn that was called. The time to book begins."""
    token = _token(request)
    come_in(municipality_id=_city(request), token=token, now=read_clock())
    return _answer(request, token, None, status=200)


def _answer(request: HttpRequest, token: Token, text: str | None, *, status: int) -> HttpResponse:
    found = ask_turn(municipality_id=_city(request), token=token, now=read_clock())
    response = HttpResponse(_written(request, found, text), status=status, content_type=_JSON)
    response["Cache-Control"] = "no-store"
    return response


def _written(request: HttpRequest, found: TurnView, text: str | None = None) -> bytes:
    language: str = cast("Any", request).language.code
    return dump_json(
        {
            "token": text,
            "state": found.state,
            "ahead": found.ahead,
            "minutes": found.minutes,
            "opens_at": found.opens_at,
            "until": found.until,
            "ask_in": found.ask_in,
            "words": turn_words(found, language),
        }
    )


def _token(request: HttpRequest) -> Token:
    token = read_token(municipality_id=_city(request), text=request.headers.get(TURN, ""))
    if token is None:
        raise TurnNotFoundError
    return token


def _city(request: HttpRequest) -> UUID:
    return cast("UUID", cast("Any", request).municipality.id)
