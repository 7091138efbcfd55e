"""Answers as XLSX and CSV: plain tables, and the one sheet that goes to the state."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from shirube.kernel.sheets.writing import BORDER, HEADING_FILL, WRAPPED, Printed, put

# Danger: a spreadsheet runs a cell that begins so as a formula; a leading apostrophe makes it a text (CWE-1236).
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NARROW, _WIDE = 16, 40


@dataclass(frozen=True, slots=True)
class OutputTable:
    """`name` is a sheet's title, or a heading on the one sheet."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Printed, ...], ...]


def write_workbook(tables: Sequence[OutputTable]) -> bytes:
    """A sheet for each table."""
    book = Workbook()
    first = book.active
    for table in tables:
        sheet: Worksheet = book.create_sheet(table.name)
        _write(sheet, table, 1)
        sheet.freeze_panes = "B2"
    if first is not None and tables:
        book.remove(first)
    return _bytes(book)


def write_report(title: str, lines: Sequence[str], tables: Sequence[OutputTable]) -> bytes:
    """All on one sheet, one table under the other, ready to be printed on A4."""
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = "報告"
    put(sheet, 1, 1, title).font = Font(bold=True, size=14)
    row = 2
    for line in lines:
        put(sheet, row, 1, line)
        row += 1
    for table in tables:
        row += 1
        put(sheet, row, 1, table.name).font = Font(bold=True, size=12)
        row = _write(sheet, table, row + 1) + 1
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    return _bytes(book)


def write_csv(table: OutputTable) -> bytes:
    """UTF-8 with a byte order mark, without which Excel reads mojibake."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow([_text(one) for one in table.headings])
    writer.writerows([_text(one) for one in row] for row in table.rows)
    return target.getvalue().encode("utf-8-sig")


def _write(sheet: Worksheet, table: OutputTable, row: int) -> int:
    """The number of the last row."""
    for column, heading in enumerate(table.headings, start=1):
        cell = put(sheet, row, column, heading)
        cell.font, cell.border, cell.alignment, cell.fill = Font(bold=True), BORDER, WRAPPED, HEADING_FILL
        letter = get_column_letter(column)
        width = _width(table, column - 1)
        sheet.column_dimensions[letter].width = max(sheet.column_dimensions[letter].width or 0, width)
    for values in table.rows:
        row += 1
        for column, value in enumerate(values, start=1):
            cell = put(sheet, row, column, value)
            cell.border, cell.alignment = BORDER, WRAPPED
    return row


def _width(table: OutputTable, column: int) -> int:
    longest = max((len(str(row[column])) for row in table.rows if row[column] is not None), default=0)
    return _WIDE if longest > _NARROW else _NARROW


def _text(value: Printed) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    text = value if isinstance(value, str) else value.isoformat()
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) else text


def _bytes(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()
