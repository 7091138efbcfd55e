"""CSV as offices open it: UTF-8 with a byte order mark, CRLF, and no cell that a spreadsheet would run as a formula."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import datetime
from decimal import Decimal

from shirube.kernel.text import parse_decimal
from shirube.plans.domain import document as doc
from shirube.plans.domain.outputs.edition import Edition, japan_time
from shirube.plans.domain.outputs.tables import Cell, Column, Kind, Table, build_table, build_tables

# Danger: a spreadsheet runs what begins so. The full-width signs count too in a Japanese Excel (OWASP, CSV injection).
_FORMULA_SIGNS = tuple("=+-@＝＋－＠\t\r\n")


def csv_archive(document: doc.PlanDocument, edition: Edition) -> bytes:
    """A zip with one CSV for each table. Entries carry the plan's own time, so equal plans give equal bytes."""
    buffer = io.BytesIO()
    stamp = japan_time(document.changed_at).timetuple()[:6]
    with zipfile.ZipFile(buffer, "w") as archive:
        for table in build_tables(document, edition):
            entry = zipfile.ZipInfo(f"{table.code}.csv", stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, write_csv(table, edition))
    return buffer.getvalue()


def kpi_csv(document: doc.PlanDocument, edition: Edition) -> bytes:
    """All KPIs in one flat table: one row holds everything about a KPI."""
    return write_csv(build_table("kpis", document, edition), edition)


def write_csv(table: Table, edition: Edition) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.heading(column, edition) for column in table.columns)
    for row in table.rows:
        writer.writerow(
            _written(cell, column, edition) for cell, column in zip(row, table.columns, strict=True)
        )
    return text.getvalue().encode("utf-8-sig")


def _written(cell: Cell, column: Column, edition: Edition) -> str:
    if cell is None:
        return ""
    if column.kind is Kind.WORD:
        return edition.word(str(cell))
    if isinstance(cell, datetime):
        return japan_time(cell).isoformat()
    return write_number(cell) if isinstance(cell, Decimal) else guard_text(str(cell))


def write_number(number: Decimal) -> str:
    """The digits without grouping, exponent or trailing zeros."""
    return f"{number.normalize():f}"


def guard_text(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run; numbers and a lone sign (－ for "none") stay as they are."""
    harmless = len(text) < 2 or parse_decimal(text) is not None
    return text if harmless or not text.startswith(_FORMULA_SIGNS) else f"'{text}"
