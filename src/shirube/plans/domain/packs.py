"""A plan as a pack: the YAML that cities share, what a version keeps, and what `shirube export` writes."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, model_validator

from shirube.kernel.packs import PackModel
from shirube.plans.domain.terms import Category, Direction, DocumentKind, LogicStage, NoteKind, Relation

# A plan of before 1989 or beyond 2100 is a slip of the finger.
FIRST_YEAR, LAST_YEAR = 1989, 2100
# Of readings and targets: the columns hold 14 digits before the point and 4 behind it.
LARGEST_FIGURE = Decimal(10) ** 14
_ADOPTED = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _check_slug(text: str) -> str:
    if not _SLUG.fullmatch(text):
        raise ValueError("slug")
    return text


def _check_adopted(text: str) -> str:
    if text and not _ADOPTED.fullmatch(text):
        raise ValueError("adopted")
    return text


def _plain(number: Decimal) -> Decimal:
    """77.8000 and 77.8 are one figure and must give one digest."""
    # A huge exponent would fill the memory when written out.
    if abs(number) >= LARGEST_FIGURE or number != round(number, 4):
        raise ValueError("figure_range")
    return Decimal(f"{number.normalize():f}")


# Lengths are those of the columns: PostgreSQL refuses a longer text with an error nobody can act on.
Code = Annotated[str, Field(min_length=1, max_length=20)]
Unit = Annotated[str, Field(min_length=1, max_length=20)]
PhaseName = Annotated[str, Field(min_length=1, max_length=60)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
LongName = Annotated[str, Field(min_length=1, max_length=160)]
Line = Annotated[str, Field(max_length=300)]
Slug = Annotated[str, Field(max_length=40), AfterValidator(_check_slug)]
KpiCode = Annotated[str, Field(max_length=60), AfterValidator(_check_slug)]
FiscalYear = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR, strict=True)]
Adopted = Annotated[str, AfterValidator(_check_adopted)]
Figure = Annotated[Decimal, AfterValidator(_plain)]
PackTranslations = dict[Literal["en", "ja-easy"], dict[str, str]]


class PackPeriod(PackModel):
    start: FiscalYear
    end: FiscalYear

    @model_validator(mode="after")
    def _in_order(self) -> PackPeriod:
        if self.end < self.start:
            raise ValueError("period_reversed")
        return self


class PackSource(PackModel):
    title: str
    published: Adopted = ""
    publisher: str = ""
    note: str = ""


class PackLink(PackModel):
    name: Name
    relation: Relation
    category: Category | None = None
    part: Annotated[str, Field(max_length=200)] = ""
    adopted: Adopted = ""
    note: str = ""


class PackPillar(PackModel):
    code: Code
    slug: Slug
    name: Name
    category: Category | None = None
    translations: PackTranslations = {}


class PackResponsible(PackModel):
    section: str | None = None
    label: Name
    duties: list[str] = []


class PackNote(PackModel):
    kind: NoteKind
    text: Annotated[str, Field(min_length=1)]


class PackLaw(PackModel):
    name: LongName
    clause: Annotated[str, Field(max_length=160)] = ""


class PackLogicStep(PackModel):
    """A box of the logic model; `measure` is the formula of the figure that shows it, as with KPIs."""

    stage: LogicStage
    text: Annotated[str, Field(min_length=1, max_length=300)]
    measure: Annotated[str, Field(max_length=300)] | None = None


class PackPhase(PackModel):
    name: PhaseName
    first_year: FiscalYear = Field(alias="from")
    last_year: FiscalYear = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> PackPhase:
        if self.last_year < self.first_year:
            raise ValueError("period_reversed")
        return self


class PackAction(PackModel):
    code: Slug
    name: LongName
    translations: PackTranslations = {}
    phases: list[PackPhase] = []

    @model_validator(mode="after")
    def _phases_start_apart(self) -> PackAction:
        years = [phase.first_year for phase in self.phases]
        if len(set(years)) != len(years):
            raise ValueError("phase_years")
        return self


class PackValue(PackModel):
    fiscal_year: FiscalYear
    value: Figure | None


class PackTarget(PackModel):
    fiscal_year: FiscalYear
    value: Figure


class PackKpi(PackModel):
    code: KpiCode
    name: LongName
    translations: PackTranslations = {}
    unit: Unit
    decimals: int = Field(default=0, ge=0, le=4)
    direction: Direction
    baseline: PackValue | None = None
    target: PackTarget
    intermediate: list[PackTarget] = []
    formula: Line = ""
    measure: Annotated[str, Field(max_length=300)] | None = None

    @model_validator(mode="after")
    def _years_in_order(self) -> PackKpi:
        if self.baseline and self.target.fiscal_year < self.baseline.fiscal_year:
            raise ValueError("target_before_baseline")
        years = [target.fiscal_year for target in self.intermediate]
        inside = all(year < self.target.fiscal_year for year in years)
        if not inside or years != sorted(set(years)):
            raise ValueError("intermediate_years")
        return self


class PackInitiative(PackModel):
    code: Code
    slug: Slug
    pillar: str | None = None
    title: LongName
    summary: str = ""
    category: Category | None = None
    dx_mark: bool = False
    dx_mark_basis: Line = ""
    translations: PackTranslations = {}
    responsible: list[PackResponsible] = []
    notes: list[PackNote] = []
    laws: list[PackLaw] = []
    logic: list[PackLogicStep] = []
    actions: list[PackAction] = []
    kpis: list[PackKpi] = []


class PlanPack(PackModel):
    """The whole pack. Fiscal years are named by their first calendar year."""

    kind: Literal["plan"] = "plan"
    version: Literal[1] = 1
    municipality: str
    slug: Slug
    name: Name
    document_kind: DocumentKind
    adopted: Adopted = ""
    period: PackPeriod
    philosophy: Line = ""
    progress_method: str = ""
    kpi_note: str = ""
    translations: PackTranslations = {}
    source: PackSource
    notices: list[str] = []
    links: list[PackLink] = []
    pillars: list[PackPillar] = []
    initiatives: list[PackInitiative] = []

    @model_validator(mode="after")
    def _codes_are_unique(self) -> PlanPack:
        _refuse_twins("pillar", [pillar.code for pillar in self.pillars])
        _refuse_twins("pillar", [pillar.slug for pillar in self.pillars])
        _refuse_twins("initiative", [item.code for item in self.initiatives])
        _refuse_twins("initiative", [item.slug for item in self.initiatives])
        _refuse_twins("kpi", [kpi.code for item in self.initiatives for kpi in item.kpis])
        for item in self.initiatives:
            _refuse_twins("action", [action.code for action in item.actions])
        return self

    @model_validator(mode="after")
    def _pillars_exist(self) -> PlanPack:
        known = {pillar.code for pillar in self.pillars}
        for item in self.initiatives:
            if item.pillar is not None and item.pillar not in known:
                raise ValueError(f"unknown_pillar {item.pillar}")
        return self


def pack_content(pack: PlanPack) -> dict[str, object]:
    """The pack as JSON values, the same for the same pack whatever its layout was."""
    content: dict[str, Any] = pack.model_dump(mode="json", by_alias=True)
    for item in content["initiatives"]:
        # Plans that were kept before there was a logic model have the same digest without one.
        if not item["logic"]:
            del item["logic"]
    return content


def pack_digest(pack: PlanPack) -> str:
    body = json.dumps(pack_content(pack), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()


def _refuse_twins(kind: str, codes: Iterable[str]) -> None:
    twins = [code for code, times in Counter(codes).items() if times > 1]
    if twins:
        raise ValueError(f"twin_{kind} {twins[0]}")
