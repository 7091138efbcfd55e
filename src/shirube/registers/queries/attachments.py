"""The files of an item, by the column they belong to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from shirube.files import interface as files
from shirube.registers.domain.definition import ColumnKind, RegisterPack


def subject_of(item_id: UUID, column: str) -> str:
    return f"registers.item:{item_id}/{column}"


def file_columns(register: RegisterPack) -> Sequence[tuple[str, str]]:
    """Code and label of the columns that hold files."""
    return [(one.code, one.label) for one in register.columns if one.type is ColumnKind.FILES]


def list_item_files(
    *, municipality_id: UUID, item_id: UUID, register: RegisterPack
) -> Mapping[str, Sequence[files.FileSummary]]:
    """By the label of the column; what belongs to none stands under "". One query."""
    columns = {subject_of(item_id, code): label for code, label in [*file_columns(register), ("", "")]}
    attached = files.list_attached(municipality_id=municipality_id, subjects=list(columns))
    return {columns[subject]: found for subject, found in attached.items() if found}
