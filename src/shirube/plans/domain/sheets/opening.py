"""One door for uploads: by what a file is, not by what it is called."""

from __future__ import annotations

from shirube.plans.domain.sheets.csv_file import read_csv
from shirube.plans.domain.sheets.grid import Book
from shirube.plans.domain.sheets.package import is_ole
from shirube.plans.domain.sheets.problems import Fault, refuse
from shirube.plans.domain.sheets.workbook import read_workbook

LARGEST_FILE = 10 * 1024 * 1024
_ZIP = b"PK"


def open_sheet(content: bytes) -> Book:
    """The cells of an uploaded XLSX or CSV. Raises InvalidSheetError with one problem where it cannot be read."""
    if not content.strip():
        raise refuse(Fault.EMPTY_FILE)
    if len(content) > LARGEST_FILE:
        raise refuse(Fault.TOO_LARGE, limit=str(LARGEST_FILE // 1024**2))
    if content.startswith(_ZIP) or is_ole(content):
        return read_workbook(content)
    return read_csv(content)
