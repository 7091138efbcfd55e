"""Invented activity for the demonstration city: what its people did, and when."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from pydantic import AwareDatetime

from shirube.kernel.packs import PackModel
from shirube.plans.domain.packs import FiscalYear
from shirube.plans.domain.terms import ActionState, Grade, ReviewMove


class DemoPerson(PackModel):
    key: str
    name: str
    kana: str
    email: str
    role: str
    section: str | None = None


class DemoResident(PackModel):
    """A resident with an account, who signs in with a code by mail like everyone."""

    email: str
    name: str
    kana: str
    language: Literal["ja", "en", "ja-easy"] = "ja"


class DemoReading(PackModel):
    kpi: str
    measured_on: date
    value: Decimal
    source: str
    note: str = ""
    by: str
    at: AwareDatetime


class DemoReport(PackModel):
    initiative: str
    action: str
    fiscal_year: FiscalYear
    state: ActionState
    reason: str = ""
    by: str
    at: AwareDatetime


class DemoOverride(PackModel):
    grade: Grade
    reason: str


class DemoStep(PackModel):
    move: ReviewMove
    by: str
    at: AwareDatetime
    comment: str = ""


class DemoReview(PackModel):
    initiative: str
    fiscal_year: FiscalYear
    achievements: str
    issues: str = ""
    next_steps: str = ""
    override: DemoOverride | None = None
    steps: list[DemoStep]


class DemoOoda(PackModel):
    initiative: str
    observed: str
    oriented: str
    decided: str
    acted: str = ""
    by: str
    at: AwareDatetime


class DemoChange(PackModel):
    at: AwareDatetime
    by: str
    reason: str
    initiative: str | None = None
    kpi: str | None = None
    set: dict[str, Any]


class DemonstrationPack(PackModel):
    """Only ever loaded into a municipality that is marked as a demonstration."""

    kind: Literal["demonstration"] = "demonstration"
    version: Literal[1] = 1
    municipality: str
    people: list[DemoPerson]
    residents: list[DemoResident] = []
    readings: list[DemoReading] = []
    reports: list[DemoReport] = []
    reviews: list[DemoReview] = []
    ooda: list[DemoOoda] = []
    changes: list[DemoChange] = []
