"""Codes of six digits that a letter carries: how long they hold, and under what they are kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from shirube.kernel.text import normalise

HOLDS_FOR = timedelta(minutes=10)
# Before another letter goes to the same address.
RESEND_AFTER = timedelta(minutes=1)
ALLOWED_TRIES = 5
# A button pressed twice sends the right code twice; the browser that asked for it is let in both times.
SECOND_CLICK = timedelta(seconds=30)


class CodePurpose(StrEnum):
    """What a code is good for; one that was sent for something else does not open."""

    SIGN_IN = "sign_in"
    NEW_ADDRESS = "new_address"
    MANDATE = "mandate"


class CodeAnswer(StrEnum):
    """What became of a typed code. GONE: expired, used, tried too often, or never sent; a visitor is not told which."""

    RIGHT = "right"
    WRONG = "wrong"
    GONE = "gone"


def new_code() -> str:
    return f"{secrets.randbelow(1_000_000):06}"


def read_code(typed: str) -> str:
    """The digits in what was typed: full-width, with blanks or hyphens, all the same."""
    return "".join(sign for sign in normalise(typed) if sign.isdecimal())


def code_digest(purpose: CodePurpose, address: str, about: UUID | None) -> str:
    """Under what a code is found (hex): addresses of people who only tried are not stored in the clear."""
    return hashlib.sha256(f"{purpose}:{about}:{address.strip().lower()}".encode()).hexdigest()


def code_hash(code: str, *, digest: str, key: str) -> str:
    """Danger: a million plain hashes are tried in a second; without the installation's key they say nothing."""
    return hmac.new(key.encode(), f"{digest}:{code}".encode(), hashlib.sha256).hexdigest()
