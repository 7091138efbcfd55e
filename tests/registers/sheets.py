"""Sheets as people send them back: downloaded, opened, changed, saved."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from shirube.accounts.interface import Actor
from shirube.kernel.sheets.grid import Book
from shirube.kernel.sheets.workbook import read_workbook
from shirube.organizations.models import Municipality
from shirube.registers import interface as registers
from shirube.registers.domain.sheet_file import SheetTexts, write_sheet
from shirube.registers.domain.sheet_words import HEADING_ROW, IDENTITY_SHEET, TABLE_SHEET
from shirube.registers.queries.sheets import sheet_content
from tests.factories.registers import CODE, NOW, TODAY

TEXTS = SheetTexts(guide=["書き方"], hint="記入します。", choice_prompt="選びます。", day_prompt="日付です。")
Edit = Callable[[Worksheet], Any]


def download(city: Municipality, actor: Actor) -> bytes:
    register = registers.get_register(municipality_id=city.pk, code=CODE, actor=actor, on=TODAY)
    content = sheet_content(municipality_id=city.pk, register=register, actor=actor, on=TODAY)
    return write_sheet(content, TEXTS)


def edited(content: bytes, edit: Edit) -> bytes:
    book = load_workbook(io.BytesIO(content))
    edit(book[TABLE_SHEET])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def opened(content: bytes) -> Book:
    return read_workbook(content, sheets=(TABLE_SHEET,), identity=IDENTITY_SHEET)


def send(city: Municipality, actor: Actor, content: bytes) -> Any:
    """The id of the kept sheet."""
    return registers.keep_sheet(
        municipality_id=city.pk,
        register=CODE,
        file_name="台帳.xlsx",
        book=opened(content),
        actor=actor,
        now=NOW,
    )


def apply(city: Municipality, actor: Actor, sheet_id: Any, *removing: Any) -> Any:
    return registers.apply_sheet(
        municipality_id=city.pk, register=CODE, sheet_id=sheet_id, removing=removing, actor=actor, now=NOW
    )


def cell(sheet: Worksheet, heading: str, title: str) -> Any:
    """The cell under the heading in the row of the item."""
    headings = {one.value: one.column for one in sheet[HEADING_ROW]}
    name = headings["仕事"]
    row = next(n for n in range(HEADING_ROW + 1, sheet.max_row + 1) if sheet.cell(n, name).value == title)
    return sheet.cell(row, headings[heading])


def write(title: str, **values: Any) -> Edit:
    """Write under headings in the row of an item."""

    def edit(sheet: Worksheet) -> None:
        cells = {heading: cell(sheet, heading, title) for heading in values}
        for heading, value in values.items():
            cells[heading].value = value

    return edit


def add_row(**values: Any) -> Edit:
    """Fill in the first open row below the items."""

    def edit(sheet: Worksheet) -> None:
        headings = {one.value: one.column for one in sheet[HEADING_ROW]}
        row = next(n for n in range(HEADING_ROW + 1, 200) if sheet.cell(n, headings["仕事"]).value is None)
        for heading, value in values.items():
            sheet.cell(row, headings[heading]).value = value

    return edit


def reverse_rows(sheet: Worksheet) -> None:
    """As sorting the other way round does."""
    numbers = range(HEADING_ROW + 1, HEADING_ROW + 4)
    rows = [[one.value for one in sheet[n]] for n in numbers]
    for number, values in zip(numbers, reversed(rows), strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(number, column).value = value


def delete_row(title: str) -> Edit:
    return lambda sheet: sheet.delete_rows(cell(sheet, "仕事", title).row)
