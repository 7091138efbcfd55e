"""One-time links by which a new member of staff takes over an account."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

VALID_FOR = timedelta(hours=72)


def new_token() -> str:
    """256 random bits, fit for an address. Only its hash is kept."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """SHA-256 (hex). Without a salt: the token itself is random enough to need none."""
    return hashlib.sha256(token.encode()).hexdigest()
