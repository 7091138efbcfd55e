"""Packs of this room: a house with its rooms, a course with its form and sessions."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from shirube.kernel.packs import PackModel
from shirube.kernel.words import WordsOrText
from shirube.venues.domain.facts import Code, CourseFacts, FacilityFacts, Minute, RoomFacts


class FacilityPack(FacilityFacts):
    kind: Literal["facility"]
    version: Literal[1]
    municipality: str
    section: str = ""
    position: Annotated[int, Field(ge=0, le=1000)] = 0
    rooms: Annotated[list[RoomFacts], Field(min_length=1, max_length=60)]

    @property
    def facts(self) -> FacilityFacts:
        return FacilityFacts.model_validate(self.model_dump(include=set(FacilityFacts.model_fields)))

    @model_validator(mode="after")
    def _rooms_differ(self) -> Self:
        codes = [one.code for one in self.rooms]
        if len(set(codes)) < len(codes):
            raise ValueError("repeated")
        return self


class SessionPack(PackModel):
    """Held on a day, in a room of the city's (`facility` and `room`) or at a `place` said in words."""

    code: Code
    title: WordsOrText | None = None
    day: date
    starts: Minute
    ends: Minute
    seats: Annotated[int, Field(ge=1, le=100_000, strict=True)]
    facility: str = ""
    room: str = ""
    place: WordsOrText | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if self.starts >= self.ends:
            raise ValueError("ends_before_it_starts")
        if (self.place is None) == (not (self.facility and self.room)):
            raise ValueError("session_place")
        return self


class CoursePack(CourseFacts):
    kind: Literal["course"]
    version: Literal[1]
    municipality: str
    section: str = ""
    form: dict[str, Any] | None = None
    sessions: Annotated[list[SessionPack], Field(max_length=500)] = []

    @property
    def facts(self) -> CourseFacts:
        return CourseFacts.model_validate(self.model_dump(include=set(CourseFacts.model_fields)))

    @model_validator(mode="after")
    def _sessions_differ(self) -> Self:
        codes = [one.code for one in self.sessions]
        if len(set(codes)) < len(codes):
            raise ValueError("repeated")
        return self
