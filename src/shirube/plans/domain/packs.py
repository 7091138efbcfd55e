"""A plan as a pack: the YAML that cities share, what a version keeps, and what `shirube export` writes."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from shirube.kernel.packs import PackModel
from shirube.plans.domain.terms import Category, Direction, DocumentKind, NoteKind, Relation

# A plan of before 1989 or beyond 2100 is a slip of the finger.
FIRST_YEAR, LAST_YEAR = 1989, 2100
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
    return Decimal(f"{number.normalize():f}")


Slug = Annotated[str, AfterValidator(_check_slug)]
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
    name: str
    relation: Relation
    category: Category | None = None
    part: str = ""
    adopted: Adopted = ""
    note: str = ""


class PackPillar(PackModel):
    code: str
    slug: Slug
    name: str
    category: Category | None = None
    translations: PackTranslations = {}


class PackResponsible(PackModel):
    section: str | None = None
    label: str
    duties: list[str] = []


class PackNote(PackModel):
    kind: NoteKind
    text: str


class PackLaw(PackModel):
    name: str
    clause: str = ""


class PackPhase(PackModel):
    name: str
    first_year: FiscalYear = Field(alias="from")
    last_year: FiscalYear = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> PackPhase:
        if self.last_year < self.first_year:
            raise ValueError("period_reversed")
        return self


class PackAction(PackModel):
    code: Slug
    name: str
    translations: PackTranslations = {}
    phases: list[PackPhase] = []


class PackValue(PackModel):
    fiscal_year: FiscalYear
    value: Figure | None


class PackTarget(PackModel):
    fiscal_year: FiscalYear
    value: Figure


class PackKpi(PackModel):
    code: Slug
    name: str
    translations: PackTranslations = {}
    unit: str
    decimals: int = Field(default=0, ge=0, le=4)
    direction: Direction
    baseline: PackValue | None = None
    target: PackTarget
    intermediate: list[PackTarget] = []
    formula: str = ""
    measure: str | None = None

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
    code: str
    slug: Slug
    pillar: str | None = None
    title: str
    summary: str = ""
    category: Category | None = None
    dx_mark: bool = False
    dx_mark_basis: str = ""
    translations: PackTranslations = {}
    responsible: list[PackResponsible] = []
    notes: list[PackNote] = []
    laws: list[PackLaw] = []
    actions: list[PackAction] = []
    kpis: list[PackKpi] = []


class PlanPack(PackModel):
    """The whole pack. Fiscal years are named by their first calendar year."""

    kind: Literal["plan"] = "plan"
    version: Literal[1] = 1
    municipality: str
    slug: Slug
    name: str
    document_kind: DocumentKind
    adopted: Adopted = ""
    period: PackPeriod
    philosophy: str = ""
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
    content: dict[str, object] = pack.model_dump(mode="json", by_alias=True)
    return content


def pack_digest(pack: PlanPack) -> str:
    body = json.dumps(pack_content(pack), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()


def _refuse_twins(kind: str, codes: Iterable[str]) -> None:
    twins = [code for code, times in Counter(codes).items() if times > 1]
    if twins:
        raise ValueError(f"twin_{kind} {twins[0]}")
