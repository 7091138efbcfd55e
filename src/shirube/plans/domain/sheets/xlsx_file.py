"""Writing a section's update sheet as XLSX: what is known is printed and locked, what is asked is coloured and open."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from shirube.kernel.calendar import fiscal_year_bounds, format_fiscal_year
from shirube.plans.domain.sheets.form import SheetForm
from shirube.plans.domain.sheets.identity import identity_pairs
from shirube.plans.domain.sheets.lines import Printed, action_columns, kpi_columns
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
_LINE = Side(style="thin", color="FF949494")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADING_FILL = PatternFill("solid", start_color="FFE8F1FE")
_INPUT_FILL = PatternFill("solid", start_color="FFFFF9D6")
_WRAPPED = Alignment(vertical="top", wrap_text=True)
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
    _write_identity(book, form)
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
        cell = _put(sheet, number, 1, line)
        cell.alignment = _WRAPPED
        cell.font = Font(bold=number == 1, size=14 if number == 1 else 11)
    _lock(sheet)


def _add_table(book: Workbook, name: SheetName, form: SheetForm, hint: str) -> Worksheet:
    sheet: Worksheet = book.create_sheet(name.value)
    _put(sheet, 1, 2, _title(form, name)).font = Font(bold=True, size=14)
    _put(sheet, 2, 2, hint)
    return sheet


def _write_kpis(sheet: Worksheet, form: SheetForm, texts: SheetTexts) -> None:
    _write_headings(sheet, KPI_COLUMNS)
    for number, line in enumerate(form.kpis, start=HEADING_ROW + 1):
        printed = kpi_columns(form, line)
        _write_line(sheet, number, [printed.get(column) for column in KPI_COLUMNS], KPI_COLUMNS)
    last = _close_table(sheet, KPI_COLUMNS, len(form.kpis), texts)
    if form.kpis:
        first, end = fiscal_year_bounds(form.identity.fiscal_year)
        days = DataValidation("date", operator="between", formula1=_serial(first), formula2=_serial(end))
        _validate(sheet, days, _range(KPI_COLUMNS, Column.MEASURED_ON, last), texts.day_prompt)
        numbers = DataValidation("decimal", operator="between", formula1="-1E+14", formula2="1E+14")
        _validate(sheet, numbers, _range(KPI_COLUMNS, Column.VALUE, last), texts.value_prompt)


def _write_actions(sheet: Worksheet, form: SheetForm, texts: SheetTexts) -> None:
    _write_headings(sheet, ACTION_COLUMNS)
    for number, line in enumerate(form.actions, start=HEADING_ROW + 1):
        printed = action_columns(form, line)
        _write_line(sheet, number, [printed.get(column) for column in ACTION_COLUMNS], ACTION_COLUMNS)
    last = _close_table(sheet, ACTION_COLUMNS, len(form.actions), texts)
    if form.actions:
        states = DataValidation("list", formula1=f'"{",".join(STATE_WORDS.values())}"')
        _validate(sheet, states, _range(ACTION_COLUMNS, Column.STATE, last), texts.state_prompt)
        reasons = DataValidation("textLength", operator="lessThanOrEqual", formula1="2000")
        _validate(sheet, reasons, _range(ACTION_COLUMNS, Column.REASON, last), texts.reason_prompt)


def _write_headings(sheet: Worksheet, columns: Iterable[Column]) -> None:
    for number, column in enumerate(columns, start=1):
        cell = _put(sheet, HEADING_ROW, number, column.value)
        cell.font, cell.border, cell.alignment = Font(bold=True), _BORDER, _WRAPPED
        cell.fill = _INPUT_FILL if column in _INPUTS else _HEADING_FILL
        sheet.column_dimensions[get_column_letter(number)].width = _WIDTHS[column]
    sheet.column_dimensions["A"].hidden = True


def _write_line(sheet: Worksheet, row: int, printed: Sequence[Printed], columns: Sequence[Column]) -> None:
    for number, (value, column) in enumerate(zip(printed, columns, strict=True), start=1):
        cell = _put(sheet, row, number, value)
        cell.border, cell.alignment = _BORDER, _WRAPPED
        if column is Column.LAST_DAY:
            cell.number_format = _DAY_FORMAT
        if column in _INPUTS:
            # Their format stays General: a typed 50% is kept as one and can be told from 0.5, and a day typed as
            # 20260401 stays a number, which a cell formatted as a date could not show.
            cell.fill, cell.protection = _INPUT_FILL, Protection(locked=False)


def _close_table(sheet: Worksheet, columns: Sequence[Column], count: int, texts: SheetTexts) -> int:
    """Headings that stay in sight and on every printed page. Returns the number of the last row."""
    if not count:
        _put(sheet, HEADING_ROW + 1, 2, texts.no_rows)
    last = HEADING_ROW + max(count, 1)
    sheet.freeze_panes = f"D{HEADING_ROW + 1}"
    sheet.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
    sheet.print_area = f"B1:{get_column_letter(len(columns))}{last}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToHeight = 0
    if sheet.sheet_properties.pageSetUpPr is not None:
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    _lock(sheet)
    return last


def _validate(sheet: Worksheet, rule: DataValidation, cells: str, prompt: str) -> None:
    rule.allow_blank = True
    rule.showInputMessage = rule.showErrorMessage = True
    rule.prompt = rule.error = prompt
    # A list admits its words only; elsewhere the check after uploading knows more forms (和暦) than Excel.
    rule.errorStyle = "stop" if rule.type == "list" else "warning"
    rule.add(cells)
    sheet.add_data_validation(rule)


def _write_identity(book: Workbook, form: SheetForm) -> None:
    sheet: Worksheet = book.create_sheet(SheetName.IDENTITY.value)
    for number, (key, value) in enumerate(identity_pairs(form.identity).items(), start=1):
        _put(sheet, number, 1, key)
        _put(sheet, number, 2, value)
    sheet.sheet_state = "veryHidden"
    _lock(sheet)


def _lock(sheet: Worksheet) -> None:
    sheet.protection.sheet = True
    # People may make columns and rows wider to read them.
    sheet.protection.formatColumns = sheet.protection.formatRows = False


def _put(sheet: Worksheet, row: int, column: int, value: Printed) -> Cell:
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


def _title(form: SheetForm, name: SheetName) -> str:
    identity = form.identity
    year = format_fiscal_year(identity.fiscal_year)
    return f"{identity.municipality_name} {identity.plan_name} {identity.section_name} {year} {name.value}"


def _range(columns: Sequence[Column], column: Column, last: int) -> str:
    letter = get_column_letter(columns.index(column) + 1)
    return f"{letter}{HEADING_ROW + 1}:{letter}{last}"


def _serial(day: date) -> str:
    return str((day - date(1899, 12, 30)).days)
