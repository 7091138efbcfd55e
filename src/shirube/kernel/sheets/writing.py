"""What every workbook of ours is written with: cells that hold what was meant, looks, locks, and the hidden identity."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from shirube.kernel.sheets.grid import EPOCH_1900

Printed = str | Decimal | date | None
_LINE = Side(style="thin", color="FF949494")
BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEADING_FILL = PatternFill("solid", start_color="FFE8F1FE")
INPUT_FILL = PatternFill("solid", start_color="FFFFF9D6")
WRAPPED = Alignment(vertical="top", wrap_text=True)


def put(sheet: Worksheet, row: int, column: int, value: Printed) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    if isinstance(value, str):
        # Danger: the library makes a formula of a text that begins with "=".
        cell.value, cell.data_type = ILLEGAL_CHARACTERS_RE.sub("", value), "s"
    elif isinstance(value, Decimal):
        cell.value = value
    elif value is not None:
        cell.value = datetime(value.year, value.month, value.day)  # noqa: DTZ001 — a cell has no time zone.
    return cell


def close_table(sheet: Worksheet, *, heading_row: int, last_row: int, columns: int, frozen: str) -> None:
    """Headings that stay in sight and on every printed page; everything but the open cells is locked."""
    sheet.freeze_panes = f"{frozen}{heading_row + 1}"
    sheet.print_title_rows = f"{heading_row}:{heading_row}"
    sheet.print_area = f"B1:{get_column_letter(columns)}{last_row}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    lock(sheet)


def validate(sheet: Worksheet, rule: DataValidation, cells: str, prompt: str) -> None:
    rule.allow_blank = True
    rule.showInputMessage = rule.showErrorMessage = True
    rule.prompt = rule.error = prompt
    # A list admits its words only; elsewhere the check after uploading knows more forms (和暦) than Excel.
    rule.errorStyle = "stop" if rule.type == "list" else "warning"
    rule.add(cells)
    sheet.add_data_validation(rule)


def write_identity(book: Workbook, name: str, pairs: Mapping[str, str]) -> None:
    """The hidden sheet by which an upload is known again."""
    sheet: Worksheet = book.create_sheet(str(name))
    for number, (key, value) in enumerate(pairs.items(), start=1):
        put(sheet, number, 1, key)
        put(sheet, number, 2, value)
    sheet.sheet_state = "veryHidden"
    lock(sheet)


def lock(sheet: Worksheet) -> None:
    sheet.protection.sheet = True
    # People may make columns and rows wider to read them.
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def serial(day: date) -> str:
    return str((day - EPOCH_1900).days)
