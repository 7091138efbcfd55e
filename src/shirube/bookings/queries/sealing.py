"""Who books, closed for the time it lies in the database; and the keys of hashes and secrets.

The keys are derived from the installation's, by city and use, so that a booking in a rush asks no table for them.
"""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.bookings.domain.bookers import Booker, person_key
from shirube.kernel.receipts import make_secret

_USE = "shirube.bookings"


def seal_booker(booker: Booker, *, municipality_id: UUID, row_id: UUID) -> str:
    """Bound to its row: put into another one, or another city's, it does not open. Empty where nobody is known."""
    known = {"name": booker.name, "mail": booker.mail, "phone": booker.phone, "secret": booker.secret}
    if not any(known.values()):
        return ""
    plain = json.dumps(known, ensure_ascii=False)
    return accounts.seal(plain, keys=accounts.sealing_keys(), purpose=_purpose(municipality_id, row_id))


def open_booker(
    sealed: str, *, municipality_id: UUID, row_id: UUID, resident_id: UUID | None, language: str
) -> Booker:
    """Nobody where it is empty: not known yet, or forgotten. accounts.SealBrokenError where it is another row's."""
    known = {}
    if sealed:
        purpose = _purpose(municipality_id, row_id)
        known = json.loads(accounts.unseal(sealed, keys=accounts.sealing_keys(), purpose=purpose))
    return Booker(resident_id=resident_id, language=language, **known)


def key_of_person(municipality_id: UUID, booker: Booker) -> str:
    """The same for one person and city, and nothing to anybody without the installation's key."""
    return person_key(_derived(accounts.sealing_keys()[0], f"person:{municipality_id}"), booker)


def secret_for(municipality_id: UUID, key: str) -> str:
    """The code of the reservation made with an idempotency key: a second click is shown the same."""
    return make_secret(_derived(accounts.sealing_keys()[0], f"secret:{municipality_id}"), key)


def key_of_turns(municipality_id: UUID) -> bytes:
    """What signs the tokens of the waiting room."""
    return _derived(accounts.sealing_keys()[0], f"turns:{municipality_id}")


def _purpose(municipality_id: UUID, row_id: UUID) -> str:
    return f"bookings.booker:{municipality_id}:{row_id}"


@lru_cache(maxsize=2048)
def _derived(key: str, use: str) -> bytes:
    return sha256(f"{_USE}:{use}:{key}".encode()).digest()


def seal_seed(seed: bytes, *, municipality_id: UUID, lottery_id: UUID) -> str:
    """The seed of a lottery until its draw, bound to its row."""
    purpose = _seed_purpose(municipality_id, lottery_id)
    return accounts.seal(seed.hex(), keys=accounts.sealing_keys(), purpose=purpose)


def open_seed(sealed: str, *, municipality_id: UUID, lottery_id: UUID) -> bytes:
    """For the draw alone. accounts.SealBrokenError."""
    purpose = _seed_purpose(municipality_id, lottery_id)
    return bytes.fromhex(accounts.unseal(sealed, keys=accounts.sealing_keys(), purpose=purpose))


def _seed_purpose(municipality_id: UUID, lottery_id: UUID) -> str:
    return f"bookings.lottery_seed:{municipality_id}:{lottery_id}"
