"""Meetings as a pack: the body that met and its meetings, as a document tells of them or a demonstration invents them."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from shirube.headquarters.domain.terms import (
    BodyKind,
    Ground,
    ItemKind,
    MeetingState,
    Outcome,
    Presence,
    SeatRole,
    TaskState,
)
from shirube.kernel.packs import InvalidPackError, PackModel, problems_of

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
Name = Annotated[str, Field(max_length=100)]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Text = Annotated[str, Field(max_length=20_000)]
# A day; or, for a demonstration that shall not grow old, the number of days from the day of loading.
Day = date | Annotated[int, Field(ge=-4000, le=4000)]


class PackSeat(PackModel):
    role: SeatRole
    post: Annotated[str, Field(min_length=1, max_length=100)]
    name: Name = ""
    section: str = ""
    begins_on: Day
    ends_on: Day | None = None


class PackBody(PackModel):
    code: Slug
    kind: BodyKind
    name: Annotated[str, Field(min_length=1, max_length=100)]
    purpose: Text = ""
    rule: Annotated[str, Field(max_length=200)] = ""
    is_public: bool = True
    seats: list[PackSeat] = []


class PackFigure(PackModel):
    """`value` as it is written; "" where the document has none."""

    label: Annotated[str, Field(min_length=1, max_length=100)]
    value: Annotated[str, Field(max_length=40)] = ""
    unit: Annotated[str, Field(max_length=20)] = ""
    note: Annotated[str, Field(max_length=200)] = ""


class PackPoint(PackModel):
    code: Annotated[str, Field(min_length=1, max_length=10)]
    text: Annotated[str, Field(min_length=1, max_length=1000)]


class PackDecision(PackModel):
    outcome: Outcome
    wording: Annotated[str, Field(min_length=1, max_length=4000)]
    points: list[PackPoint] = []


class PackStep(PackModel):
    """`state` unknown: the document says nothing of what came of it."""

    text: Annotated[str, Field(min_length=1, max_length=400)]
    section: str = ""
    person: Name = ""
    due_on: Day | None = None
    due_words: Annotated[str, Field(max_length=60)] = ""
    state: TaskState = TaskState.UNKNOWN
    result: Annotated[str, Field(max_length=400)] = ""


class PackAbout(PackModel):
    """What the item is about, as the room's registry knows it: plan, register, measures."""

    kind: Annotated[str, Field(min_length=1, max_length=40)]
    key: Annotated[str, Field(min_length=1, max_length=200)]


class PackItem(PackModel):
    kind: ItemKind
    title: Title
    section: str = ""
    about: PackAbout | None = None
    points: Text = ""
    future: Text = ""
    other: Text = ""
    notes: Text = ""
    figures: list[PackFigure] = []
    attachments: list[Title] = []
    decision: PackDecision | None = None
    steps: list[PackStep] = []
    withheld: Ground | None = None
    withheld_note: Annotated[str, Field(max_length=200)] = ""


class PackMeeting(PackModel):
    """`state` held: its minutes are published, from its items."""

    session: Annotated[str, Field(min_length=1, max_length=60)]
    held_on: Day
    starts: time
    ends: time | None = None
    place: Name = ""
    state: Literal[MeetingState.PLANNED, MeetingState.HELD] = MeetingState.HELD
    is_announced: bool = True
    attended: dict[str, Presence] = {}
    items: list[PackItem] = []

    @model_validator(mode="after")
    def _only_a_held_meeting_decided(self) -> PackMeeting:
        if self.state is MeetingState.PLANNED and any(item.decision for item in self.items):
            raise ValueError("decided_before_it_was_held")
        if self.ends is not None and self.ends <= self.starts:
            raise ValueError("ends_before_it_starts")
        return self


class PackSource(PackModel):
    title: Annotated[str, Field(max_length=200)] = ""
    note: Annotated[str, Field(max_length=500)] = ""


class MeetingsPack(PackModel):
    kind: Literal["meetings"] = "meetings"
    version: Literal[1] = 1
    municipality: str
    body: PackBody
    source: PackSource = PackSource()
    meetings: list[PackMeeting] = []


def parse_meetings_pack(content: object) -> MeetingsPack:
    """The pack, or InvalidPackError with every problem found."""
    try:
        return MeetingsPack.model_validate(content)
    except ValidationError as error:
        raise InvalidPackError(problems_of(error)) from error


def day_of(given: Day, today: date) -> date:
    return today + timedelta(days=given) if isinstance(given, int) else given


def find_day(given: Day | None, today: date) -> date | None:
    return None if given is None else day_of(given, today)
