"""Finding the table in a sheet by its headings, and its rows by their hidden identifiers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from openpyxl.utils.cell import range_boundaries

from shirube.kernel.text import normalise
from shirube.plans.domain.sheets.form import ActionLine, KpiLine, SheetForm, read_token
from shirube.plans.domain.sheets.grid import Grid, GridCell, cell_name
from shirube.plans.domain.sheets.problems import Fault, Place, SheetProblem, shorten
from shirube.plans.domain.sheets.words import Column

Line = TypeVar("Line", KpiLine, ActionLine)
# Headings stand in row 3 (XLSX) or 2 (CSV); a few rows more may have been put above them.
_DEEPEST_HEADING = 20
_LARGEST_ROW, _LARGEST_COLUMN = 1_048_576, 16_384


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, its cells by heading."""

    grid: Grid
    number: int
    columns: Mapping[Column, int]

    def cell(self, column: Column) -> GridCell | None:
        """The cell, or None where it is empty."""
        found = self.grid.cells.get((self.number, self.columns[column]))
        return found if found is not None and (found.shown.strip() or not found.is_text) else None

    def shown(self, column: Column) -> str:
        return self.grid.shown(self.number, self.columns[column])

    def place(self, column: Column) -> Place:
        return Place(self.grid.name, cell_name(self.number, self.columns[column]))

    def is_filled_in(self, columns: Sequence[Column]) -> bool:
        return any(self.cell(column) is not None for column in columns)

    def problem(self, code: Fault, column: Column, **facts: str) -> SheetProblem:
        return SheetProblem(code, self.place(column), shorten(self.shown(column)), facts)


@dataclass(frozen=True, slots=True)
class Table:
    grid: Grid
    heading_row: int
    columns: Mapping[Column, int]

    def rows(self) -> Iterator[Row]:
        for number in self.grid.rows():
            if number > self.heading_row:
                yield Row(self.grid, number, self.columns)


def find_table(grid: Grid, headings: Sequence[Column], problems: list[SheetProblem]) -> Table | None:
    """The table under the headings; None, with problems added, where a heading is missing or stands twice."""
    row = _heading_row(grid, headings)
    found = _headings(grid, row)
    faults = list(_heading_problems(grid, row, headings, found))
    problems.extend(faults)
    if faults:
        return None
    table = Table(grid, row, {column: found[column.value][0] for column in headings})
    problems.extend(_merged_problems(table))
    return table


@dataclass(frozen=True, slots=True)
class Matched(Generic[Line]):
    """A row with the line it belongs to, and the state of the line that the sheet was made from."""

    row: Row
    line: Line
    stamp: str


def match_rows(
    rows: Sequence[Row],
    form: SheetForm,
    lines: Sequence[Line],
    inputs: Sequence[Column],
    problems: list[SheetProblem],
) -> dict[UUID, Matched[Line]]:
    """The rows by the line they belong to; adds a problem for each row that belongs to none, or to one taken before."""
    matched: dict[UUID, Matched[Line]] = {}
    by_id = {line.id: line for line in lines}
    for row in rows:
        token = row.shown(Column.TOKEN)
        if not token:
            if row.is_filled_in(inputs):
                problems.append(row.problem(Fault.TOKEN_MISSING, Column.TOKEN))
            continue
        found = _match(row, token, form, by_id)
        if isinstance(found, SheetProblem):
            problems.append(found)
        elif found.line.id in matched:
            first = matched[found.line.id].row.number
            problems.append(
                row.problem(Fault.ROW_TWICE, Column.TOKEN, name=found.line.name, first=str(first))
            )
        else:
            matched[found.line.id] = found
    return matched


def _match(row: Row, token: str, form: SheetForm, lines: Mapping[UUID, Line]) -> Matched[Line] | SheetProblem:
    known = read_token(form.identity, token)
    if known is None:
        return row.problem(Fault.TOKEN_CHANGED, Column.TOKEN)
    line = lines.get(known[0])
    if line is None:
        return row.problem(Fault.ROW_UNKNOWN, Column.TOKEN)
    return Matched(row, line, known[1])


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


def _heading_row(grid: Grid, headings: Sequence[Column]) -> int:
    wanted = {column.value for column in headings}
    hits = {row: len(wanted & _headings(grid, row).keys()) for row in range(1, _DEEPEST_HEADING + 1)}
    return max(hits, key=lambda row: hits[row])


def _headings(grid: Grid, row: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for column in sorted(column for number, column in grid.cells if number == row):
        found.setdefault(normalise(grid.shown(row, column)), []).append(column)
    return found


def _heading_problems(
    grid: Grid, row: int, headings: Sequence[Column], found: Mapping[str, list[int]]
) -> Iterator[SheetProblem]:
    for column in headings:
        places = found.get(column.value, [])
        if not places:
            yield SheetProblem(Fault.COLUMN_MISSING, Place(grid.name), facts={"heading": column.value})
        elif len(places) > 1:
            place = Place(grid.name, cell_name(row, places[1]))
            yield SheetProblem(Fault.COLUMN_TWICE, place, column.value, {"heading": column.value})


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
