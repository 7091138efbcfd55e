"""The whole of a plan as plain values: what pages, files, the API and versions are all made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from shirube.plans.domain.terms import (
    ActionState,
    Category,
    Direction,
    DocumentKind,
    Grade,
    LogicStage,
    NoteKind,
    Relation,
    ReviewState,
)

Translations = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """Fiscal years, both inclusive."""

    name: str
    first_year: int
    last_year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceItem:
    text: str = ""
    link: str = ""
    file_id: UUID | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """How an action stood in a fiscal year."""

    fiscal_year: int
    state: ActionState
    reason: str
    reported_at: datetime
    evidence: tuple[EvidenceItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionItem:
    id: UUID
    code: str
    name: str
    translations: Translations = field(default_factory=dict)
    phases: tuple[Phase, ...] = ()
    # Newest fiscal year first, one a year.
    reports: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value in a fiscal year; None where the document prints no figure."""

    fiscal_year: int
    value: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingItem:
    """`was` is the value before a correction. What a measure brought is `is_measured`, until a person confirms it."""

    id: UUID
    measured_on: date
    value: Decimal
    source: str
    note: str
    entered_at: datetime
    was: Decimal | None = None
    is_measured: bool = False
    confirmed_at: datetime | None = None
    comment: str = ""
    evidence: tuple[EvidenceItem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KpiItem:
    id: UUID
    code: str
    name: str
    unit: str
    decimals: int
    direction: Direction
    baseline: Value | None
    target: Value
    intermediate: tuple[Value, ...] = ()
    formula: str = ""
    measure: str = ""
    translations: Translations = field(default_factory=dict)
    # In the order of their days; corrected readings are left out.
    readings: tuple[ReadingItem, ...] = ()
    grade: Grade = Grade.CANNOT_JUDGE


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibleItem:
    label: str
    section_id: UUID | None = None
    duties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    name: str
    clause: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogicStep:
    """A box of the logic model. `measure` is the formula of the figure that shows it; empty where none does."""

    stage: LogicStage
    text: str
    measure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    id: UUID
    fiscal_year: int
    state: ReviewState
    achievements: str
    issues: str
    next_steps: str
    grade_by_rule: Grade
    grade_override: Grade | None
    override_reason: str
    published_at: datetime | None
    evidence: tuple[EvidenceItem, ...] = ()

    @property
    def grade(self) -> Grade:
        return self.grade_override or self.grade_by_rule


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeItem:
    id: UUID
    code: str
    slug: str
    title: str
    summary: str
    pillar_code: str | None
    category: Category | None
    dx_mark: bool
    dx_mark_basis: str
    revision: int
    translations: Translations = field(default_factory=dict)
    responsible: tuple[ResponsibleItem, ...] = ()
    notes: tuple[Note, ...] = ()
    laws: tuple[Law, ...] = ()
    logic: tuple[LogicStep, ...] = ()
    actions: tuple[ActionItem, ...] = ()
    kpis: tuple[KpiItem, ...] = ()
    # Published reviews only, newest fiscal year first.
    reviews: tuple[ReviewItem, ...] = ()
    grade: Grade = Grade.CANNOT_JUDGE


@dataclass(frozen=True, slots=True, kw_only=True)
class PillarItem:
    id: UUID
    code: str
    slug: str
    name: str
    category: Category | None
    translations: Translations = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkItem:
    name: str
    relation: Relation
    category: Category | None
    part: str
    adopted: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanDocument:
    """A plan with everything that is published about it. Fiscal years are stored as their first calendar year."""

    id: UUID
    slug: str
    name: str
    document_kind: DocumentKind
    adopted: str
    start_year: int
    end_year: int
    philosophy: str
    progress_method: str
    kpi_note: str
    source: Mapping[str, str]
    notices: tuple[str, ...]
    revision: int
    changed_at: datetime
    translations: Translations = field(default_factory=dict)
    links: tuple[LinkItem, ...] = ()
    pillars: tuple[PillarItem, ...] = ()
    initiatives: tuple[InitiativeItem, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.start_year, self.end_year + 1))

    @property
    def kpis(self) -> tuple[KpiItem, ...]:
        return tuple(kpi for initiative in self.initiatives for kpi in initiative.kpis)

    @property
    def evidence_files(self) -> frozenset[UUID]:
        """The stored files that what is published rests on."""
        owners: list[ReadingItem | Report | ReviewItem] = []
        for initiative in self.initiatives:
            owners += initiative.reviews
            owners += (reading for kpi in initiative.kpis for reading in kpi.readings)
            owners += (report for action in initiative.actions for report in action.reports)
        return frozenset(item.file_id for owner in owners for item in owner.evidence if item.file_id)

    def initiatives_of(self, pillar_code: str | None) -> tuple[InitiativeItem, ...]:
        return tuple(item for item in self.initiatives if item.pillar_code == pillar_code)


def translated(translations: Translations, language: str, name: str, original: str) -> str:
    """The text `name` in `language`, or the original where no translation is kept."""
    return translations.get(language, {}).get(name) or original
