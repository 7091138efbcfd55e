"""抽選: a draw that anybody can repeat.

Before the first entry a secret seed is made and its SHA-256 published (the commitment). At the draw the seed is published
with the list of entries, which carry numbers and no names. From these two everybody gets the same result:

1. Each entry's lot is SHA-256 of the seed, the lottery's id and the entry's number, in the writing of `lot_of`.
2. Entries stand in the order of their priority class (1 before 2), and inside a class of their lots.
3. Round by round, each in this order gets the first of its wishes that still has room for its quantity, until nobody gets
   anything more, or has as many as were asked for.

Nobody can know an entry's lot before the seed is published, and who made the seed cannot change it afterwards. Against
somebody who can read the seed in the database *and* enter at a moment of their choice, this does not help; the seed is
kept sealed and read by the draw alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

SEED_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What takes part: `wishes` are lots of the lottery in the order in which they are wanted; `most` of them at most."""

    number: int
    wishes: Sequence[str]
    quantity: int = 1
    priority: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """What became of an entry: its place in the order (from 1), and the wishes it got, none if it lost."""

    number: int
    place: int
    won: tuple[str, ...]


def commitment_of(seed: bytes) -> str:
    """What is published before the first entry: 64 hexadecimal digits."""
    return sha256(seed).hexdigest()


def lot_of(seed: bytes, lottery: str, number: int) -> str:
    """64 hexadecimal digits. Written so that it can be repeated with `sha256sum`: "<seed in hex>/<lottery>/<number>"."""
    return sha256(f"{seed.hex()}/{lottery}/{number}".encode()).hexdigest()


def order_of(seed: bytes, lottery: str, entries: Sequence[Entry]) -> list[Entry]:
    """The order in which the entries choose."""
    return sorted(entries, key=lambda one: (one.priority, lot_of(seed, lottery, one.number)))


def draw(*, seed: bytes, lottery: str, entries: Sequence[Entry], room: Mapping[str, int]) -> list[Drawn]:
    """Draw once. `room` says how much of each wish there is. ValueError for two entries of one number, or an unknown wish.

    The result does not depend on the order in which the entries are handed in.
    """
    _check(entries, room)
    left = dict(room)
    order = order_of(seed, lottery, entries)
    won: dict[int, list[str]] = {one.number: [] for one in order}
    choosing = order
    while choosing:
        choosing = [one for one in choosing if _choose(one, won[one.number], left)]
    return [
        Drawn(number=one.number, place=place, won=tuple(won[one.number]))
        for place, one in enumerate(order, start=1)
    ]


def _choose(entry: Entry, won: list[str], left: dict[str, int]) -> bool:
    """Take the first wish with room; whether the entry may choose again in the next round."""
    if len(won) >= entry.most:
        return False
    for wish in entry.wishes:
        if wish not in won and left[wish] >= entry.quantity:
            left[wish] -= entry.quantity
            won.append(wish)
            return len(won) < entry.most
    return False


def _check(entries: Sequence[Entry], room: Mapping[str, int]) -> None:
    if len({one.number for one in entries}) != len(entries):
        raise ValueError("two entries have the same number")
    if unknown := {wish for one in entries for wish in one.wishes} - room.keys():
        raise ValueError(f"wishes that are not to be had: {sorted(unknown)[:5]}")


__all__ = ["SEED_BYTES", "Drawn", "Entry", "commitment_of", "draw", "lot_of", "order_of"]
