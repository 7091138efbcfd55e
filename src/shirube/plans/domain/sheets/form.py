"""What one section's update sheet asks for: whose it is, and a line for each KPI and action."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from shirube.plans.domain.document import ActionItem, InitiativeItem, KpiItem, PlanDocument, Report
from shirube.plans.domain.terms import ActionState

_CLOSED = {ActionState.DONE, ActionState.STOPPED}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetIdentity:
    """Which sheet it is, by codes, and by names for people."""

    municipality: str
    plan: str
    section: str
    fiscal_year: int
    municipality_name: str
    plan_name: str
    section_name: str


@dataclass(frozen=True, slots=True)
class KpiLine:
    initiative: InitiativeItem
    kpi: KpiItem

    @property
    def id(self) -> UUID:
        return self.kpi.id

    @property
    def name(self) -> str:
        return self.kpi.name

    @property
    def stamp(self) -> str:
        """Changes when the KPI is worded or counted differently, and with each reading of it."""
        readings = (reading.id.hex for reading in self.kpi.readings)
        return _digest(self.kpi.name, self.kpi.unit, *readings)


@dataclass(frozen=True, slots=True)
class ActionLine:
    initiative: InitiativeItem
    action: ActionItem
    fiscal_year: int

    @property
    def id(self) -> UUID:
        return self.action.id

    @property
    def name(self) -> str:
        return self.action.name

    @property
    def report(self) -> Report | None:
        """The report that stands for the sheet's fiscal year."""
        return next((r for r in self.action.reports if r.fiscal_year == self.fiscal_year), None)

    @property
    def phase(self) -> str:
        """The names of the phases that run in the year; "" where none does."""
        year = self.fiscal_year
        running = [p.name for p in self.action.phases if p.first_year <= year <= p.last_year]
        return "・".join(running)

    @property
    def stamp(self) -> str:
        """Changes when the action is worded differently, and with each report on the year."""
        report = self.report
        told = (report.state, report.reason, report.reported_at.isoformat()) if report else ()
        return _digest(self.action.name, *told)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetForm:
    identity: SheetIdentity
    kpis: tuple[KpiLine, ...]
    actions: tuple[ActionLine, ...]

    @property
    def lines(self) -> Mapping[UUID, KpiLine | ActionLine]:
        lines: tuple[KpiLine | ActionLine, ...] = (*self.kpis, *self.actions)
        return {line.id: line for line in lines}

    def token(self, line: KpiLine | ActionLine) -> str:
        return make_token(self.identity, line.id, line.stamp)


def form_of(document: PlanDocument, section_id: UUID, identity: SheetIdentity) -> SheetForm:
    """The lines that the section may fill in: those of its initiatives, and of initiatives that name no section."""
    mine = [item for item in document.initiatives if _is_carried_by(item, section_id)]
    return SheetForm(
        identity=identity,
        kpis=tuple(KpiLine(item, kpi) for item in mine for kpi in item.kpis),
        actions=tuple(_action_lines(mine, identity.fiscal_year)),
    )


def make_token(identity: SheetIdentity, line_id: UUID, stamp: str) -> str:
    """A row's hidden identifier: whose line it is, what it was made from, and a check against slips.

    Not a signature: who may write what is decided by the person's role when the sheet is checked and applied.
    """
    owner = (identity.municipality, identity.plan, identity.section, str(identity.fiscal_year))
    return f"{line_id.hex}-{stamp}-{_digest(*owner, line_id.hex, stamp)}"


def read_token(identity: SheetIdentity, token: str) -> tuple[UUID, str] | None:
    """Line and stamp of a token of this very sheet, or None where it was changed or comes from another sheet."""
    line, _, rest = token.strip().partition("-")
    try:
        line_id = UUID(hex=line)
    except ValueError:
        return None
    stamp = rest.partition("-")[0]
    return (line_id, stamp) if make_token(identity, line_id, stamp) == token.strip() else None


def _action_lines(initiatives: list[InitiativeItem], fiscal_year: int) -> Iterator[ActionLine]:
    for item in initiatives:
        for action in item.actions:
            line = ActionLine(item, action, fiscal_year)
            if _is_asked(line):
                yield line


def _is_asked(line: ActionLine) -> bool:
    """Whether the action runs in the year, has been reported on, or should have ended before and was not."""
    if not line.action.phases or line.phase or line.report:
        return True
    has_begun = min(phase.first_year for phase in line.action.phases) <= line.fiscal_year
    earlier = [report for report in line.action.reports if report.fiscal_year < line.fiscal_year]
    return has_begun and not (earlier and earlier[0].state in _CLOSED)


def _is_carried_by(initiative: InitiativeItem, section_id: UUID) -> bool:
    return any(item.section_id in {None, section_id} for item in initiative.responsible)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:12]
