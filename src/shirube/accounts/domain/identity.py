"""The one word commands need about a resident who acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.kernel.identity import IdentityLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentActor:
    """A signed-in resident: who, how surely known, and since when."""

    resident_id: UUID
    level: IdentityLevel
    authenticated_at: datetime

    @property
    def log_name(self) -> str:
        return f"resident:{self.resident_id}"
