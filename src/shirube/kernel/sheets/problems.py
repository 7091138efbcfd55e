"""What is wrong with a filled-in sheet, said in codes and places that an entrance turns into sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from shirube.kernel.errors import InvalidInputError

_SHOWN = 60


class Fault(StrEnum):
    """Kinds of problems that any sheet may have; a room adds those of its own sheets. The web has a sentence for each."""

    # The file cannot be read at all.
    EMPTY_FILE = "empty_file"
    TOO_LARGE = "too_large"
    NOT_A_SHEET = "not_a_sheet"
    OLD_EXCEL = "old_excel"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    UNPACKS_TOO_LARGE = "unpacks_too_large"
    TOO_MANY_CELLS = "too_many_cells"
    UNSAFE_XML = "unsafe_xml"
    BROKEN = "broken"
    UNKNOWN_ENCODING = "unknown_encoding"
    # It is not the sheet that was asked for.
    NOT_OUR_SHEET = "not_our_sheet"
    OTHER_FORMAT = "other_format"
    OTHER_MUNICIPALITY = "other_municipality"
    # Sheets, columns and rows.
    SHEET_MISSING = "sheet_missing"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    MERGED = "merged"
    TOKEN_CHANGED = "token_changed"  # noqa: S105 — a code.
    ROW_TWICE = "row_twice"
    ROW_UNKNOWN = "row_unknown"
    ROW_MIXED = "row_mixed"
    OUTDATED = "outdated"
    # Cells.
    FORMULA = "formula"
    ERROR_VALUE = "error_value"
    NOT_A_DATE = "not_a_date"
    DATE_IN_FUTURE = "date_in_future"
    NOT_A_NUMBER = "not_a_number"
    PERCENT = "percent"
    TOO_MANY_DECIMALS = "too_many_decimals"
    NUMBER_TOO_LARGE = "number_too_large"
    TOO_LONG = "too_long"
    # Nothing to do.
    NOTHING_CHANGED = "nothing_changed"


@dataclass(frozen=True, slots=True)
class Place:
    """A cell such as B7 of a sheet; both empty where the whole file is meant."""

    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class SheetProblem:
    """`found` is what stands in the place; `facts` fill the sentence."""

    code: StrEnum
    place: Place = Place()
    found: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


class InvalidSheetError(InvalidInputError):
    """The sheet has problems, all of which are named; nothing of it was kept."""

    code = "kernel.invalid_sheet"

    def __init__(self, problems: Sequence[SheetProblem]) -> None:
        super().__init__(count=len(problems))
        self.problems = tuple(problems)


def refuse(code: StrEnum, **facts: str) -> InvalidSheetError:
    """For a file that is refused as a whole."""
    return InvalidSheetError([SheetProblem(code, facts=facts)])


def shorten(text: str) -> str:
    """What stands in a cell, short enough for a table of problems."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"
