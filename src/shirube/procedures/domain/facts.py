"""What a catalogue says of one procedure, in the shape of a pack."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from shirube.kernel.calendar import DaysUnit
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.packs import PackModel
from shirube.kernel.words import Words, WordsOrText

CODE = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
LIFE_EVENT = r"^[a-z][a-z0-9_]*$"
# Pages of the catalogue, residents' and staff's, lie beside the procedures.
RESERVED = frozenset({"search", "sections", "letters", "new"})


def _free(code: str) -> str:
    if code in RESERVED:
        raise ValueError("reserved_slug")
    return code


Code = Annotated[str, Field(max_length=60, pattern=CODE), AfterValidator(_free)]
Yen = Annotated[int, Field(ge=0, le=10_000_000, strict=True)]
Days = Annotated[int, Field(ge=1, le=1000, strict=True)]
ShortText = Annotated[str, Field(min_length=1, max_length=200)]


class PerPerson(StrEnum):
    ONCE = "once"
    MANY = "many"


class LegalBasis(PackModel):
    law: ShortText
    article: Annotated[str, Field(max_length=200)] = ""


class OtherWays(PackModel):
    """The ways beside the online one; none of them is second best."""

    paper: bool = False
    phone: bool = False
    counter: bool = False
    post: bool = False


class DecisionDocument(PackModel):
    title: WordsOrText
    body: WordsOrText
    download_days: Days = 60


class ExportColumn(PackModel):
    header: ShortText
    value: ShortText


class Export(PackModel):
    """The file for the core system: one row for each accepted case."""

    encoding: Literal["cp932", "utf-8", "utf-8-sig"] = "utf-8"
    columns: Annotated[list[ExportColumn], Field(min_length=1, max_length=200)]


class Window(PackModel):
    """When applications are received. `closes_on` is the last day of it; None has no end on that side."""

    opens_on: date | None = None
    closes_on: date | None = None
    per_person: PerPerson = PerPerson.MANY

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.opens_on and self.closes_on and self.closes_on < self.opens_on:
            raise ValueError(f"window_reversed {self.closes_on}")
        return self


def _unique(values: list[str]) -> list[str]:
    if len(set(values)) < len(values):
        raise ValueError("repeated")
    return values


def _days_of(content: Any) -> Any:
    return "calendar" if content is None else content


class Facts(PackModel):
    """The entry of a catalogue. `standard_days` is the standard processing period (行政手続法第6条)."""

    code: Code
    number: Annotated[int, Field(ge=1, le=999, strict=True)] | None = None
    # Readings of the plain name, for the list in the order of the syllabary.
    kana: Annotated[str, Field(max_length=200, pattern=r"^[ぁ-んー]*$")] = ""
    name: WordsOrText
    short: WordsOrText
    summary: WordsOrText
    who: WordsOrText
    when: WordsOrText
    bring: Annotated[list[WordsOrText], Field(max_length=30)] = []
    fee_yen: Yen = 0
    fee_note: WordsOrText | None = None
    standard_days: Days | None = None
    standard_days_unit: Annotated[DaysUnit, BeforeValidator(_days_of)] = DaysUnit.CALENDAR
    legal_basis: Annotated[list[LegalBasis], Field(max_length=20)] = []
    level: IdentityLevel = IdentityLevel.NONE
    representative: bool = False
    section_kind: Annotated[str, Field(max_length=80)] = ""
    # Telephone, mail and hours of the section, as the city writes them; no pack knows them.
    contact: WordsOrText | None = None
    other_ways: OtherWays = OtherWays()
    life_events: Annotated[
        list[Annotated[str, Field(max_length=40, pattern=LIFE_EVENT)]], AfterValidator(_unique)
    ] = []
    search_words: Annotated[list[ShortText], Field(max_length=60)] = []
    route: Annotated[list[Annotated[str, Field(max_length=40, pattern=LIFE_EVENT)]], Field(max_length=5)] = []
    results: Annotated[list[Literal["decided", "rejected"]], Field(min_length=1)] = ["decided", "rejected"]
    document: DecisionDocument | None = None
    retention_years: Annotated[int, Field(ge=1, le=50, strict=True)] = 5
    export: Export | None = None
    reception: Window = Window()

    @property
    def bring_words(self) -> Sequence[Words]:
        return self.bring


def dump_facts(facts: Facts) -> dict[str, Any]:
    """Every key with a plain value, as rows keep it and layers compare it."""
    return facts.model_dump(mode="json", by_alias=True)
