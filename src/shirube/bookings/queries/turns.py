"""Reading the waiting room: whose turn it is. What a page asks again and again costs one read of one row.

A token names the round and the number of arrival and is signed, so that asking for a position needs no look at the turn
itself. It is worth a place in a line and nothing else.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from shirube.bookings.domain.turns import (
    ADMITTED,
    TAKING_ROOM,
    TurnState,
    minutes_left,
    rank_of,
    seconds_until_asking,
    seconds_until_opening,
)
from shirube.bookings.models import Resource, Rush, RushTurn
from shirube.bookings.queries.sealing import key_of_turns
from shirube.kernel.errors import NotFoundError
from shirube.kernel.prepared import PreparedRead

COOKIE = "shirube_turn_"
_BYTES, _MAC = 36, 16


class TurnNotFoundError(NotFoundError):
    """No such turn in a round that is still open; or its token is not ours."""

    code = "bookings.turn_not_found"


class NoRushError(NotFoundError):
    """Nobody needs to wait before this."""

    code = "bookings.no_rush"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a browser or program holds of its turn."""

    rush_id: UUID
    turn_id: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnView:
    """How somebody stands. `ahead` is None until the order is drawn; `minutes` where the pace is not measured yet.

    `waiting`: how many have come; `ask_in`: after how many seconds asking again is worth it.
    """

    state: TurnState
    resource_id: UUID
    ahead: int | None
    minutes: int | None
    waiting: int
    opens_at: datetime | None
    until: datetime | None
    ask_in: int

    @property
    def may_book(self) -> bool:
        return self.state in ADMITTED


@dataclass(frozen=True, slots=True, kw_only=True)
class RushView:
    """A round as staff see it: who waits, who is inside, how many have booked, and the measured pace."""

    opens_at: datetime | None
    doors_at: datetime
    per_minute: int
    inside_most: int
    stay_minutes: int
    waiting: int
    inside: int
    done: int
    measured_per_minute: float
    is_drawn: bool


_RUSH = PreparedRead(
    lambda municipality_id, rush_id: Rush.objects.filter(municipality_id=municipality_id, pk=rush_id),
    municipality_id=UUID,
    rush_id=UUID,
)
_TURN = PreparedRead(
    lambda municipality_id, turn_id: RushTurn.objects.filter(municipality_id=municipality_id, pk=turn_id),
    municipality_id=UUID,
    turn_id=UUID,
)


def write_token(*, municipality_id: UUID, turn: RushTurn) -> str:
    body = turn.rush_id.bytes + turn.pk.bytes + turn.number.to_bytes(4)
    return base64.urlsafe_b64encode(body + _mac(municipality_id, body)).decode().rstrip("=")


def read_token(*, municipality_id: UUID, text: str) -> Token | None:
    """None where it is not ours, or another city's."""
    try:
        raw = base64.urlsafe_b64decode(text[:200] + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    body, mac = raw[:_BYTES], raw[_BYTES:]
    if len(raw) != _BYTES + _MAC or not hmac.compare_digest(mac, _mac(municipality_id, body)):
        return None
    return Token(
        rush_id=UUID(bytes=body[:16]), turn_id=UUID(bytes=body[16:32]), number=int.from_bytes(body[32:])
    )


def read_turns(cookies: Mapping[str, str]) -> tuple[str, ...]:
    """The tokens among a browser's cookies, for `Booker.turns`."""
    return tuple(value for name, value in cookies.items() if name.startswith(COOKIE))[:20]


def find_token(*, municipality_id: UUID, rush_id: UUID, texts: Iterable[str]) -> Token | None:
    """The token of this round among those that somebody shows."""
    found = (read_token(municipality_id=municipality_id, text=text) for text in texts)
    return next((token for token in found if token is not None and token.rush_id == rush_id), None)


def get_rush_row(*, municipality_id: UUID, rush_id: UUID) -> Rush:
    """A round that is still open. NoRushError."""
    row = _RUSH.find(municipality_id=municipality_id, rush_id=rush_id)
    if row is None or row.ended_at is not None:
        raise NoRushError
    return row


def find_rush_row(resource: Resource) -> Rush | None:
    """The round in force, if there is one."""
    if resource.rush_id is None:
        return None
    return _RUSH.find(municipality_id=resource.municipality_id, rush_id=resource.rush_id)


def get_turn_row(*, municipality_id: UUID, token: Token) -> RushTurn:
    """TurnNotFoundError."""
    row = _TURN.find(municipality_id=municipality_id, turn_id=token.turn_id)
    if row is None:
        raise TurnNotFoundError
    return row


def view_turn(*, municipality_id: UUID, row: Rush, token: Token, now: datetime) -> TurnView:
    """How the turn stands. Cost: no query while one waits, one from the call on. TurnNotFoundError."""
    if row.early is None:
        return _before_opening(row, now)
    rank = rank_of(token.number, early=row.early, seed=row.seed)
    if rank > row.served:
        return _waiting(row, rank)
    turn = get_turn_row(municipality_id=municipality_id, token=token)
    return _called(row, turn, now)


def count_round(*, municipality_id: UUID, row: Rush) -> RushView:
    """The round for staff. Cost: two queries."""
    turns = RushTurn.objects.filter(municipality_id=municipality_id, rush=row)
    states = list(turns.values_list("state", flat=True))
    return RushView(
        opens_at=row.opens_at,
        doors_at=row.doors_at,
        per_minute=row.per_minute,
        inside_most=row.inside_most,
        stay_minutes=row.stay_minutes,
        waiting=states.count(TurnState.WAITING),
        inside=sum(state in TAKING_ROOM for state in states),
        done=states.count(TurnState.DONE),
        measured_per_minute=row.measured_per_minute,
        is_drawn=row.early is not None,
    )


def _before_opening(row: Rush, now: datetime) -> TurnView:
    assert row.opens_at is not None
    return TurnView(
        state=TurnState.WAITING,
        resource_id=row.resource_id,
        ahead=None,
        minutes=None,
        waiting=row.last_number,
        opens_at=row.opens_at,
        until=None,
        ask_in=seconds_until_opening(row.opens_at, now),
    )


def _waiting(row: Rush, rank: int) -> TurnView:
    ahead = rank - row.served - 1
    return TurnView(
        state=TurnState.WAITING,
        resource_id=row.resource_id,
        ahead=ahead,
        minutes=minutes_left(ahead, row.measured_per_minute),
        waiting=row.last_number - row.served,
        opens_at=row.opens_at,
        until=None,
        ask_in=seconds_until_asking(ahead, row.measured_per_minute or row.per_minute),
    )


def _called(row: Rush, turn: RushTurn, now: datetime) -> TurnView:
    state = TurnState(turn.state)
    if state in ADMITTED and turn.until is not None and turn.until <= now:
        state = TurnState.LAPSED
    return TurnView(
        state=state,
        resource_id=row.resource_id,
        ahead=0,
        minutes=0,
        waiting=row.last_number - row.served,
        opens_at=row.opens_at,
        until=turn.until,
        ask_in=15,
    )


def _mac(municipality_id: UUID, body: bytes) -> bytes:
    return hmac.digest(key_of_turns(municipality_id), body, sha256)[:_MAC]
