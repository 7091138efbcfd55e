"""Finding the table in a sheet by its headings, so that a moved column does no harm."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from openpyxl.utils.cell import range_boundaries

from shirube.kernel.sheets.grid import Grid, GridCell, cell_name
from shirube.kernel.sheets.problems import Fault, Place, SheetProblem, shorten
from shirube.kernel.text import normalise

# Headings stand in row 3 (XLSX) or 2 (CSV); a few rows more may have been put above them.
_DEEPEST_HEADING = 20
_LARGEST_ROW, _LARGEST_COLUMN = 1_048_576, 16_384


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, its cells by heading."""

    grid: Grid
    number: int
    columns: Mapping[str, int]

    def cell(self, column: str) -> GridCell | None:
        """The cell, or None where it is empty."""
        found = self.grid.cells.get((self.number, self.columns[column]))
        return found if found is not None and (found.shown.strip() or not found.is_text) else None

    def shown(self, column: str) -> str:
        return self.grid.shown(self.number, self.columns[column])

    def place(self, column: str) -> Place:
        return Place(self.grid.name, cell_name(self.number, self.columns[column]))

    def is_filled_in(self, columns: Sequence[str]) -> bool:
        return any(self.cell(column) is not None for column in columns)

    def problem(self, code: StrEnum, column: str, **facts: str) -> SheetProblem:
        return SheetProblem(code, self.place(column), shorten(self.shown(column)), facts)


@dataclass(frozen=True, slots=True)
class Table:
    grid: Grid
    heading_row: int
    columns: Mapping[str, int]

    def rows(self) -> Iterator[Row]:
        for number in self.grid.rows():
            if number > self.heading_row:
                yield Row(self.grid, number, self.columns)


def find_table(grid: Grid, headings: Sequence[str], problems: list[SheetProblem]) -> Table | None:
    """The table under the headings; None, with problems added, where a heading is missing or stands twice."""
    row = _heading_row(grid, headings)
    found = _headings(grid, row)
    faults = list(_heading_problems(grid, row, headings, found))
    problems.extend(faults)
    if faults:
        return None
    table = Table(grid, row, {column: found[normalise(column)][0] for column in headings})
    problems.extend(_merged_problems(table))
    return table


def is_same_name(found: str, expected: str) -> bool:
    """Whether the printed name is still the line's own, judged by letters and digits only.

    Excel writes "?" for what cp932 cannot hold (𠮷, 〜), and an apostrophe guards what looks like a formula.
    """
    return _letters(found) == _letters(expected)


def _letters(text: str) -> str:
    return "".join(c for c in normalise(text) if c.isalnum() and _is_in_cp932(c))


def _is_in_cp932(character: str) -> bool:
    try:
        character.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True


def _heading_row(grid: Grid, headings: Sequence[str]) -> int:
    wanted = {normalise(column) for column in headings}
    hits = {row: len(wanted & _headings(grid, row).keys()) for row in range(1, _DEEPEST_HEADING + 1)}
    return max(hits, key=lambda row: hits[row])


def _headings(grid: Grid, row: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for column in sorted(column for number, column in grid.cells if number == row):
        found.setdefault(normalise(grid.shown(row, column)), []).append(column)
    return found


def _heading_problems(
    grid: Grid, row: int, headings: Sequence[str], found: Mapping[str, list[int]]
) -> Iterator[SheetProblem]:
    for column in headings:
        places = found.get(normalise(column), [])
        if not places:
            yield SheetProblem(Fault.COLUMN_MISSING, Place(grid.name), facts={"heading": str(column)})
        elif len(places) > 1:
            place = Place(grid.name, cell_name(row, places[1]))
            yield SheetProblem(Fault.COLUMN_TWICE, place, str(column), {"heading": str(column)})


def _merged_problems(table: Table) -> Iterator[SheetProblem]:
    last_column = max(table.columns.values())
    for cells in table.grid.merged:
        try:
            left, top, right, bottom = range_boundaries(cells)
        except (ValueError, TypeError):
            continue
        is_ours = (left or 1) <= last_column and (bottom or _LARGEST_ROW) >= table.heading_row
        if is_ours and (top, left) != (bottom, right):
            yield SheetProblem(Fault.MERGED, Place(table.grid.name, cells), cells)
