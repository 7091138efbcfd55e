"""What a filled-in cell means: a day, a number, a text; or the kind of fault that it has."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from decimal import Decimal

from shirube.kernel.sheets.dates import parse_day
from shirube.kernel.sheets.grid import CellKind, GridCell
from shirube.kernel.sheets.problems import Fault
from shirube.kernel.text import normalise, parse_decimal

# A day before 1989 or beyond 2100 in a cell is a slip of the finger.
FIRST_YEAR, LAST_YEAR = 1989, 2100
# What columns of figures hold: 14 digits before the point and 4 behind it.
LARGEST_FIGURE = Decimal(10) ** 14
DECIMALS = 4
# Longer than any number a person types; guards against work on a million digits.
_LONGEST_NUMBER = 60
_NO_VALUE = {CellKind.FORMULA: Fault.FORMULA, CellKind.FAULT: Fault.ERROR_VALUE}


def read_day(cell: GridCell, epoch: date) -> date | Fault:
    """The day of a date cell, of a serial number (46113), of 20260401, or of a text.

    A number beyond all dates in a cell formatted as a date arrives as an error, and is no day either.
    """
    if cell.kind is CellKind.FORMULA:
        return Fault.FORMULA
    if cell.kind is CellKind.NUMBER and cell.number is not None:
        return _day_of_number(cell.number, epoch) or Fault.NOT_A_DATE
    return cell.day or parse_day(cell.shown) or Fault.NOT_A_DATE


def read_number(cell: GridCell, unit: str) -> Decimal | Fault:
    """The figure in the unit of its KPI. 50% typed for a KPI in % is 50, though the file keeps 0.5."""
    if cell.kind in _NO_VALUE:
        return _NO_VALUE[cell.kind]
    number = _number_of(cell, unit)
    return number if isinstance(number, Fault) else _in_range(number)


def read_text(cell: GridCell | None, longest: int) -> str | Fault:
    """The text as typed, without invisible characters; "" for an empty cell."""
    if cell is None:
        return ""
    if cell.kind in _NO_VALUE:
        return _NO_VALUE[cell.kind]
    text = _visible(cell.shown.replace("_x000D_", "").replace("\r\n", "\n")).strip()
    return text if len(text) <= longest else Fault.TOO_LONG


def is_percent(unit: str) -> bool:
    return normalise(unit).startswith(("%", "パーセント"))


def _day_of_number(number: Decimal, epoch: date) -> date | None:
    if not number.is_finite() or abs(number) >= LARGEST_FIGURE:
        return None
    whole = int(number)
    if FIRST_YEAR * 10_000 <= whole <= (LAST_YEAR + 1) * 10_000:
        return parse_day(str(whole)) if number == whole else None
    first, last = ((date(year, 1, 1) - epoch).days for year in (FIRST_YEAR, LAST_YEAR + 1))
    return epoch + timedelta(days=whole) if first <= whole < last else None


def _number_of(cell: GridCell, unit: str) -> Decimal | Fault:
    if cell.number is not None:
        return _in_unit(cell.number * 100, unit) if cell.is_percent else cell.number
    text = normalise(cell.shown)
    if cell.kind is not CellKind.TEXT or len(text) > _LONGEST_NUMBER:
        return Fault.NOT_A_NUMBER
    bare = text.removesuffix("%").removesuffix(normalise(unit)).strip()
    number = parse_decimal(bare)
    if number is None:
        return Fault.NOT_A_NUMBER
    return _in_unit(number, unit) if text.endswith("%") else number


def _in_unit(number: Decimal, unit: str) -> Decimal | Fault:
    return number if is_percent(unit) else Fault.PERCENT


def _in_range(number: Decimal) -> Decimal | Fault:
    if not number.is_finite() or abs(number) >= LARGEST_FIGURE:
        return Fault.NUMBER_TOO_LARGE
    if number != round(number, DECIMALS):
        return Fault.TOO_MANY_DECIMALS
    return number


def _visible(text: str) -> str:
    # The width is left as typed: 出典 and 備考 are quoted to residents as they stand.
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf"})
