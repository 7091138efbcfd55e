"""A limit on guessing the codes of reservations, for pages and programs alike."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.bookings.queries.reservations import ReservationNotFoundError, find_reservation
from shirube.bookings.queries.waiting import WaitingNotFoundError, find_waiting
from shirube.kernel.calendar import JAPAN
from shirube.kernel.errors import ForbiddenError
from shirube.kernel.receipts import read_secret


@dataclass(frozen=True, slots=True)
class Opened:
    """A reservation, or a place in a waiting list, whose code was right; `number` and `secret` as they are stored."""

    number: str
    secret: str
    is_waiting: bool


class TooManyGuessesError(ForbiddenError):
    """Too many wrong pairs of number and code, from here or for this number; open again at `until`."""

    code = "bookings.too_many_guesses"


def open_by_code(
    *, municipality_id: UUID, number: str, secret: str, network_address: str, now: datetime
) -> Opened:
    """What belongs to a number and its code. ReservationNotFoundError, TooManyGuessesError.

    Failures are counted before the code is looked at, by number and by network address: a hundred guesses sent at one
    moment are still fifteen.
    """
    attempt = accounts.Attempt(
        email=f"reservation:{number.strip().lower()[:40]}",
        address=network_address,
        by=accounts.Tried.GUESS,
    )
    until = accounts.claim_attempt(municipality_id=municipality_id, attempt=attempt, now=now)
    if until is not None:
        raise TooManyGuessesError(until=until.astimezone(JAPAN).strftime("%H:%M"))
    found = _find(municipality_id, number, secret)
    if found is None:
        accounts.lock_after_failure(municipality_id=municipality_id, attempt=attempt, now=now)
        raise ReservationNotFoundError
    accounts.forgive_attempt(municipality_id=municipality_id, attempt=attempt)
    return found


def _find(municipality_id: UUID, number: str, secret: str) -> Opened | None:
    code = read_secret(secret)
    with suppress(ReservationNotFoundError):
        return Opened(
            find_reservation(municipality_id=municipality_id, number=number, secret=secret).number,
            code,
            is_waiting=False,
        )
    with suppress(WaitingNotFoundError):
        return Opened(
            find_waiting(municipality_id=municipality_id, code=number, secret=secret).code,
            code,
            is_waiting=True,
        )
    return None
