"""What higher rooms offer beside a guide's result: another way to do all of an event of life."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from shirube.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class EventOffer:
    """A link in the reader's language."""

    label: str
    note: str
    url: str


class EventOffers(Protocol):
    """Called once for each page of a result; may cost a query or two, and must not need the reader's answers."""

    @property
    def identifier(self) -> str: ...

    def find(self, *, municipality_id: UUID, event: str, language: str) -> EventOffer | None:
        """What is offered for the event of life; None where nothing is."""
        ...


event_offers: Registry[EventOffers] = Registry("offers beside a guide's result")
