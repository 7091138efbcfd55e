"""Reading a series of figures out of anybody's sheet: a column of days, a column of values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shirube.kernel.calendar import fiscal_year_end
from shirube.kernel.sheets.dates import parse_day
from shirube.kernel.sheets.grid import Book, CellKind, Grid, GridCell, cell_name
from shirube.kernel.text import normalise, parse_decimal

MOST_ROWS = 5000
_HEADS_WITHIN = 30


@dataclass(frozen=True, slots=True)
class ReadPoint:
    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class SeriesSheet:
    """What was read: the figures, and the cells that hold none, by name and what stands there.

    `heads` are the heads of the columns that the sheet has, for who named one that it has not.
    """

    points: Sequence[ReadPoint]
    problems: Sequence[tuple[str, str]]
    heads: Sequence[str]
    is_found: bool


def read_series_sheet(book: Book, *, day_head: str, value_head: str) -> SeriesSheet:
    """The figures under the two heads, in the first sheet that has both. Rows without a value are left out."""
    for grid in book.grids.values():
        found = _find_heads(grid, normalise(day_head), normalise(value_head))
        if found is not None:
            head_row, day_column, value_column = found
            rows = [row for row in grid.rows() if row > head_row][:MOST_ROWS]
            return _read(grid, rows, day_column, value_column)
    heads = [head for grid in book.grids.values() for head in _likely_heads(grid)]
    return SeriesSheet((), (), heads, is_found=False)


def _find_heads(grid: Grid, day_head: str, value_head: str) -> tuple[int, int, int] | None:
    for row in grid.rows()[:_HEADS_WITHIN]:
        columns = _columns_of(grid, row)
        if day_head in columns and value_head in columns:
            return row, columns[day_head], columns[value_head]
    return None


def _columns_of(grid: Grid, row: int) -> Mapping[str, int]:
    return {normalise(cell.shown): column for (at, column), cell in sorted(grid.cells.items()) if at == row}


def _likely_heads(grid: Grid) -> Sequence[str]:
    """Of the first rows the one with most cells."""
    rows = [list(_columns_of(grid, row)) for row in grid.rows()[:_HEADS_WITHIN]]
    return max(rows, key=len, default=[])


def _read(grid: Grid, rows: Sequence[int], day_column: int, value_column: int) -> SeriesSheet:
    points: list[ReadPoint] = []
    problems: list[tuple[str, str]] = []
    for row in rows:
        value_cell = grid.cells.get((row, value_column))
        if value_cell is None or not value_cell.shown.strip():
            continue
        day, value = _day_of(grid.cells.get((row, day_column))), _number_of(value_cell)
        if day is None:
            problems.append((cell_name(row, day_column), grid.shown(row, day_column)))
        elif value is None:
            problems.append((cell_name(row, value_column), grid.shown(row, value_column)))
        else:
            points.append(ReadPoint(day, value))
    problems.extend(_twins(points))
    return SeriesSheet(points, problems, (), is_found=True)


def _twins(points: Sequence[ReadPoint]) -> Iterator[tuple[str, str]]:
    days: set[date] = set()
    for point in points:
        if point.on in days:
            yield "", point.on.isoformat()
        days.add(point.on)


def _day_of(cell: GridCell | None) -> date | None:
    if cell is None:
        return None
    return cell.day or parse_day(cell.shown) or _month_of(cell.shown)


def _month_of(text: str) -> date | None:
    """2026年9月 is its last day, 2026年度 the last of the fiscal year."""
    plain = normalise(text)
    if plain.endswith("年度"):
        year = plain.removesuffix("年度")
        return fiscal_year_end(int(year)) if year.isascii() and year.isdigit() and len(year) == 4 else None
    month = plain.removesuffix("末")
    first = parse_day(f"{month}1日") if month.endswith("月") else None
    return None if first is None else _last_of(first)


def _last_of(first: date) -> date:
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _number_of(cell: GridCell) -> Decimal | None:
    if cell.kind in {CellKind.FORMULA, CellKind.FAULT}:
        return None
    if cell.number is not None:
        return cell.number * 100 if cell.is_percent else cell.number
    return parse_decimal(cell.shown.strip().removesuffix("%").removesuffix("％"))
