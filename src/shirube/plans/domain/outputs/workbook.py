"""The plan as an Excel workbook: typed numbers and dates, no formula, nothing missing drawn as zero."""

from __future__ import annotations

import io
import re
from datetime import datetime

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from shirube.plans.domain import document as doc
from shirube.plans.domain.outputs.edition import Edition, japan_time
from shirube.plans.domain.outputs.tables import Cell, Column, Kind, Table, build_table

SHEETS = ("plan", "initiatives", "logic", "actions", "kpis", "readings", "reviews")
# XML 1.0 §2.2 has no place for these, so neither has a workbook.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_TEXT = 32_767
_FORMATS = {Kind.DATE: "yyyy-mm-dd", Kind.MOMENT: "yyyy-mm-dd hh:mm"}
_WIDTHS = {Kind.NUMBER: 12, Kind.DATE: 12, Kind.MOMENT: 17, Kind.WORD: 18}
_WIDE = {
    "summary",
    "duties",
    "note",
    "logic_step",
    "notices",
    "achievements",
    "issues",
    "next_steps",
    "philosophy",
    "progress_method",
}
_TOP = Alignment(vertical="top", wrap_text=True)
_HEAD_FONT = Font(bold=True)
_HEAD_FILL = PatternFill("solid", fgColor="E8F1FE")


def plan_workbook(document: doc.PlanDocument, edition: Edition) -> bytes:
    """The workbook as bytes. Sheets are named by the words of their tables."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = edition.text(document.translations, "name", document.name)
    book.properties.creator = edition.city_name
    book.properties.created = book.properties.modified = _naive(document.changed_at)
    for code in SHEETS:
        _write_sheet(
            book.create_sheet(edition.word(f"table.{code}")), build_table(code, document, edition), edition
        )
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_sheet(sheet: Worksheet, table: Table, edition: Edition) -> None:
    for number, column in enumerate(table.columns, start=1):
        head = sheet.cell(1, number, table.heading(column, edition))
        head.font, head.fill, head.alignment = _HEAD_FONT, _HEAD_FILL, _TOP
        sheet.column_dimensions[get_column_letter(number)].width = _width(column)
    for line, row in enumerate(table.rows, start=2):
        for number, (cell, column) in enumerate(zip(row, table.columns, strict=True), start=1):
            _write_cell(sheet.cell(line, number), cell, column, edition)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions


def _write_cell(place: SheetCell | MergedCell, cell: Cell, column: Column, edition: Edition) -> None:
    if cell is None or cell == "":
        return
    place.alignment = _TOP
    if isinstance(cell, str):
        place.value = _clean(edition.word(cell) if column.kind is Kind.WORD else cell)
        # Danger: openpyxl takes a text that begins with "=" for a formula.
        place.data_type = "s"
        return
    place.value = _naive(cell) if isinstance(cell, datetime) else cell
    place.number_format = _FORMATS.get(column.kind, "General")


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("", text)[:_LONGEST_TEXT]


def _naive(moment: datetime) -> datetime:
    """Excel knows no time zones: the wall clock of Japan."""
    return japan_time(moment).replace(tzinfo=None)


def _width(column: Column) -> int:
    return 48 if column.code in _WIDE else _WIDTHS.get(column.kind, 24)
