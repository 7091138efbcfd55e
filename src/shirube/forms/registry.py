"""What a published form is good for: rooms above say where it is used, and how its use begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Use:
    """One place where the form is used: what it is called there, how it stands, and its staff page."""

    name: str
    state: str
    url: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """The button that begins a new use, and a sentence on what happens then."""

    label: str
    text: str
    url: str


class FormUses(Protocol):
    """Asked whenever the page of a form's versions is shown, with or without a version in force."""

    @property
    def identifier(self) -> str: ...

    @property
    def title(self) -> str:
        """The heading of the uses."""
        ...

    def list_uses(self, *, municipality_id: UUID, form_code: str, on: date) -> Sequence[Use]: ...

    def find_beginning(
        self, *, municipality_id: UUID, form_code: str, section_id: UUID | None, actor: Actor
    ) -> Beginning | None:
        """None where this person may not begin one. Only asked where a version is in force."""
        ...


form_uses: Registry[FormUses] = Registry("uses of forms")
