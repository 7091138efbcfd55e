"""Writing a register as XLSX: a row for each item, open where the person may change it, and room for new ones."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from openpyxl import Workbook
from openpyxl.styles import Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from shirube.kernel.sheets.writing import (
    BORDER,
    HEADING_FILL,
    INPUT_FILL,
    WRAPPED,
    Printed,
    close_table,
    lock,
    put,
    validate,
    write_identity,
)
from shirube.registers.domain.definition import ColumnKind
from shirube.registers.domain.fields import TITLE, Field
from shirube.registers.domain.sheet_words import (
    GUIDE_SHEET,
    HEADING_ROW,
    IDENTITY_SHEET,
    LISTS_SHEET,
    TABLE_SHEET,
    TOKEN,
    SheetIdentity,
    make_token,
)
from shirube.registers.domain.values import print_value

NEW_ROWS = 20
_DAY_FORMAT = "yyyy/m/d"
_WIDTHS = {ColumnKind.DATE: 13, ColumnKind.NUMBER: 13, ColumnKind.YEN: 15, ColumnKind.SECTION: 20}
_TITLE_WIDTH, _LONG_WIDTH, _WIDTH = 34, 40, 22


@dataclass(frozen=True, slots=True)
class SheetRow:
    """`values` by field; `is_open`: the person may change the item."""

    item_id: UUID
    revision: int
    values: Mapping[str, str]
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTexts:
    """Sentences for the people who fill the sheet in; an entrance hands them over."""

    guide: Sequence[str]
    hint: str
    choice_prompt: str
    day_prompt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContent:
    identity: SheetIdentity
    fields: Sequence[Field]
    rows: Sequence[SheetRow]
    sections: Mapping[str, str]
    open_sections: Sequence[str]
    has_new_rows: bool


def write_sheet(content: SheetContent, texts: SheetTexts) -> bytes:
    """The workbook: guide, table, the words of its lists, and the hidden sheet that says whose it is."""
    book = Workbook()
    guide = book.active or book.create_sheet()
    _write_guide(guide, content, texts)
    table: Worksheet = book.create_sheet(TABLE_SHEET)
    last = _write_table(table, content, texts)
    _write_lists(book, table, content, texts, last)
    write_identity(book, IDENTITY_SHEET, content.identity.pairs)
    book.active = 1
    # Against slips, not against anybody: there is no password.
    book.security = WorkbookProtection(lockStructure=True)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write_guide(sheet: Worksheet, content: SheetContent, texts: SheetTexts) -> None:
    sheet.title = GUIDE_SHEET
    sheet.column_dimensions["A"].width = 100
    for number, line in enumerate([_title(content), *texts.guide], start=1):
        cell = put(sheet, number, 1, line)
        cell.alignment = WRAPPED
        cell.font = Font(bold=number == 1, size=14 if number == 1 else 11)
    lock(sheet)


def _write_table(sheet: Worksheet, content: SheetContent, texts: SheetTexts) -> int:
    """The number of the last row."""
    put(sheet, 1, 2, _title(content)).font = Font(bold=True, size=14)
    put(sheet, 2, 2, texts.hint)
    _write_headings(sheet, content.fields)
    last = HEADING_ROW
    for last, row in enumerate(content.rows, start=HEADING_ROW + 1):
        put(sheet, last, 1, make_token(row.item_id, row.revision))
        _write_row(sheet, last, content, row.values, is_open=row.is_open)
    if content.has_new_rows:
        for _ in range(NEW_ROWS):
            last += 1
            _write_row(sheet, last, content, {}, is_open=True)
    last = max(last, HEADING_ROW + 1)
    close_table(sheet, heading_row=HEADING_ROW, last_row=last, columns=len(content.fields) + 1, frozen="C")
    # Rows may be sorted and filtered: each carries its own identifier.
    sheet.protection.sort = sheet.protection.autoFilter = False
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{get_column_letter(len(content.fields) + 1)}{last}"
    return last


def _write_headings(sheet: Worksheet, fields: Sequence[Field]) -> None:
    put(sheet, HEADING_ROW, 1, TOKEN)
    sheet.column_dimensions["A"].hidden = True
    for number, field in enumerate(fields, start=2):
        cell = put(sheet, HEADING_ROW, number, field.label)
        cell.font, cell.border, cell.alignment, cell.fill = Font(bold=True), BORDER, WRAPPED, HEADING_FILL
        sheet.column_dimensions[get_column_letter(number)].width = _width(field)


def _width(field: Field) -> int:
    if field.code == TITLE:
        return _TITLE_WIDTH
    return _LONG_WIDTH if field.long else _WIDTHS.get(field.kind, _WIDTH)


def _write_row(
    sheet: Worksheet, number: int, content: SheetContent, values: Mapping[str, str], *, is_open: bool
) -> None:
    for column, field in enumerate(content.fields, start=2):
        cell = put(sheet, number, column, _printed(field, values.get(field.code, ""), content.sections))
        cell.border, cell.alignment = BORDER, WRAPPED
        if field.kind is ColumnKind.DATE and values.get(field.code):
            cell.number_format = _DAY_FORMAT
        if is_open:
            cell.fill, cell.protection = INPUT_FILL, Protection(locked=False)


def _printed(field: Field, value: str, sections: Mapping[str, str]) -> Printed:
    if not value:
        return None
    if field.kind is ColumnKind.DATE:
        return date.fromisoformat(value)
    if field.kind in {ColumnKind.NUMBER, ColumnKind.YEN}:
        return Decimal(value)
    return print_value(field, value, sections)


def _write_lists(
    book: Workbook, table: Worksheet, content: SheetContent, texts: SheetTexts, last: int
) -> None:
    """Choices lie on a hidden sheet: a list inside a rule may hold 255 letters only."""
    lists: Worksheet = book.create_sheet(LISTS_SHEET)
    for number, field in enumerate(content.fields, start=2):
        letter = get_column_letter(number)
        cells = f"{letter}{HEADING_ROW + 1}:{letter}{last}"
        if words := _choices(field, content):
            for row, word in enumerate(words, start=1):
                put(lists, row, number, word)
            source = f"'{LISTS_SHEET}'!${letter}$1:${letter}${len(words)}"
            validate(table, DataValidation("list", formula1=source), cells, texts.choice_prompt)
        elif field.kind is ColumnKind.DATE:
            rule = DataValidation("date", operator="greaterThan", formula1="32508")
            validate(table, rule, cells, texts.day_prompt)
    lists.sheet_state = "veryHidden"
    lock(lists)


def _choices(field: Field, content: SheetContent) -> Sequence[str]:
    if field.kind is ColumnKind.SECTION:
        return content.open_sections
    return [option.label for option in field.options]


def _title(content: SheetContent) -> str:
    return f"{content.identity.municipality_name} {content.identity.register_name}"
