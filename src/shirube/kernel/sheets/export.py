"""A plain table to take away: CSV for people and programs, XLSX with typed cells. Nothing that is missing becomes 0."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook

from shirube.kernel.sheets.writing import HEADING_FILL, Printed, put
from shirube.kernel.text import parse_decimal

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Danger: a spreadsheet runs what begins so (OWASP, CSV injection); a Japanese Excel takes the full-width signs too.
_FORMULA_SIGNS = tuple("=+-@＝＋－＠\t\r\n")


def write_csv(heads: Sequence[str], rows: Iterable[Sequence[Printed]]) -> bytes:
    """UTF-8 with a byte order mark, without which Excel reads mojibake."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_written(value) for value in row] for row in rows)
    return target.getvalue().encode("utf-8-sig")


def write_xlsx(heads: Sequence[str], rows: Iterable[Sequence[Printed]]) -> bytes:
    """One sheet; numbers are numbers, days are days, texts are never formulas."""
    book, target = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for column, head in enumerate(heads, 1):
        put(sheet, 1, column, head).fill = HEADING_FILL
    for number, row in enumerate(rows, 2):
        for column, value in enumerate(row, 1):
            cell = put(sheet, number, column, value)
            if isinstance(value, date):
                cell.number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "A2"
    book.save(target)
    return target.getvalue()


def _written(value: Printed) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else _guarded(value)


def _guarded(text: str) -> str:
    harmless = len(text) < 2 or parse_decimal(text) is not None
    return text if harmless or not text.startswith(_FORMULA_SIGNS) else f"'{text}"


__all__ = ["CSV", "XLSX", "Printed", "write_csv", "write_xlsx"]
