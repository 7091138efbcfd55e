"""The pack of a city's counter: branches, what they offer, their desks, and when one can reserve."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shirube.kernel.packs import PackModel
from shirube.kernel.words import WordsOrText

_Code = Annotated[str, Field(max_length=40, pattern=r"^[a-z][a-z0-9-]*$")]
_Clock = Annotated[str, Field(pattern=r"^\d{1,2}:[0-5]\d$")]


class PackTimes(PackModel):
    """Times on working days, cut evenly: `capacity` residents for each."""

    hours: list[tuple[_Clock, _Clock]]
    minutes: Annotated[int, Field(ge=5, le=240)] = 30
    capacity: Annotated[int, Field(ge=1, le=50)] = 1
    days_ahead: Annotated[int, Field(ge=1, le=120)] = 30
    lead_minutes: Annotated[int, Field(ge=0, le=10_080)] = 60


class PackService(PackModel):
    code: _Code
    letter: Annotated[str, Field(pattern=r"^[A-Z]$")]
    title: WordsOrText
    note: WordsOrText | None = None
    section: str
    minutes: Annotated[int, Field(ge=1, le=240)] = 10
    bring: list[WordsOrText] = []
    procedures: list[str] = []
    package: str = ""
    times: PackTimes | None = None


class PackDesk(PackModel):
    number: Annotated[int, Field(ge=1, le=999)]
    title: WordsOrText | None = None
    services: list[_Code]


class PackBranch(PackModel):
    code: _Code
    title: WordsOrText
    place: WordsOrText | None = None
    services: list[PackService]
    desks: list[PackDesk]


class CounterPack(PackModel):
    kind: Literal["counter"]
    version: int
    municipality: str
    branches: list[PackBranch]
