"""What a sheet would change: each filled-in row beside what stands there now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from shirube.kernel.sheets.problems import Fault, Place, SheetProblem
from shirube.plans.domain.sheets.form import ActionLine, KpiLine, SheetForm
from shirube.plans.domain.sheets.wishes import ReadingWish, ReportWish
from shirube.plans.domain.terms import ActionState


class ChangeKind(StrEnum):
    NEW = "new"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ReadingFigures(_Part):
    value: Decimal
    source: str
    note: str


class ReportFigures(_Part):
    state: ActionState
    reason: str


class _Change(_Part):
    """`stamp` is the line's own when the row was compared: another one later means another difference."""

    sheet: str
    cell: str
    id: UUID
    initiative: str
    name: str
    stamp: str

    @property
    def place(self) -> Place:
        return Place(self.sheet, self.cell)


class ReadingChange(_Change):
    unit: str
    decimals: int
    measured_on: date
    before: ReadingFigures | None
    after: ReadingFigures

    @property
    def kind(self) -> ChangeKind:
        return _kind(self.before, self.after)


class ReportChange(_Change):
    before: ReportFigures | None
    after: ReportFigures

    @property
    def kind(self) -> ChangeKind:
        return _kind(self.before, self.after)


class Difference(_Part):
    """Kept with the update sheet until it is applied. `blank` counts the lines that were left empty."""

    fiscal_year: int
    readings: tuple[ReadingChange, ...]
    reports: tuple[ReportChange, ...]
    blank: int

    @property
    def rows(self) -> tuple[ReadingChange | ReportChange, ...]:
        return (*self.readings, *self.reports)

    def count(self, kind: ChangeKind) -> int:
        return sum(row.kind is kind for row in self.rows)

    @property
    def changes_anything(self) -> bool:
        return any(row.kind is not ChangeKind.UNCHANGED for row in self.rows)


def compare(
    form: SheetForm, readings: Sequence[ReadingWish], reports: Sequence[ReportWish], blank: int
) -> Difference:
    """Each wish beside what stands now. KeyError for a line that the form does not have."""
    kpis = {line.id: line for line in form.kpis}
    actions = {line.id: line for line in form.actions}
    return Difference(
        fiscal_year=form.identity.fiscal_year,
        readings=tuple(_reading(kpis[wish.kpi_id], wish) for wish in readings),
        reports=tuple(_report(actions[wish.action_id], wish) for wish in reports),
        blank=blank,
    )


def compare_again(form: SheetForm, checked: Difference) -> tuple[Difference | None, list[SheetProblem]]:
    """The same wishes beside what stands by now; problems for lines that have gone from the plan."""
    lost = [
        SheetProblem(Fault.ROW_UNKNOWN, row.place, row.name)
        for row in checked.rows
        if row.id not in form.lines
    ]
    if lost:
        return None, lost
    readings = [_reading_wish(row) for row in checked.readings]
    reports = [_report_wish(row) for row in checked.reports]
    return compare(form, readings, reports, checked.blank), []


def is_current(form: SheetForm, checked: Difference) -> bool:
    """Whether every line still stands as it did when the difference was made."""
    lines = form.lines
    return all(row.id in lines and lines[row.id].stamp == row.stamp for row in checked.rows)


def _reading(line: KpiLine, wish: ReadingWish) -> ReadingChange:
    old = next((r for r in line.kpi.readings if r.measured_on == wish.measured_on), None)
    return ReadingChange(
        **_about(line, wish.place),
        unit=line.kpi.unit,
        decimals=line.kpi.decimals,
        measured_on=wish.measured_on,
        before=ReadingFigures(value=old.value, source=old.source, note=old.note) if old else None,
        after=ReadingFigures(value=wish.value, source=wish.source, note=wish.note),
    )


def _report(line: ActionLine, wish: ReportWish) -> ReportChange:
    old = line.report
    return ReportChange(
        **_about(line, wish.place),
        before=ReportFigures(state=old.state, reason=old.reason) if old else None,
        after=ReportFigures(state=wish.state, reason=wish.reason),
    )


def _about(line: KpiLine | ActionLine, place: Place) -> Mapping[str, object]:
    initiative = f"{line.initiative.code} {line.initiative.title}"
    return {
        "sheet": place.sheet,
        "cell": place.cell,
        "id": line.id,
        "initiative": initiative,
        "name": line.name,
        "stamp": line.stamp,
    }


def _reading_wish(row: ReadingChange) -> ReadingWish:
    after = row.after
    return ReadingWish(
        place=row.place,
        kpi_id=row.id,
        measured_on=row.measured_on,
        value=after.value,
        source=after.source,
        note=after.note,
    )


def _report_wish(row: ReportChange) -> ReportWish:
    return ReportWish(place=row.place, action_id=row.id, state=row.after.state, reason=row.after.reason)


def _kind(before: BaseModel | None, after: BaseModel) -> ChangeKind:
    if before is None:
        return ChangeKind.NEW
    return ChangeKind.UNCHANGED if before == after else ChangeKind.REPLACED
