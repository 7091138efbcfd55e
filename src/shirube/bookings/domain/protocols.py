"""What of a lottery is published, and how its digests are written, so that anybody can repeat them.

The stand-alone script `static/bookings/verify_lottery.py` says the same once more, without anything of Shirube.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from shirube.bookings.domain.drawing import Drawn, Entry

FORMAT = "shirube-lottery-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedEntry:
    """An entry without its person: `receipt` is a digest only its holder can make."""

    number: int
    receipt: str
    priority: int
    quantity: int
    most: int
    wishes: tuple[str, ...]

    def as_entry(self) -> Entry:
        return Entry(
            number=self.number,
            wishes=self.wishes,
            quantity=self.quantity,
            priority=self.priority,
            most=self.most,
        )

    @property
    def line(self) -> str:
        wishes = ",".join(self.wishes)
        return f"{self.number} {self.receipt} {self.priority} {self.quantity} {self.most} {wishes}\n"


def receipt_of(*, lottery: str, number: str, secret: str) -> str:
    """64 hexadecimal digits of "<lottery>/<receipt number>/<code>": who knows both finds the entry in the list."""
    return sha256(f"{lottery}/{number}/{secret}".encode()).hexdigest()


def entries_digest(entries: Iterable[PublishedEntry]) -> str:
    """Of the list as it was when the lottery closed: a line for each entry, in order of their numbers."""
    ordered = sorted(entries, key=lambda one: one.number)
    return sha256("".join(one.line for one in ordered).encode()).hexdigest()


def result_digest(drawn: Sequence[Drawn]) -> str:
    """Of the result: "<place> <number> <won,won>" for each entry, in order of their places."""
    ordered = sorted(drawn, key=lambda one: one.place)
    lines = (f"{one.place} {one.number} {','.join(one.won)}\n" for one in ordered)
    return sha256("".join(lines).encode()).hexdigest()


def drawing_seed(seed: bytes, public_value: str) -> bytes:
    """What the lots are made of: the sealed seed alone, or joined with a public number that nobody knew before.

    Written as "<seed in hex>/<public value>": with it not even the city knows any lot when the entries close.
    """
    return sha256(f"{seed.hex()}/{public_value}".encode()).digest() if public_value else seed
