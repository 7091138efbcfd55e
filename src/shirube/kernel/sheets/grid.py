"""Cells as they were read from a file, before anybody asks what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum

from openpyxl.utils.cell import get_column_letter

Position = tuple[int, int]
# Serial 60 is a day that never was (1900-02-29); every later one counts from here.
EPOCH_1900 = date(1899, 12, 30)


class CellKind(Enum):
    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    FORMULA = "formula"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class GridCell:
    """`shown` is what a person sees, about; `number` and `day` stand where the file says so itself."""

    kind: CellKind
    shown: str
    number: Decimal | None = None
    day: date | None = None
    is_percent: bool = False

    @property
    def is_text(self) -> bool:
        return self.kind is CellKind.TEXT


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled cells of a sheet by (row, column), both from 1, and its merged ranges ("B7:C7")."""

    name: str
    cells: Mapping[Position, GridCell]
    merged: tuple[str, ...] = ()

    def shown(self, row: int, column: int) -> str:
        cell = self.cells.get((row, column))
        return cell.shown.strip() if cell else ""

    def rows(self) -> list[int]:
        """The numbers of the rows that hold anything, in order."""
        return sorted({row for row, _ in self.cells})


@dataclass(frozen=True, slots=True)
class Book:
    """A file's sheets, and what it says of itself: format, municipality, plan, section, year."""

    grids: Mapping[str, Grid]
    identity: Mapping[str, str]
    # Day 0 of its serial dates: old files from a Macintosh count from 1904.
    epoch: date = EPOCH_1900


def cell_name(row: int, column: int) -> str:
    """B7 for (7, 2)."""
    return f"{get_column_letter(column)}{row}"


def text_cell(text: str) -> GridCell:
    return GridCell(CellKind.TEXT, text)


def number_cell(value: float, *, is_percent: bool = False) -> GridCell:
    """A number of a spreadsheet; its fifteen digits are what the person typed, the rest is noise of binary floats."""
    number = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.15g}")
    shown = f"{number * 100:f}%" if is_percent else _plain(number)
    return GridCell(CellKind.NUMBER, shown, number=number, is_percent=is_percent)


def day_cell(value: date | datetime | time) -> GridCell:
    if isinstance(value, time):
        return GridCell(CellKind.TEXT, value.isoformat())
    day = value.date() if isinstance(value, datetime) else value
    return GridCell(CellKind.DAY, day.isoformat(), day=day)


def _plain(number: Decimal) -> str:
    return f"{number:f}" if abs(number.adjusted()) < 30 else str(number)
