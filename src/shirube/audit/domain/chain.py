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
    body = _canonical([previous_hash, _moment(at), dict(content)])
    return hashlib.sha256(body.encode()).hexdigest()


def entry_frame(
    at: datetime, *, actor: str, action: str, subject: str, facts: Mapping[str, object]
) -> tuple[str, str]:
    """For whoever links an entry where the head lies: what `entry_hash` hashes of it before and behind its number.

    The whole is: `["`, the previous hash, the first part, the number, the second part.
    """
    first = _canonical({"action": action, "actor": actor, "facts": facts}).removesuffix("}")
    return f'","{_moment(at)}",{first},"number":', f',"subject":{_canonical(subject)}}}]'


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _canonical(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
