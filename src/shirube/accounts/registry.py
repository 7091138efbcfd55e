"""What the accounts room asks of rooms above it."""

from __future__ import annotations

from collections.abc import Sequence
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


procedure_sources: Registry[ProcedureSource] = Registry("procedures for mandates")
