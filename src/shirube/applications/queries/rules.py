"""What a procedure asks of its cases: the only place that reads the catalogue's entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shirube.applications.domain.periods import Period
from shirube.forms import interface as forms
from shirube.kernel.calendar import DaysUnit
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, NotFoundError
from shirube.kernel.identity import IdentityLevel
from shirube.organizations import interface as organizations
from shirube.procedures import interface as procedures


class ProcedureNotOfferedError(NotFoundError):
    """The municipality does not take this procedure online, or takes it no longer."""

    code = "applications.procedure_not_offered"


class ReceptionClosedError(ConflictError):
    """The window of reception is not open yet, or is over. What was typed stays in the draft."""

    code = "applications.reception_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A procedure as its cases need it. `route` names the roles above the officer in charge, in order."""

    id: UUID
    code: str
    name: forms.Words
    form_code: str
    section_id: UUID | None
    is_received: bool
    level: IdentityLevel = IdentityLevel.NONE
    standard_days: int | None = None
    days_unit: DaysUnit = DaysUnit.BUSINESS
    route: Sequence[str] = ()
    results: Sequence[str] = ("decided", "rejected")
    document: procedures.DecisionDocument | None = None
    retention_years: int = 5
    export: procedures.Export | None = None
    opens_on: date | None = None
    closes_on: date | None = None
    is_once_per_person: bool = False
    may_be_represented: bool = False

    def name_in(self, language: str) -> str:
        return self.name.in_language(language)

    @property
    def home(self) -> UUID:
        """The section that receives its cases; ProcedureNotOfferedError where none does."""
        if self.section_id is None:
            raise ProcedureNotOfferedError(procedure=self.code)
        return self.section_id

    def is_open_on(self, day: date) -> bool:
        """Whether applications are received on the day; `closes_on` is the last day of it."""
        begun = self.opens_on is None or self.opens_on <= day
        return self.is_received and begun and (self.closes_on is None or day <= self.closes_on)


def get_rules(*, municipality_id: UUID, code: str) -> Rules:
    """The procedure's rules now. ProcedureNotOfferedError where the municipality's catalogue does not hold it."""
    found = procedures.find_procedure(municipality_id=municipality_id, code=code)
    if found is None:
        raise ProcedureNotOfferedError(procedure=code)
    return rules_of(found)


def rules_of(procedure: procedures.ProcedureSummary) -> Rules:
    """The entry of the catalogue in the words of cases."""
    facts = procedure.facts
    window = facts.reception
    return Rules(
        id=procedure.id,
        code=facts.code,
        name=facts.name,
        form_code=procedure.form_code,
        section_id=procedure.section_id,
        is_received=procedure.state == "on",
        level=facts.level,
        standard_days=facts.standard_days,
        days_unit=facts.standard_days_unit,
        route=tuple(facts.route),
        results=tuple(facts.results),
        document=facts.document,
        retention_years=facts.retention_years,
        export=facts.export,
        opens_on=window.opens_on,
        closes_on=window.closes_on,
        is_once_per_person=window.per_person.value == "once",
        may_be_represented=facts.representative,
    )


def require_open(rules: Rules, now: datetime) -> None:
    """ProcedureNotOfferedError or ReceptionClosedError where no application is received online at this moment."""
    if not rules.is_received or rules.section_id is None:
        raise ProcedureNotOfferedError(procedure=rules.code)
    if not rules.is_open_on(japan_date(now)):
        raise ReceptionClosedError(
            opens_on=rules.opens_on.isoformat() if rules.opens_on else "",
            closes_on=rules.closes_on.isoformat() if rules.closes_on else "",
        )


def period_of(*, municipality_id: UUID, unit: str) -> Period:
    """The city's calendar for counting days. Cost: one query for business days, none for calendar days."""
    if unit == DaysUnit.CALENDAR:
        return Period(DaysUnit.CALENDAR)
    return Period(DaysUnit.BUSINESS, organizations.list_closing_days(municipality_id=municipality_id))
