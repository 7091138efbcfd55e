"""The fields of an item in their order: those that every register has, its columns, and two days for each stage.

Every value is kept, compared and remembered as a text in one form: days as 2026-04-01, numbers without separators, choices
and sections by their codes, "" for nothing. So pages, sheets, history and files cannot disagree about what changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from shirube.registers.domain.definition import Column, ColumnKind, Option, RegisterPack

TITLE, SECTION, PERSON, ORDINANCE, NOTE = "title", "section", "person", "ordinance", "note"
_CELL, _PLANNED, _ACTUAL = "c-", "p-", "a-"
LONGEST_LINE, LONGEST_TEXT = 200, 4_000


@dataclass(frozen=True, slots=True)
class Field:
    """`stage` is the stage whose day it is, "" elsewhere. `public`: residents read it where the register is public."""

    code: str
    label: str
    kind: ColumnKind
    options: tuple[Option, ...] = ()
    unit: str = ""
    hint: str = ""
    long: bool = False
    stage: str = ""
    public: bool = False

    @property
    def is_actual(self) -> bool:
        return self.code.startswith(_ACTUAL)

    @property
    def longest(self) -> int:
        return LONGEST_TEXT if self.long else LONGEST_LINE

    @property
    def column(self) -> str:
        """The column's own code, "" where it is none of the register's columns."""
        return self.code.removeprefix(_CELL) if self.code.startswith(_CELL) else ""


def cell_code(column: str) -> str:
    return f"{_CELL}{column}"


def planned_code(stage: str) -> str:
    return f"{_PLANNED}{stage}"


def actual_code(stage: str) -> str:
    return f"{_ACTUAL}{stage}"


def fields_of(register: RegisterPack) -> Mapping[str, Field]:
    """By code, in the order in which they are filled in. Files lie beside the item and are no field."""
    return {field.code: field for field in _fields(register)}


def _fields(register: RegisterPack) -> Iterator[Field]:
    yield Field(TITLE, register.item_word, ColumnKind.TEXT, public=True)
    yield Field(SECTION, "担当課", ColumnKind.SECTION, public=True)
    yield Field(PERSON, "担当者", ColumnKind.PERSON)
    yield from (_column(column) for column in register.columns if column.type is not ColumnKind.FILES)
    for stage in register.stages:
        for code, word in ((planned_code(stage.code), "予定"), (actual_code(stage.code), "実績")):
            label = f"{stage.label}（{word}）"
            yield Field(code, label, ColumnKind.DATE, hint=stage.hint, stage=stage.code, public=True)
    yield Field(ORDINANCE, "関係する例規の改正", ColumnKind.LAW)
    yield Field(NOTE, "備考", ColumnKind.TEXT, long=True)


def _column(column: Column) -> Field:
    return Field(
        cell_code(column.code),
        column.label,
        column.type,
        options=tuple(column.options),
        unit="円" if column.type is ColumnKind.YEN else column.unit,
        hint=column.hint,
        long=column.long,
        public=column.public,
    )
