"""How one audit entry is bound to the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime

GENESIS = "0" * 64


def entry_hash(previous_hash: str, at: datetime, content: Mapping[str, object]) -> str:
    """SHA-256 (hex) over the previous hash, the moment in UTC and the content as canonical JSON.

    Two databases store a moment with different time zones, so it is written in UTC before it is hashed.
    """
    body = json.dumps(
        [previous_hash, at.astimezone(UTC).isoformat(timespec="microseconds"), dict(content)],
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    )
    return hashlib.sha256(body.encode()).hexdigest()
