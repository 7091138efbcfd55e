"""What became of a notice."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeSent(Event):
    """The channel has taken it over; `subject` is what it is about."""

    municipality_id: UUID
    notice_id: UUID
    kind: str
    subject: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFailed(Event):
    """It was given up: somebody has to be told in another way."""

    municipality_id: UUID
    notice_id: UUID
    kind: str
    subject: str
    reason: str
