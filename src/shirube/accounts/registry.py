"""What the accounts room asks of rooms above it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from shirube.kernel.registry import Registry


class ProcedureSource(Protocol):
    """Tells for which procedures one may act for another. Asked when the form of a mandate is drawn; changes nothing."""

    @property
    def identifier(self) -> str: ...

    def list_choices(self, *, municipality_id: UUID) -> Sequence[tuple[str, str]]:
        """Code and name of each procedure, in the language in force, in a number of queries that does not grow."""
        ...


class Leaving(Protocol):
    """Must know for good that a resident has closed the account: a restore may bring back what was forgotten.

    Called inside the transaction that closes it; may write, must not fail for a resident it does not know.
    """

    @property
    def identifier(self) -> str: ...

    def note(self, *, municipality_id: UUID, resident_id: UUID, now: datetime) -> None: ...


leavings: Registry[Leaving] = Registry("who must know of closed accounts")
procedure_sources: Registry[ProcedureSource] = Registry("procedures for mandates")
