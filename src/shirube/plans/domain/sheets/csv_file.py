"""The update sheet as CSV, for those who have no spreadsheet for XLSX: written as UTF-8, read as UTF-8 or cp932."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from shirube.kernel.sheets.grid import Book, CellKind, Grid, GridCell, Position
from shirube.kernel.sheets.problems import Fault, refuse
from shirube.kernel.sheets.writing import Printed
from shirube.plans.domain.sheets.form import ActionLine, KpiLine, SheetForm
from shirube.plans.domain.sheets.identity import identity_pairs
from shirube.plans.domain.sheets.lines import action_columns, kpi_columns
from shirube.plans.domain.sheets.words import CSV_COLUMNS, Column, SheetName

# Danger: a spreadsheet runs a cell that begins so as a formula; a leading apostrophe makes it a text (CWE-1236).
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_MOST_ROWS = 5_000
_MOST_COLUMNS = 60


def write_csv(form: SheetForm) -> bytes:
    """UTF-8 with a byte order mark, without which Excel reads mojibake."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    pairs = identity_pairs(form.identity).items()
    writer.writerow([SheetName.IDENTITY.value, *(f"{key}={value}" for key, value in pairs)])
    writer.writerow([column.value for column in CSV_COLUMNS])
    writer.writerows(_records(form))
    return target.getvalue().encode("utf-8-sig")


def read_csv(content: bytes) -> Book:
    """The cells of an uploaded CSV. Raises InvalidSheetError with one problem where it cannot be read."""
    text = _decode(content)
    # csv counts records; a cell with a line break makes one row in a spreadsheet too, so the numbers agree.
    try:
        records = list(_limited(csv.reader(io.StringIO(text, newline=""), strict=True)))
    except csv.Error as error:
        raise refuse(Fault.BROKEN) from error
    first = records[0] if records else []
    identity = _identity(first) if first[:1] == [SheetName.IDENTITY.value] else {}
    return Book({SheetName.CSV.value: Grid(SheetName.CSV, dict(_cells(records)))}, identity)


def _records(form: SheetForm) -> Iterator[list[str]]:
    for kpi in form.kpis:
        yield _record(SheetName.KPIS, kpi, kpi_columns(form, kpi))
    for action in form.actions:
        yield _record(SheetName.ACTIONS, action, action_columns(form, action))


def _record(kind: SheetName, line: KpiLine | ActionLine, printed: Mapping[Column, Printed]) -> list[str]:
    shown: dict[Column, Printed] = {**printed, Column.KIND: kind.value, Column.ITEM: line.name}
    return [_written(shown.get(column)) for column in CSV_COLUMNS]


def _written(value: Printed) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}"
        case date():
            return value.isoformat()
    return f"'{value}" if value.startswith(_FORMULA_SIGNS) else value


def _decode(content: bytes) -> str:
    if b"\0" in content:
        raise refuse(Fault.NOT_A_SHEET)
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refuse(Fault.UNKNOWN_ENCODING)


def _limited(records: Iterable[list[str]]) -> Iterator[list[str]]:
    for number, record in enumerate(records):
        if number >= _MOST_ROWS:
            raise refuse(Fault.TOO_MANY_CELLS)
        yield record


def _identity(record: list[str]) -> Mapping[str, str]:
    pairs = (field.partition("=") for field in record[1:])
    return {key: value for key, _, value in pairs}


def _cells(records: list[list[str]]) -> Iterator[tuple[Position, GridCell]]:
    for row, record in enumerate(records, start=1):
        for column, text in enumerate(record[:_MOST_COLUMNS], start=1):
            if text.strip():
                kind = CellKind.FORMULA if text.startswith("=") else CellKind.TEXT
                yield (row, column), GridCell(kind, text)
