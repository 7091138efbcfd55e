"""The public shape of procedures in the API. A text holds `ja`, and `en` and `ja-easy` where they are written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shirube.kernel.calendar import DaysUnit
from shirube.kernel.identity import IdentityLevel
from shirube.procedures.domain.reception import Refusal, State

Text = dict[str, str]


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
    demonstration: bool = Field(description="True for an invented city")


class Section(Described):
    code: str
    name: str


class Reception(Described):
    state: State
    opens_on: date | None
    closes_on: date | None = Field(description="The last day of it")
    receiving: bool = Field(description="Whether applications are received online today")
    refusal: Refusal | None = Field(description="Why not")


class ProcedureEntry(Described):
    id: UUID
    code: str
    number: int | None = Field(description="Of the 28 municipal procedures; null for a city's own")
    name: Text
    short: Text
    section: Section | None
    level: IdentityLevel
    reception: Reception
    url: str


class Law(Described):
    law: str
    article: str


class StandardPeriod(Described):
    days: int
    unit: DaysUnit


class Procedure(ProcedureEntry):
    summary: Text
    who: Text
    when: Text
    bring: list[Text]
    fee_yen: int
    standard_period: StandardPeriod | None
    legal_basis: list[Law]
    representative: bool
    other_ways: dict[str, bool]
    life_events: list[str]
    retention_years: int
    changed_at: datetime
    form_version: int | None = Field(description="The version of the form in force")
    form_schema: dict[str, Any] | None = Field(description="JSON Schema (2020-12) of the answers")


class ProcedureList(Described):
    municipality: Municipality
    procedures: list[ProcedureEntry]
