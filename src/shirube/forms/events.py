"""What happened to a form."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPublished(Event):
    """A new version is in force; applications begun before stay pinned to theirs."""

    municipality_id: UUID
    form_code: str
    version_id: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWithdrawn(Event):
    """No version is in force any more; what was published stays readable."""

    municipality_id: UUID
    form_code: str
