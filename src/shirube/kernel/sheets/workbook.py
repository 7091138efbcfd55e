"""From an uploaded XLSX to grids of cells, with openpyxl in its reading mode behind the survey of `package`."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from openpyxl import load_workbook

from shirube.kernel.sheets.grid import (
    Book,
    CellKind,
    Grid,
    GridCell,
    Position,
    day_cell,
    number_cell,
    text_cell,
)
from shirube.kernel.sheets.package import Package, PartFacts, is_ole, open_package, refuse_ole
from shirube.kernel.sheets.problems import Fault, refuse

logger = logging.getLogger(__name__)

LARGEST_FILE = 10 * 1024 * 1024
# Far more than anybody fills in; what lies below or beside is not ours.
MOST_ROWS = 5_000
MOST_COLUMNS = 60


def read_workbook(content: bytes, *, sheets: Collection[str] | None, identity: str = "") -> Book:
    """The named sheets of an uploaded workbook (None: all), and what the sheet `identity` says of it.

    Raises InvalidSheetError with one problem where it cannot be read.
    """
    if is_ole(content):
        raise refuse_ole(content)
    package = open_package(content)
    try:
        return _read(package, None if sheets is None else {*sheets, identity}, identity)
    except Exception as error:  # the library answers a malformed file with whatever broke first
        logger.info("an uploaded workbook could not be read", exc_info=True)
        raise refuse(Fault.BROKEN) from error


def _read(package: Package, wanted: Collection[str] | None, identity: str) -> Book:
    book = load_workbook(package.content, read_only=True, data_only=True, keep_links=False)
    try:
        grids = {
            sheet.title: _grid(sheet, package.facts.get(_part_of(sheet), PartFacts()))
            for sheet in book.worksheets
            if wanted is None or sheet.title in wanted
        }
    finally:
        book.close()
    says = grids.pop(identity, Grid(identity, {}))
    epoch: Any = book.epoch
    return Book(grids, _identity(says), _day(epoch))


def _part_of(sheet: Any) -> str:
    path: str = sheet._worksheet_path  # noqa: SLF001 — the only way from a sheet's title to its part of the archive.
    return path.lstrip("/")


def _grid(sheet: Any, facts: PartFacts) -> Grid:
    # Danger: a file may claim a million rows that it does not have; the claim is ignored.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(min_row=1, max_row=MOST_ROWS, max_col=MOST_COLUMNS)
    cells = dict(_filled(rows))
    for position, formula in facts.formulas.items():
        cells[position] = GridCell(CellKind.FORMULA, f"={formula}")
    return Grid(sheet.title, cells, tuple(facts.merged))


def _filled(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Position, GridCell]]:
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell.value is not None and (found := _cell(cell)) is not None:
                yield (number, column), found


def _cell(cell: Any) -> GridCell | None:
    value = cell.value
    if cell.data_type == "e":
        return GridCell(CellKind.FAULT, str(value))
    if isinstance(value, bool):
        return text_cell("TRUE" if value else "FALSE")
    if isinstance(value, int | float):
        return number_cell(value, is_percent="%" in (cell.number_format or ""))
    if isinstance(value, date | datetime | time):
        return day_cell(value)
    if isinstance(value, timedelta):
        return text_cell(str(value))
    return text_cell(str(value)) if str(value).strip() else None


def _identity(grid: Grid) -> Mapping[str, str]:
    return {grid.shown(row, 1): grid.shown(row, 2) for row in grid.rows()}


def _day(epoch: date | datetime) -> date:
    return epoch.date() if isinstance(epoch, datetime) else epoch
