"""An update sheet as somebody fills it in with a spreadsheet program: by the words in it, not by its hidden numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

KPIS = "評価指標"
HEADING_ROW = 3


def fill_in(file: Path, name: str, **cells: Any) -> dict[str, str]:
    """Write into the row of the KPI `name`, under the headings given; where each cell stands ({"値": "J4"})."""
    book = load_workbook(file)
    sheet = book[KPIS]
    row = find_row(sheet, name)
    places = {heading: f"{get_column_letter(find_column(sheet, heading))}{row}" for heading in cells}
    for heading, place in places.items():
        sheet[place].value = cells[heading]
    book.save(file)
    return places


def find_row(sheet: Worksheet, name: str) -> int:
    return HEADING_ROW + 1 + list(names_of(sheet)).index(name)


def find_column(sheet: Worksheet, heading: str) -> int:
    return 1 + [cell.value for cell in sheet[HEADING_ROW]].index(heading)


def names_of(sheet: Worksheet) -> Iterator[str]:
    for row in sheet.iter_rows(min_row=HEADING_ROW + 1, min_col=find_column(sheet, KPIS), values_only=True):
        yield str(row[0])


def fill_in_all(file: Path, **cells: Any) -> None:
    """The same into every row of a KPI."""
    book = load_workbook(file)
    sheet = book[KPIS]
    for row, heading in product(range(HEADING_ROW + 1, sheet.max_row + 1), cells):
        sheet.cell(row, find_column(sheet, heading)).value = cells[heading]
    book.save(file)
