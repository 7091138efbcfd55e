"""Limits by network address, for pages and programs alike: on guessing codes, and on keeping places without booking them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.queries.groups import GroupNotFoundError, GroupView, find_group
from shirube.bookings.queries.lotteries import LotteryEntryNotFoundError, find_entry_row
from shirube.bookings.queries.reservations import ReservationNotFoundError, find_reservation
from shirube.bookings.queries.waiting import WaitingNotFoundError, find_waiting
from shirube.kernel.calendar import JAPAN
from shirube.kernel.errors import ForbiddenError
from shirube.kernel.receipts import read_secret

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Opened:
    """A reservation, a place in a waiting list, or an entry of a lottery, whose code was right; as they are stored.

    `owner` is the kind of thing that is booked, as in the registry of owners.
    """

    number: str
    secret: str
    owner: str
    is_waiting: bool = False
    is_entry: bool = False


class TooManyGuessesError(ForbiddenError):
    """Too many wrong pairs of number and code, from here or for this number; open again at `until`."""

    code = "bookings.too_many_guesses"


class TooManyHoldsError(ForbiddenError):
    """From here so many places were kept and not booked that nobody keeps more until `until`."""

    code = "bookings.too_many_holds"


def open_by_code(
    *, municipality_id: UUID, number: str, secret: str, network_address: str, now: datetime
) -> Opened:
    """What belongs to a number and its code. ReservationNotFoundError, TooManyGuessesError.

    Failures are counted before the code is looked at, by number and by network address: a hundred guesses sent at one
    moment are still fifteen.
    """
    attempt = _attempt(f"reservation:{number}", network_address)
    found = _guess(municipality_id, attempt, lambda: _find(municipality_id, number, secret), now)
    if found is None:
        raise ReservationNotFoundError
    return found


def open_group_by_code(
    *, municipality_id: UUID, number: str, secret: str, network_address: str, now: datetime
) -> GroupView:
    """The group of a number and its code; counted the same. GroupNotFoundError, TooManyGuessesError."""
    attempt = _attempt(f"group:{number}", network_address)
    found = _guess(municipality_id, attempt, lambda: _find_group(municipality_id, number, secret), now)
    if found is None:
        raise GroupNotFoundError
    return found


def claim_hold(*, municipality_id: UUID, booker: Booker, network_address: str, now: datetime) -> None:
    """Count places that somebody without account is about to keep; `forgive_hold` when they are booked or were not kept.

    Else one computer could keep every place of a hall, ten minutes at a time. TooManyHoldsError.
    """
    if booker.resident_id is not None:
        return
    attempt = accounts.Attempt(email="", address=network_address, by=accounts.Tried.HOLD)
    until = accounts.claim_attempt(municipality_id=municipality_id, attempt=attempt, now=now)
    if until is not None:
        raise TooManyHoldsError(until=until.astimezone(JAPAN).strftime("%H:%M"))


def forgive_hold(*, municipality_id: UUID, booker: Booker, network_address: str) -> None:
    """What was kept from this address is booked, or was not kept after all."""
    if booker.resident_id is None:
        attempt = accounts.Attempt(email="", address=network_address, by=accounts.Tried.HOLD)
        accounts.forgive_attempt(municipality_id=municipality_id, attempt=attempt)


def _attempt(subject: str, network_address: str) -> accounts.Attempt:
    return accounts.Attempt(
        email=subject.strip().lower()[:60], address=network_address, by=accounts.Tried.GUESS
    )


def _guess(
    municipality_id: UUID, attempt: accounts.Attempt, look: Callable[[], Found | None], now: datetime
) -> Found | None:
    until = accounts.claim_attempt(municipality_id=municipality_id, attempt=attempt, now=now)
    if until is not None:
        raise TooManyGuessesError(until=until.astimezone(JAPAN).strftime("%H:%M"))
    found = look()
    if found is None:
        accounts.lock_after_failure(municipality_id=municipality_id, attempt=attempt, now=now)
    else:
        accounts.forgive_attempt(municipality_id=municipality_id, attempt=attempt)
    return found


def _find_group(municipality_id: UUID, number: str, secret: str) -> GroupView | None:
    with suppress(GroupNotFoundError):
        return find_group(municipality_id=municipality_id, number=number, secret=secret)
    return None


def _find(municipality_id: UUID, number: str, secret: str) -> Opened | None:
    code = read_secret(secret)
    with suppress(ReservationNotFoundError):
        made = find_reservation(municipality_id=municipality_id, number=number, secret=secret)
        return Opened(made.number, code, made.owner)
    with suppress(WaitingNotFoundError):
        place = find_waiting(municipality_id=municipality_id, code=number, secret=secret)
        return Opened(place.code, code, place.owner, is_waiting=True)
    with suppress(LotteryEntryNotFoundError):
        entry = find_entry_row(municipality_id=municipality_id, number=number, secret=secret)
        return Opened(entry.receipt_number, code, entry.lottery.resource.owner, is_entry=True)
    return None
