"""What happens in measures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotTaken(Event):
    """The value of a measure on a day was kept; `value` is None where it could not be measured."""

    municipality_id: UUID
    measure: str
    on: date
    value: Decimal | None
