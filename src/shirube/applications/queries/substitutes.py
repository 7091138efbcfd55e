"""The city's table of characters, with who decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.applications.models import Substitute


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteLine:
    character: str
    written: str
    decided_by: str
    decided_at: datetime


def list_decided(*, municipality_id: UUID) -> Sequence[SubstituteLine]:
    """What was decided, by character."""
    rows = Substitute.objects.filter(municipality_id=municipality_id).order_by("character")
    return [
        SubstituteLine(
            character=row.character,
            written=row.written,
            decided_by=row.decided_by,
            decided_at=row.decided_at,
        )
        for row in rows
    ]
