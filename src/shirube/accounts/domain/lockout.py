"""When failed sign-ins close the door, and for how long."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=24)
# After a day without a failure, one is a newcomer again.
MEMORY = timedelta(hours=24)


class Tried(StrEnum):
    """What failures are counted by: an account's password, its codes, and the network address that asked.

    Of residents: letters asked for an address, codes typed for it, and the network address. Apart from staff's, so that
    a crowd of residents behind one address never locks out a city hall. HOLD: places that somebody without account keeps
    and has not booked yet, by the network address alone.
    """

    ACCOUNT = "account"
    CODE = "code"
    ADDRESS = "address"
    LETTER = "letter"
    GUESS = "guess"
    VISITOR = "visitor"
    HOLD = "hold"


# Danger: a whole city hall stands behind one address. Its limit is higher, or one forgetful person locks out all.
# A mobile carrier puts thousands behind one: the visitors' limit is higher still.
ALLOWED_FAILURES = {
    Tried.ACCOUNT: 10,
    Tried.CODE: 10,
    Tried.ADDRESS: 100,
    Tried.LETTER: 5,
    Tried.GUESS: 15,
    Tried.VISITOR: 300,
    Tried.HOLD: 300,
}
STAFF_TRIES = frozenset({Tried.ACCOUNT, Tried.CODE})
BY_ADDRESS_ALONE = frozenset({Tried.HOLD})


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to prove who one is: of which account (e-mail as typed), from which address, by password or by code.

    Passwords and codes are counted apart. Who knows a password could otherwise guess codes without end, because each
    right password would forgive the wrong codes.
    """

    email: str
    address: str
    by: Tried = Tried.ACCOUNT

    @property
    def subjects(self) -> tuple[tuple[Tried, str], ...]:
        """What the failure is counted for."""
        if self.by in BY_ADDRESS_ALONE:
            return ((self.by, self.address),)
        return ((self.by, self.email), (self.network, self.address))

    @property
    def network(self) -> Tried:
        """The counter of the network address: staff and residents have one each."""
        if self.by in BY_ADDRESS_ALONE:
            return self.by
        return Tried.ADDRESS if self.by in STAFF_TRIES else Tried.VISITOR


def lock_duration(earlier_locks: int) -> timedelta:
    """15 minutes, doubled with each earlier lock, at most a day."""
    doubled: int = 2 ** min(earlier_locks, 10)
    return min(FIRST_LOCK * doubled, LONGEST_LOCK)


def digest(tried: Tried, value: str) -> str:
    """Under what a failure is kept (hex): what people type into the sign-in page is not stored in the clear."""
    return hashlib.sha256(f"{tried}:{value.strip().lower()}".encode()).hexdigest()
