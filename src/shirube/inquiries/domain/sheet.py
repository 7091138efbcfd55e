"""Writing an answer's sheet as XLSX: a table for each part of the inquiry, each row with its hidden key."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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

# The fixed words of the file: its format, not prose.
FORMAT, FORMAT_VERSION = "shirube-inquiry-sheet", "1"
QUESTION_SHEET, ROW_SHEET, KPI_SHEET = "質問", "台帳の項目", "指標"
GUIDE_SHEET, IDENTITY_SHEET, LISTS_SHEET = "説明", "しるべ識別", "しるべ一覧"
KEY = "識別番号"
HEADING_ROW = 3
_DAY_FORMAT = "yyyy/m/d"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """`choices` are the words that the cell may hold; `is_open`: it is filled in."""

    label: str
    width: int = 22
    is_open: bool = False
    is_day: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetLine:
    """`choices` where they are the row's own, as those of a question are: by the column's number from 0."""

    key: str
    cells: tuple[Printed, ...]
    choices: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SheetTable:
    name: str
    columns: tuple[SheetColumn, ...]
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTexts:
    """Sentences for the people who fill the sheet in; an entrance hands them over."""

    guide: Sequence[str]
    hint: str
    choice_prompt: str
    day_prompt: str


def write_sheet(
    tables: Sequence[SheetTable], *, title: str, identity: Mapping[str, str], texts: SheetTexts
) -> bytes:
    """The workbook: guide, the tables, the words of their lists, and the hidden sheet that says whose it is."""
    book = Workbook()
    guide = book.active or book.create_sheet()
    _write_guide(guide, title, texts)
    lists: Worksheet = book.create_sheet(LISTS_SHEET)
    used = 0
    for table in tables:
        sheet: Worksheet = book.create_sheet(table.name, len(book.sheetnames) - 1)
        used = _write_table(sheet, lists, table, title, texts, used)
    lists.sheet_state = "veryHidden"
    lock(lists)
    write_identity(book, IDENTITY_SHEET, identity)
    book.active = 1
    # Against slips, not against anybody: there is no password.
    book.security = WorkbookProtection(lockStructure=True)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write_guide(sheet: Worksheet, title: str, texts: SheetTexts) -> None:
    sheet.title = GUIDE_SHEET
    sheet.column_dimensions["A"].width = 100
    for number, line in enumerate([title, *texts.guide], start=1):
        cell = put(sheet, number, 1, line)
        cell.alignment = WRAPPED
        cell.font = Font(bold=number == 1, size=14 if number == 1 else 11)
    lock(sheet)


def _write_table(
    sheet: Worksheet, lists: Worksheet, table: SheetTable, title: str, texts: SheetTexts, used: int
) -> int:
    """How many columns of the hidden lists are used now."""
    put(sheet, 1, 2, title).font = Font(bold=True, size=14)
    put(sheet, 2, 2, texts.hint)
    put(sheet, HEADING_ROW, 1, KEY)
    sheet.column_dimensions["A"].hidden = True
    for number, column in enumerate(table.columns, start=2):
        cell = put(sheet, HEADING_ROW, number, column.label)
        cell.font, cell.border, cell.alignment, cell.fill = Font(bold=True), BORDER, WRAPPED, HEADING_FILL
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    last = HEADING_ROW + max(len(table.lines), 1)
    for row, line in enumerate(table.lines, start=HEADING_ROW + 1):
        put(sheet, row, 1, line.key)
        _write_line(sheet, row, line, table.columns)
        for number, words in line.choices.items():
            used = _offer(sheet, lists, f"{get_column_letter(number + 2)}{row}", words, texts, used)
    for number, column in enumerate(table.columns, start=2):
        cells = f"{get_column_letter(number)}{HEADING_ROW + 1}:{get_column_letter(number)}{last}"
        if column.choices:
            used = _offer(sheet, lists, cells, column.choices, texts, used)
        elif column.is_day:
            rule = DataValidation("date", operator="greaterThan", formula1="32508")
            validate(sheet, rule, cells, texts.day_prompt)
    _close(sheet, last, len(table.columns) + 1)
    return used


def _write_line(sheet: Worksheet, row: int, line: SheetLine, columns: Sequence[SheetColumn]) -> None:
    for number, (column, value) in enumerate(zip(columns, line.cells, strict=True), start=2):
        cell = put(sheet, row, number, value)
        cell.border, cell.alignment = BORDER, WRAPPED
        if column.is_day and value is not None:
            cell.number_format = _DAY_FORMAT
        if column.is_open:
            cell.fill, cell.protection = INPUT_FILL, Protection(locked=False)


def _offer(
    sheet: Worksheet, lists: Worksheet, cells: str, words: Sequence[str], texts: SheetTexts, used: int
) -> int:
    """Choices lie on a hidden sheet: a list inside a rule may hold 255 letters only."""
    letter = get_column_letter(used + 1)
    for row, word in enumerate(words, start=1):
        put(lists, row, used + 1, word)
    source = f"'{LISTS_SHEET}'!${letter}$1:${letter}${len(words)}"
    validate(sheet, DataValidation("list", formula1=source), cells, texts.choice_prompt)
    return used + 1


def _close(sheet: Worksheet, last: int, columns: int) -> None:
    close_table(sheet, heading_row=HEADING_ROW, last_row=last, columns=columns, frozen="C")
    # Rows may be sorted and filtered: each carries its own key.
    sheet.protection.sort = sheet.protection.autoFilter = False
    sheet.auto_filter.ref = f"A{HEADING_ROW}:{get_column_letter(columns)}{last}"
