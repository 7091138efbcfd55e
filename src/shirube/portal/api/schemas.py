"""What the API hands out of the page "DXのいま".

A figure that is not known is null and never 0. Fiscal years are named by the calendar year they begin in.
"""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shirube.headquarters.interface import Outcome
from shirube.plans.interface import ActionState, Grade

Translations = dict[str, dict[str, str]]


class Described(BaseModel):
    """A part of the contract: what is not described here is not sent."""

    model_config = ConfigDict(extra="forbid")


class Municipality(Described):
    code: str = Field(description="全国地方公共団体コード, six digits; the leading zero is part of it")
    demonstration: bool = Field(description="True for an invented city: its figures are nobody's")


class Target(Described):
    fiscal_year: int
    value: float | None


class Kpi(Described):
    """`measured`: the value came from the work itself. `confirmed_at`: a person has looked at it."""

    code: str
    name: str
    translations: Translations
    unit: str
    decimals: int
    grade: Grade
    value: float | None
    measured_on: date | None
    source: str
    formula: str
    measured: bool
    confirmed_at: datetime | None
    target: Target
    url: str


class MarkedInitiative(Described):
    """An initiative that carries the DX mark, and the ground that its plan gives for it."""

    code: str
    title: str
    translations: Translations
    grade: Grade
    basis: str
    url: str


class LateAction(Described):
    """As its section has reported it, with the reason."""

    initiative: str
    code: str
    name: str
    translations: Translations
    fiscal_year: int
    state: ActionState
    reason: str
    reported_at: datetime
    url: str


class Plan(Described):
    id: UUID
    slug: str
    name: str
    translations: Translations
    kpis: list[Kpi]
    dx_marks: list[MarkedInitiative]
    late_actions: list[LateAction]
    url: str


class DecisionPoint(Described):
    code: str
    text: str


class Decision(Described):
    """Of a meeting whose minutes are published; parts that were withheld are not here."""

    id: UUID
    decided_on: date
    meeting: str
    title: str
    outcome: Outcome
    wording: str
    points: list[DecisionPoint]
    url: str = Field(description="The page of the meeting with its minutes")


class LateItem(Described):
    """An item of a register whose open stage is past its planned day."""

    key: str
    title: str
    section: str
    stage: str
    planned: date | None
    days_late: int


class Register(Described):
    """`known_until`: the day of the document behind it; null where it is kept up to date."""

    code: str
    title: str
    items: int
    done: int
    known_until: date | None
    late_items: list[LateItem]
    url: str


class Now(Described):
    municipality: Municipality
    on: date = Field(description="The day by which grades and lateness are judged")
    plans: list[Plan]
    decisions: list[Decision] = Field(description="The newest first")
    registers: list[Register]
