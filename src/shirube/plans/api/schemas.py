"""The public shape of plans in the API. domain/outputs/plain.py writes it; a test holds the two together.

A figure is a JSON number with the digits that were entered. What is not known is null and never 0; the `state` beside
it says why. Fiscal years are named by the calendar year they begin in: 2026 is 2026-04-01 to 2027-03-31.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shirube.plans.domain.terms import (
    ActionState,
    Category,
    Direction,
    DocumentKind,
    Grade,
    LogicStage,
    NoteKind,
    Relation,
)

Translations = dict[str, dict[str, str]]


class Described(BaseModel):
    """A part of the contract: what is not described here is not sent."""

    model_config = ConfigDict(extra="forbid")


class Problem(Described):
    """RFC 9457. `code` is stable and for programs, `detail` is for people, in the language of the address."""

    type: str
    title: str
    status: int
    detail: str
    code: str


class Municipality(Described):
    code: str = Field(description="全国地方公共団体コード, six digits; the leading zero is part of it")
    demonstration: bool = Field(description="True for an invented city: its figures are nobody's")


class Period(Described):
    start: int
    end: int


class PlanListEntry(Described):
    id: UUID
    slug: str
    name: str
    translations: Translations
    document_kind: DocumentKind
    period: Period
    revision: int
    changed_at: datetime
    url: str = Field(description="Where the whole plan is")


class PlanList(Described):
    municipality: Municipality
    plans: list[PlanListEntry]


class Evidence(Described):
    text: str
    link: str
    file_name: str


class Link(Described):
    name: str
    relation: Relation
    category: Category | None
    part: str
    adopted: str
    note: str


class Pillar(Described):
    id: UUID
    code: str
    slug: str
    name: str
    category: Category | None
    translations: Translations


class Responsible(Described):
    label: str
    duties: list[str]


class Note(Described):
    kind: NoteKind
    text: str


class Law(Described):
    name: str
    clause: str


class LogicStep(Described):
    """A box of the logic model; `measure` is the formula of the figure that shows it, empty where none does."""

    stage: LogicStage
    text: str
    measure: str


class Phase(Described):
    """Fiscal years, both inclusive."""

    name: str
    first_year: int
    last_year: int


class Report(Described):
    fiscal_year: int
    state: ActionState
    reason: str
    reported_at: datetime
    evidence: list[Evidence]


class Action(Described):
    id: UUID
    code: str
    name: str
    translations: Translations
    phases: list[Phase]
    reports: list[Report] = Field(description="Newest fiscal year first")


class FiscalYearValue(Described):
    fiscal_year: int
    value: float | None
    state: Literal["known", "unknown"]


class Reading(Described):
    id: UUID
    measured_on: date
    value: float
    source: str
    note: str
    entered_at: datetime
    evidence: list[Evidence]


class Kpi(Described):
    id: UUID
    code: str
    name: str
    unit: str
    decimals: int
    direction: Direction
    formula: str
    measure: str = Field(
        description="The code of the measure of a running service that feeds this KPI, or empty"
    )
    translations: Translations
    grade: Grade
    baseline: FiscalYearValue | None
    target: FiscalYearValue
    intermediate: list[FiscalYearValue]
    state: Literal["measured", "not_measured"]
    newest: Reading | None
    readings: list[Reading] = Field(description="In the order of their days")


class Review(Described):
    """A published annual review. `grade` is the one that holds, `grade_by_rule` what the figures alone gave."""

    id: UUID
    fiscal_year: int
    achievements: str
    issues: str
    next_steps: str
    grade: Grade
    grade_by_rule: Grade
    override_reason: str
    published_at: datetime | None
    evidence: list[Evidence]


class Initiative(Described):
    id: UUID
    code: str
    slug: str
    title: str
    summary: str
    pillar_code: str | None
    category: Category | None
    dx_mark: bool
    dx_mark_basis: str
    translations: Translations
    grade: Grade
    responsible: list[Responsible]
    notes: list[Note]
    laws: list[Law]
    logic: list[LogicStep]
    actions: list[Action]
    kpis: list[Kpi]
    reviews: list[Review] = Field(description="Newest fiscal year first")


class Plan(Described):
    """The whole plan with everything published about it, graded as of `graded_on`."""

    id: UUID
    slug: str
    name: str
    document_kind: DocumentKind
    adopted: str = Field(description="As precise as the document: 2021, 2021-12 or 2021-12-24")
    philosophy: str
    progress_method: str
    kpi_note: str
    source: dict[str, str]
    notices: list[str]
    translations: Translations
    municipality: Municipality
    period: Period
    revision: int
    changed_at: datetime
    graded_on: date
    links: list[Link]
    pillars: list[Pillar]
    initiatives: list[Initiative]
