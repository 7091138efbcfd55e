"""What a register says beside what is so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from shirube.registers.queries.registers import ItemView, RegisterView
from shirube.registers.registry import Reality, mirrors


def look_at_reality(*, municipality_id: UUID, register: RegisterView) -> Mapping[str, Reality]:
    """By the key of the item; empty where nothing of this installation knows better than the register.

    Nor for a register taken from a document, which speaks of its own day and not of now.
    """
    if register.code not in mirrors or register.known_until is not None:
        return {}
    return mirrors[register.code].look(municipality_id=municipality_id)


def list_differing(register: RegisterView, reality: Mapping[str, Reality]) -> Sequence[ItemView]:
    """Items of which the register's last stage says otherwise than what is so."""
    return [
        item
        for item in register.items
        if item.key in reality and item.progress.is_done != reality[item.key].is_done
    ]
