"""What happened to a case. Ids and plain values only: nothing of the person, nothing of the answers."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationSubmitted(Event):
    """An application was received, online or entered by staff; its receipt number is out."""

    municipality_id: UUID
    case_id: UUID
    procedure_code: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMoved(Event):
    """A case stands in another state now."""

    municipality_id: UUID
    case_id: UUID
    procedure_code: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseForgotten(Event):
    """A case's retention ended and its key was destroyed; its figures remain."""

    municipality_id: UUID
    case_id: UUID
    procedure_code: str
