"""From the layers of an entry to its row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from shirube.organizations import interface as organizations
from shirube.procedures.commands.stamp import Changes
from shirube.procedures.domain.facts import dump_facts
from shirube.procedures.domain.layers import SECTION, STATE, compose
from shirube.procedures.domain.search import SearchKeys
from shirube.procedures.models import Procedure


class SectionTable:
    """The sections of a city by name and by code; read once for a whole pack."""

    def __init__(self, municipality_id: UUID) -> None:
        self.sections = organizations.list_sections(municipality_id=municipality_id)
        self._ids = {one.name: one.id for one in self.sections} | {one.code: one.id for one in self.sections}
        self._codes = {one.id: one.code for one in self.sections}

    def find(self, name: str | None) -> UUID | None:
        return self._ids.get(name) if name else None

    def code_of(self, section_id: UUID | None) -> str | None:
        return self._codes.get(section_id) if section_id else None


def apply_layers(row: Procedure, sections: SectionTable) -> Changes:
    """Set everything that follows from the row's layers; what is different now, as {key: (before, after)}."""
    before = _plain(row, sections) if row.facts else {}
    composed = compose(row.packed, row.adopted, row.edited)
    row.facts = dump_facts(composed.facts)
    row.number = composed.facts.number
    row.state = composed.state.value
    row.section_id = sections.find(composed.section)
    row.opens_on = composed.facts.reception.opens_on
    row.closes_on = composed.facts.reception.closes_on
    row.search = SearchKeys.of(composed.facts).dump()
    after = _plain(row, sections)
    return {key: (before.get(key), value) for key, value in after.items() if before.get(key) != value}


COMPOSED_COLUMNS: Sequence[str] = (
    "packed", "adopted", "edited", "facts", "number", "state", "section", "opens_on", "closes_on", "search",
)  # fmt: skip


def _plain(row: Procedure, sections: SectionTable) -> Mapping[str, Any]:
    return {**row.facts, STATE: row.state, SECTION: sections.code_of(row.section_id)}
