"""One door for uploads: by what a file is, not by what it is called."""

from __future__ import annotations

from collections.abc import Collection

from shirube.kernel.sheets.grid import Book
from shirube.kernel.sheets.package import is_ole
from shirube.kernel.sheets.problems import Fault, refuse
from shirube.kernel.sheets.workbook import LARGEST_FILE, read_workbook
from shirube.plans.domain.sheets.csv_file import read_csv
from shirube.plans.domain.sheets.words import SheetName

_ZIP = b"PK"


def open_sheet(content: bytes) -> Book:
    """The cells of an update sheet sent in as XLSX or CSV. Raises InvalidSheetError with one problem where it cannot be read."""
    return _open(content, (SheetName.KPIS, SheetName.ACTIONS))


def open_any_sheet(content: bytes) -> Book:
    """The cells of anybody's XLSX or CSV, all its sheets. Raises InvalidSheetError like `open_sheet`."""
    return _open(content, None)


def _open(content: bytes, sheets: Collection[str] | None) -> Book:
    if not content.strip():
        raise refuse(Fault.EMPTY_FILE)
    if len(content) > LARGEST_FILE:
        raise refuse(Fault.TOO_LARGE, limit=str(LARGEST_FILE // 1024**2))
    if content.startswith(_ZIP) or is_ole(content):
        return read_workbook(content, sheets=sheets, identity=SheetName.IDENTITY)
    return read_csv(content)
