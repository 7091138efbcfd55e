"""Finding the line that each row of a sheet belongs to, by the row's hidden identifier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from shirube.kernel.sheets.problems import Fault, SheetProblem
from shirube.kernel.sheets.table import Row
from shirube.plans.domain.sheets.faults import PlanFault
from shirube.plans.domain.sheets.form import ActionLine, KpiLine, SheetForm, read_token
from shirube.plans.domain.sheets.words import Column

Line = TypeVar("Line", KpiLine, ActionLine)


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
                problems.append(row.problem(PlanFault.TOKEN_MISSING, Column.TOKEN))
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
