"""What the filled-in rows ask for: a reading for a KPI, a report on an action; with all their problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from shirube.kernel.calendar import fiscal_year_bounds, format_date, format_fiscal_year
from shirube.kernel.sheets.cells import read_day, read_number, read_text
from shirube.kernel.sheets.problems import Fault, Place, SheetProblem
from shirube.kernel.sheets.table import Row
from shirube.plans.domain.sheets.faults import PlanFault
from shirube.plans.domain.sheets.words import STATE_WORDS, Column, state_of
from shirube.plans.domain.terms import ActionState

# As long as the columns of readings and reports allow, or as anybody reads.
LONGEST_SOURCE = 200
LONGEST_TEXT = 2_000
_NEED_REASON = {ActionState.LATE, ActionState.STOPPED}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWish:
    place: Place
    kpi_id: UUID
    measured_on: date
    value: Decimal
    source: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWish:
    place: Place
    action_id: UUID
    state: ActionState
    reason: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """By what a day is judged: today, the sheet's fiscal year, and the day from which serial dates count."""

    today: date
    fiscal_year: int
    epoch: date


def read_reading(
    row: Row, kpi_id: UUID, unit: str, calendar: Calendar, problems: list[SheetProblem]
) -> ReadingWish | None:
    """The reading of a filled-in row; None, with every problem of the row added, where it is not whole."""
    day = _day(row, calendar)
    value = _value(row, unit)
    source = _text(row, Column.SOURCE, LONGEST_SOURCE)
    note = _text(row, Column.NOTE, LONGEST_TEXT)
    if source == "":
        source = row.problem(PlanFault.SOURCE_MISSING, Column.SOURCE)
    problems.extend(part for part in (day, value, source, note) if isinstance(part, SheetProblem))
    if (
        isinstance(day, SheetProblem)
        or isinstance(value, SheetProblem)
        or isinstance(source, SheetProblem)
        or isinstance(note, SheetProblem)
    ):
        return None
    place = row.place(Column.VALUE)
    return ReadingWish(place=place, kpi_id=kpi_id, measured_on=day, value=value, source=source, note=note)


def read_report(row: Row, action_id: UUID, problems: list[SheetProblem]) -> ReportWish | None:
    """The report of a filled-in row; None, with every problem of the row added, where it is not whole."""
    state = _state(row)
    reason = _text(row, Column.REASON, LONGEST_TEXT)
    if isinstance(state, ActionState) and state in _NEED_REASON and reason == "":
        reason = row.problem(PlanFault.REASON_MISSING, Column.REASON, state=STATE_WORDS[state])
    problems.extend(part for part in (state, reason) if isinstance(part, SheetProblem))
    if isinstance(state, SheetProblem) or isinstance(reason, SheetProblem):
        return None
    return ReportWish(place=row.place(Column.STATE), action_id=action_id, state=state, reason=reason)


def _day(row: Row, calendar: Calendar) -> date | SheetProblem:
    cell = row.cell(Column.MEASURED_ON)
    if cell is None:
        return row.problem(PlanFault.DATE_MISSING, Column.MEASURED_ON)
    day = read_day(cell, calendar.epoch)
    if isinstance(day, Fault):
        return row.problem(day, Column.MEASURED_ON)
    if day > calendar.today:
        return row.problem(Fault.DATE_IN_FUTURE, Column.MEASURED_ON, day=format_date(day))
    first, end = fiscal_year_bounds(calendar.fiscal_year)
    if not first <= day < end:
        year = format_fiscal_year(calendar.fiscal_year)
        return row.problem(PlanFault.DATE_OUTSIDE_YEAR, Column.MEASURED_ON, day=format_date(day), year=year)
    return day


def _value(row: Row, unit: str) -> Decimal | SheetProblem:
    cell = row.cell(Column.VALUE)
    if cell is None:
        return row.problem(PlanFault.VALUE_MISSING, Column.VALUE)
    value = read_number(cell, unit)
    return row.problem(value, Column.VALUE, unit=unit) if isinstance(value, Fault) else value


def _text(row: Row, column: Column, longest: int) -> str | SheetProblem:
    text = read_text(row.cell(column), longest)
    return row.problem(text, column, longest=str(longest)) if isinstance(text, Fault) else text


def _state(row: Row) -> ActionState | SheetProblem:
    cell = row.cell(Column.STATE)
    if cell is None:
        return row.problem(PlanFault.STATE_MISSING, Column.STATE)
    word = read_text(cell, LONGEST_TEXT)
    if isinstance(word, Fault):
        return row.problem(word, Column.STATE, longest=str(LONGEST_TEXT))
    return state_of(word) or row.problem(PlanFault.UNKNOWN_STATE, Column.STATE)
