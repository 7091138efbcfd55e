"""What happened to a catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureChanged(Event):
    """An entry was taken over from a pack or changed by staff; `keys` names what is different now."""

    municipality_id: UUID
    procedure_code: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceptionSwitched(Event):
    """Reception was switched: `state` is on, off or withdrawn."""

    municipality_id: UUID
    procedure_code: str
    state: str
