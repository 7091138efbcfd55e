"""From an opened file to the difference it would make, or to the list of everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from shirube.kernel.sheets.grid import Book
from shirube.kernel.sheets.problems import Fault, InvalidSheetError, Place, SheetProblem, refuse
from shirube.kernel.sheets.table import Row, Table, find_table, is_same_name
from shirube.plans.domain.sheets.difference import ChangeKind, Difference, compare
from shirube.plans.domain.sheets.faults import PlanFault
from shirube.plans.domain.sheets.form import SheetForm
from shirube.plans.domain.sheets.identity import find_stranger
from shirube.plans.domain.sheets.matching import Line, Matched, match_rows
from shirube.plans.domain.sheets.wishes import (
    Calendar,
    ReadingWish,
    ReportWish,
    read_reading,
    read_report,
)
from shirube.plans.domain.sheets.words import (
    ACTION_COLUMNS,
    ACTION_INPUTS,
    CSV_COLUMNS,
    KPI_COLUMNS,
    KPI_INPUTS,
    Column,
    SheetName,
)


@dataclass(slots=True)
class _Findings:
    """Gathered on the way, so that a person hears of every problem at once."""

    problems: list[SheetProblem] = field(default_factory=list)
    readings: list[ReadingWish] = field(default_factory=list)
    reports: list[ReportWish] = field(default_factory=list)
    # For each line whose row was filled in: the state of the line that the sheet was made from.
    stamps: dict[UUID, str] = field(default_factory=dict)


def check_sheet(book: Book, form: SheetForm, today: date) -> Difference:
    """What the sheet would change. Raises InvalidSheetError with every problem found; changes nothing itself."""
    stranger = find_stranger(book.identity, form.identity)
    if stranger is not None:
        raise InvalidSheetError([stranger])
    findings = _Findings()
    calendar = Calendar(today, form.identity.fiscal_year, book.epoch)
    tables = _tables(book, findings)
    _check_kpis(tables.get(SheetName.KPIS), form, calendar, findings)
    _check_actions(tables.get(SheetName.ACTIONS), form, findings)
    return _conclude(form, findings)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one kind, the sheet they stand in, and the heading under which they name their line."""

    sheet: str
    rows: Sequence[Row]
    name: Column


def _tables(book: Book, findings: _Findings) -> Mapping[SheetName, _Rows]:
    """The rows of each kind; a kind whose table cannot be read is left out, with a problem."""
    sheet = book.grids.get(SheetName.CSV)
    if sheet is not None:
        table = find_table(sheet, CSV_COLUMNS, findings.problems)
        return _split(table, findings) if table else {}
    tables: dict[SheetName, _Rows] = {}
    for name, headings in ((SheetName.KPIS, KPI_COLUMNS), (SheetName.ACTIONS, ACTION_COLUMNS)):
        grid = book.grids.get(name)
        if grid is None:
            findings.problems.append(SheetProblem(Fault.SHEET_MISSING, Place(name.value)))
        elif (table := find_table(grid, headings, findings.problems)) is not None:
            tables[name] = _Rows(name.value, list(table.rows()), headings[2])
    return tables


def _split(table: Table, findings: _Findings) -> Mapping[SheetName, _Rows]:
    kinds: dict[str, list[Row]] = {SheetName.KPIS: [], SheetName.ACTIONS: []}
    for row in table.rows():
        kind = row.shown(Column.KIND)
        if kind in kinds:
            kinds[kind].append(row)
        elif row.is_filled_in((Column.TOKEN, *KPI_INPUTS, *ACTION_INPUTS)):
            findings.problems.append(row.problem(PlanFault.UNKNOWN_KIND, Column.KIND))
    _check_sides(kinds[SheetName.KPIS], ACTION_INPUTS, findings)
    _check_sides(kinds[SheetName.ACTIONS], KPI_INPUTS, findings)
    return {SheetName(kind): _Rows(table.grid.name, rows, Column.ITEM) for kind, rows in kinds.items()}


def _check_sides(rows: Sequence[Row], foreign: Sequence[Column], findings: _Findings) -> None:
    """In a CSV both kinds share the columns: a state written beside a KPI would be lost without a word."""
    for row in rows:
        for column in foreign:
            if row.cell(column) is not None:
                findings.problems.append(row.problem(PlanFault.WRONG_COLUMN, column, heading=column.value))


def _check_kpis(table: _Rows | None, form: SheetForm, calendar: Calendar, findings: _Findings) -> None:
    for line, row in _filled(table, form, form.kpis, KPI_INPUTS, findings):
        wish = read_reading(row, line.id, line.kpi.unit, calendar, findings.problems)
        if wish is not None:
            findings.readings.append(wish)


def _check_actions(table: _Rows | None, form: SheetForm, findings: _Findings) -> None:
    for line, row in _filled(table, form, form.actions, ACTION_INPUTS, findings):
        wish = read_report(row, line.id, findings.problems)
        if wish is not None:
            findings.reports.append(wish)


def _filled(
    table: _Rows | None,
    form: SheetForm,
    lines: Sequence[Line],
    inputs: Sequence[Column],
    findings: _Findings,
) -> Iterator[tuple[Line, Row]]:
    """The lines whose row was filled in; adds the problems of rows as such."""
    if table is None:
        return
    matched = match_rows(table.rows, form, lines, inputs, findings.problems)
    for line in lines:
        found = matched.get(line.id)
        if found is None:
            place = Place(table.sheet)
            findings.problems.append(SheetProblem(PlanFault.ROW_MISSING, place, facts={"name": line.name}))
        elif found.row.is_filled_in(inputs) and _is_whole(found, table.name, findings):
            findings.stamps[line.id] = found.stamp
            yield line, found.row


def _is_whole(found: Matched[Line], name: Column, findings: _Findings) -> bool:
    """Whether the printed name still belongs to the hidden identifier: sorting only some columns tears rows apart."""
    if found.stamp != found.line.stamp or is_same_name(found.row.shown(name), found.line.name):
        return True
    findings.problems.append(found.row.problem(Fault.ROW_MIXED, name, name=found.line.name))
    return False


def _conclude(form: SheetForm, findings: _Findings) -> Difference:
    blank = len(form.lines) - len(findings.stamps)
    difference = compare(form, findings.readings, findings.reports, blank)
    problems = [*findings.problems, *_outdated(difference, findings.stamps)]
    if problems:
        raise InvalidSheetError(problems)
    if not difference.rows:
        raise refuse(PlanFault.NOTHING_FILLED_IN)
    if not difference.changes_anything:
        raise refuse(Fault.NOTHING_CHANGED, count=str(len(difference.rows)))
    return difference


def _outdated(difference: Difference, stamps: Mapping[UUID, str]) -> Iterator[SheetProblem]:
    """Rows made from older figures than those that stand now, unless they ask for exactly what stands."""
    for row in difference.rows:
        if stamps[row.id] != row.stamp and row.kind is not ChangeKind.UNCHANGED:
            yield SheetProblem(Fault.OUTDATED, row.place, facts={"name": row.name})
