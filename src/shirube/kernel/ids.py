"""Identifiers that sort by time, so that new rows land at the end of an index."""

from __future__ import annotations

from uuid import UUID

import uuid_utils


def new_id() -> UUID:
    """A UUID version 7 (RFC 9562 §5.7)."""
    return UUID(int=uuid_utils.uuid7().int)
