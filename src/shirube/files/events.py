"""What happens to files."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class InfectedFileFound(Event):
    """A file that was taken in while the scanner was away turned out to be infected. Nobody can open it any more."""

    municipality_id: UUID
    file_id: UUID
    attached_to: str | None
