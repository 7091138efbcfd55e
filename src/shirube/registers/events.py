"""What happened in a register."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterItemAdded(Event):
    """A new row, by a person, a sheet or a decision about an ordinance."""

    municipality_id: UUID
    register: str
    item_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterItemChanged(Event):
    """Values of an item changed; `fields` are the codes of those that did."""

    municipality_id: UUID
    register: str
    item_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterItemRemoved(Event):
    """The item is no longer shown; its history is kept."""

    municipality_id: UUID
    register: str
    item_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSheetApplied(Event):
    """Told once for the sheet, beside the events of its rows."""

    municipality_id: UUID
    register: str
    sheet_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinanceHitDecided(Event):
    """A person decided whether a rule applies to a sentence of an ordinance; `verdict` says how."""

    municipality_id: UUID
    ordinance_id: UUID
    hit_id: UUID
    verdict: str
