"""What a register can be held against: a room above tells how the things that its items name stand in the running system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from shirube.kernel.registry import Registry


@dataclass(frozen=True, slots=True)
class Reality:
    """How a thing stands now. `words` are in the reader's language; `url_name` of its page for staff takes the key."""

    is_done: bool
    words: str
    url_name: str


class Look(Protocol):
    """Called inside the municipality's scope; one query, or none where it is remembered. By the key of the item."""

    def __call__(self, *, municipality_id: UUID) -> Mapping[str, Reality]: ...


@dataclass(frozen=True, slots=True)
class Mirror:
    """`identifier` is the code of the register whose last stage says what `look` knows for itself."""

    identifier: str
    look: Look


mirrors: Registry[Mirror] = Registry("register_mirrors")
