"""Writing a section's update sheet as XLSX: what is known is printed and locked, what is asked is coloured and open."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.styles import Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from shirube.kernel.calendar import fiscal_year_bounds, format_fiscal_year
from shirube.kernel.sheets.writing import (
    BORDER,
    HEADING_FILL,
    INPUT_FILL,
    WRAPPED,
    Printed,
    close_table,
    lock,
    put,
    serial,
    validate,
    write_identity,
)
from shirube.plans.domain.sheets.form import SheetForm
from shirube.plans.domain.sheets.identity import identity_pairs
from shirube.plans.domain.sheets.lines import action_columns, kpi_columns
from shirube.plans.domain.sheets.words import (
    ACTION_COLUMNS,
    ACTION_INPUTS,
    KPI_COLUMNS,
    KPI_INPUTS,
    STATE_WORDS,
    Column,
    SheetName,
)

HEADING_ROW = 3
_INPUTS = {*KPI_INPUTS, *ACTION_INPUTS}
_WIDTHS = {
    Column.TOKEN: 10,
    Column.INITIATIVE: 26,
    Column.KPI: 30,
    Column.ACTION: 32,
    Column.UNIT: 9,
    Column.BASELINE: 20,
    Column.TARGET: 20,
    Column.LAST_VALUE: 13,
    Column.LAST_DAY: 17,
    Column.MEASURED_ON: 17,
    Column.VALUE: 14,
    Column.SOURCE: 32,
    Column.NOTE: 32,
    Column.PHASE: 20,
    Column.LAST_STATE: 14,
    Column.STATE: 14,
    Column.REASON: 44,
}
_DAY_FORMAT = "yyyy/m/d"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetTexts:
    """Sentences for the people who fill the sheet in; an entrance hands them over in their language."""

    guide: Sequence[str]
    kpi_hint: str
    action_hint: str
    no_rows: str
    day_prompt: str
    value_prompt: str
    state_prompt: str
    reason_prompt: str


def write_xlsx(form: SheetForm, texts: SheetTexts) -> bytes:
    """The workbook: guide, KPIs, actions, and the hidden sheet that says whose it is."""
    book = Workbook()
    guide = book.active or book.create_sheet()
    _write_guide(guide, form, texts)
    _write_kpis(_add_table(book, SheetName.KPIS, form, texts.kpi_hint), form, texts)
    _write_actions(_add_table(book, SheetName.ACTIONS, form, texts.action_hint), form, texts)
    write_identity(book, SheetName.IDENTITY, identity_pairs(form.identity))
    book.active = 1
    # Against slips, not against anybody: there is no password.
    book.security = WorkbookProtection(lockStructure=True)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _write_guide(sheet: Worksheet, form: SheetForm, texts: SheetTexts) -> None:
    sheet.title = SheetName.GUIDE.value
    sheet.column_dimensions["A"].width = 100
    for number, line in enumerate([_title(form, SheetName.GUIDE), *texts.guide], start=1):
        cell = put(sheet, number, 1, line)
        cell.alignment = WRAPPED
        cell.font = Font(bold=number == 1, size=14 if number == 1 else 11)
    lock(sheet)


def _add_table(book: Workbook, name: SheetName, form: SheetForm, hint: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name.value)
    put(sheet, 1, 2, _title(form, name)).font = Font(bold=True, size=14)
    put(sheet, 2, 2, hint)
    return sheet


def _write_kpis(sheet: Worksheet, form: SheetForm, texts: SheetTexts) -> None:
    _write_headings(sheet, KPI_COLUMNS)
    for number, line in enumerate(form.kpis, start=HEADING_ROW + 1):
        printed = kpi_columns(form, line)
        _write_line(sheet, number, [printed.get(column) for column in KPI_COLUMNS], KPI_COLUMNS)
    last = _close_table(sheet, KPI_COLUMNS, len(form.kpis), texts)
    if form.kpis:
        first, end = fiscal_year_bounds(form.identity.fiscal_year)
        days = DataValidation("date", operator="between", formula1=serial(first), formula2=serial(end))
        validate(sheet, days, _range(KPI_COLUMNS, Column.MEASURED_ON, last), texts.day_prompt)
        numbers = DataValidation("decimal", operator="between", formula1="-1E+14", formula2="1E+14")
        validate(sheet, numbers, _range(KPI_COLUMNS, Column.VALUE, last), texts.value_prompt)


def _write_actions(sheet: Worksheet, form: SheetForm, texts: SheetTexts) -> None:
    _write_headings(sheet, ACTION_COLUMNS)
    for number, line in enumerate(form.actions, start=HEADING_ROW + 1):
        printed = action_columns(form, line)
        _write_line(sheet, number, [printed.get(column) for column in ACTION_COLUMNS], ACTION_COLUMNS)
    last = _close_table(sheet, ACTION_COLUMNS, len(form.actions), texts)
    if form.actions:
        states = DataValidation("list", formula1=f'"{",".join(STATE_WORDS.values())}"')
        validate(sheet, states, _range(ACTION_COLUMNS, Column.STATE, last), texts.state_prompt)
        reasons = DataValidation("textLength", operator="lessThanOrEqual", formula1="2000")
        validate(sheet, reasons, _range(ACTION_COLUMNS, Column.REASON, last), texts.reason_prompt)


def _write_headings(sheet: Worksheet, columns: Iterable[Column]) -> None:
    for number, column in enumerate(columns, start=1):
        cell = put(sheet, HEADING_ROW, number, column.value)
        cell.font, cell.border, cell.alignment = Font(bold=True), BORDER, WRAPPED
        cell.fill = INPUT_FILL if column in _INPUTS else HEADING_FILL
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS[column]
    sheet.column_dimensions["A"].hidden = True


def _write_line(sheet: Worksheet, row: int, printed: Sequence[Printed], columns: Sequence[Column]) -> None:
    for number, (value, column) in enumerate(zip(printed, columns, strict=True), start=1):
        cell = put(sheet, row, number, value)
        cell.border, cell.alignment = BORDER, WRAPPED
        if column is Column.LAST_DAY:
            cell.number_format = _DAY_FORMAT
        if column in _INPUTS:
            # Their format stays General: a typed 50% is kept as one and can be told from 0.5, and a day typed as
            # 20260401 stays a number, which a cell formatted as a date could not show.
            cell.fill, cell.protection = INPUT_FILL, Protection(locked=False)


def _close_table(sheet: Worksheet, columns: Sequence[Column], count: int, texts: SheetTexts) -> int:
    """Headings that stay in sight and on every printed page. Returns the number of the last row."""
    if not count:
        put(sheet, HEADING_ROW + 1, 2, texts.no_rows)
    last = HEADING_ROW + max(count, 1)
    close_table(sheet, heading_row=HEADING_ROW, last_row=last, columns=len(columns), frozen="D")
    return last


def _title(form: SheetForm, name: SheetName) -> str:
    identity = form.identity
    year = format_fiscal_year(identity.fiscal_year)
    return f"{identity.municipality_name} {identity.plan_name} {identity.section_name} {year} {name.value}"


def _range(columns: Sequence[Column], column: Column, last: int) -> str:
    letter = get_column_letter(columns.index(column) + 1)
    return f"{letter}{HEADING_ROW + 1}:{letter}{last}"
