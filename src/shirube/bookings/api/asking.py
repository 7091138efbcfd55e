"""What every operation of the API reads of a request, and how it answers."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from shirube.bookings.api import schemas
from shirube.bookings.api.turns import TURN
from shirube.bookings.domain.bookers import Booker
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.receipts import read_secret
from shirube.ui.programs import dump_json

JSON = "application/json"
_KEY = "Idempotency-Key"
_SECRET = "Reservation-Secret"  # noqa: S105 — the name of a header.


class KeyNeededError(InvalidInputError):
    """A booking without an Idempotency-Key could be made twice by a network that stutters."""

    code = "bookings.key_needed"


def secret_of(request: HttpRequest) -> str:
    return read_secret(request.headers.get(_SECRET, "")[:40])


def key_of(request: HttpRequest) -> str:
    """Kept as a digest, so that keys of programs and of pages never meet. KeyNeededError."""
    key = request.headers.get(_KEY, "").strip()
    if not 8 <= len(key) <= 200:
        raise KeyNeededError
    return f"api:{sha256(key.encode()).hexdigest()[:48]}"


def booker_of(request: HttpRequest, typed: schemas.Booker) -> Booker:
    language = cast("Any", request).language.code
    turn = request.headers.get(TURN, "")[:200]
    return Booker(
        name=typed.name.strip(),
        mail=typed.mail.strip(),
        phone=typed.phone.strip(),
        language=language,
        turns=(turn,) if turn else (),
    )


def city_of(request: HttpRequest) -> UUID:
    return cast("UUID", cast("Any", request).municipality.id)


def answer(content: object, *, status: int = 200) -> HttpResponse:
    response = HttpResponse(dump_json(content), status=status, content_type=JSON)
    # What is free changes by the second, and codes belong to one reader.
    response["Cache-Control"] = "no-store"
    return response
