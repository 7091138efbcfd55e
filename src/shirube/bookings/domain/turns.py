"""待合室: in which order people are let in when many come at once, how long it takes, and how often a page may ask.

Who comes before the opening gets a number in the order of arrival, which means nothing yet. At the opening a seed is drawn,
and the numbers up to then are put into the order that `rank_of` makes of it: nobody wins anything by coming at midnight.
Who comes after it stands behind them in the order of arrival.

The order is a permutation that is computed, not a list that is written: a draw among ten thousand writes one row, and a
page that asks for its position needs nothing but the number, the seed and how far the calls have come.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from math import ceil

# An unbalanced Feistel network needs some rounds until nothing of the order of arrival can be seen.
_ROUNDS = 10
# Who is called and does not come is not waited for longer.
CLAIM_WITHIN = timedelta(minutes=3)
# Over what the pace is measured.
PACE_WINDOW = timedelta(minutes=2)
# Too few calls say nothing.
SHORTEST_PACE = timedelta(seconds=10)
# At most so much of what was not used is let in at once afterwards.
MOST_SAVED = timedelta(seconds=3)


class TurnState(StrEnum):
    """CALLED may come in until `until`; INSIDE may book until `until`; DONE has booked and made room for the next."""

    WAITING = "waiting"
    CALLED = "called"
    INSIDE = "inside"
    DONE = "done"
    LAPSED = "lapsed"
    LEFT = "left"


# Those for whom somebody else waits outside.
TAKING_ROOM = frozenset({TurnState.CALLED, TurnState.INSIDE})
# A person has one of these at a time.
LIVE = frozenset({TurnState.WAITING, *TAKING_ROOM})
# Those who may book while `until` has not passed.
ADMITTED = frozenset({*TAKING_ROOM, TurnState.DONE})


def rank_of(number: int, *, early: int, seed: str) -> int:
    """The place in the order (from 1) of who has this number of arrival; `early` came before the opening."""
    if number > early:
        return number
    return _walk(number - 1, early, seed, forwards=True) + 1


def number_at(rank: int, *, early: int, seed: str) -> int:
    """The number of arrival of who stands at this place: the inverse of `rank_of`."""
    if rank > early:
        return rank
    return _walk(rank - 1, early, seed, forwards=False) + 1


def saved_pace(saved: float, *, per_minute: int, since: datetime, now: datetime) -> float:
    """How many may be let in at this moment by the pace alone; fractions are kept for the next time."""
    seconds = max((now - since).total_seconds(), 0.0)
    most = max(per_minute * MOST_SAVED.total_seconds() / 60, 1.0)
    return min(saved + per_minute * seconds / 60, most)


def measured_pace(called: int, *, since: datetime, now: datetime) -> float:
    """People a minute, from the calls since then; 0 where that is too short a time to tell."""
    return called / ((now - since) / timedelta(minutes=1)) if now - since >= SHORTEST_PACE else 0.0


def minutes_left(ahead: int, per_minute: float) -> int | None:
    """Whole minutes until the call by the measured pace, at least 1; None where nothing is measured yet."""
    if per_minute <= 0:
        return None
    return max(ceil((ahead + 1) / per_minute), 1)


def seconds_until_asking(ahead: int, per_minute: float) -> int:
    """After how many seconds a page asks again: a tenth of the wait, from 3 seconds near the door to a minute far behind."""
    if ahead <= 5:
        return 3
    return int(min(max((ahead + 1) / per_minute * 6, 4), 60))


def seconds_until_opening(opens_at: datetime, now: datetime) -> int:
    """Before the opening: seldom while it is far, and a moment after it when it is near."""
    left = ceil((opens_at - now).total_seconds())
    return max(min(left + 1, 60), 2)


def _walk(position: int, size: int, seed: str, *, forwards: bool) -> int:
    """A keyed permutation of [0, size): Feistel on the next larger even number of bits, walked until it is inside."""
    half = max(((size - 1).bit_length() + 1) // 2, 1)
    found = position
    while True:
        found = _feistel(found, half, seed, forwards=forwards)
        if found < size:
            return found


def _feistel(value: int, half: int, seed: str, *, forwards: bool) -> int:
    mask = (1 << half) - 1
    left, right = value >> half, value & mask
    for number in range(_ROUNDS) if forwards else reversed(range(_ROUNDS)):
        if forwards:
            left, right = right, left ^ (_mixed(seed, number, right) & mask)
        else:
            left, right = right ^ (_mixed(seed, number, left) & mask), left
    return left << half | right


def _mixed(seed: str, number: int, value: int) -> int:
    digest = hmac.digest(seed.encode(), f"{number}:{value}".encode(), sha256)
    return int.from_bytes(digest[:8])
