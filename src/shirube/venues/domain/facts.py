"""What a city says of its halls and courses, as their packs write it."""

from __future__ import annotations

import itertools
import re
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from shirube.kernel.packs import PackModel
from shirube.kernel.words import Words, WordsOrText

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)")
MIDNIGHT = 24 * 60
TOPICS = ("smartphone", "culture", "health", "children", "disaster", "community", "other")
Topic = Literal["smartphone", "culture", "health", "children", "disaster", "community", "other"]


def _check_code(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise ValueError("venue_code")
    return code


def _minutes_of(value: Any) -> Any:
    """ "9:30" is 570 minutes after midnight; "24:00" is the end of the day."""
    found = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return value
    minutes = int(found[1]) * 60 + int(found[2])
    return minutes if minutes <= MIDNIGHT else value


Code = Annotated[str, Field(max_length=40), AfterValidator(_check_code)]
Yen = Annotated[int, Field(ge=0, le=10_000_000, strict=True)]
Minute = Annotated[int, Field(ge=0, le=MIDNIGHT), BeforeValidator(_minutes_of)]
_Short = Annotated[str, Field(max_length=200)]
_ConfirmDays = Annotated[int, Field(ge=1, le=60, strict=True)]
_DayOfMonth = Annotated[int, Field(ge=1, le=28, strict=True)]
Percent = Annotated[int, Field(ge=0, le=1000, strict=True)]


class Place(PackModel):
    """The ten location columns that the national data sets share; `address` (所在地_連結表記) alone is required."""

    municipality_code: Annotated[str, Field(pattern=r"^(\d{6})?$")] = ""
    town_id: _Short = ""
    address: Annotated[str, Field(min_length=1, max_length=200)]
    prefecture: _Short = ""
    city: _Short = ""
    town: _Short = ""
    street: _Short = ""
    building: _Short = ""
    latitude: Annotated[Decimal, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[Decimal, Field(ge=-180, le=180)] | None = None


class FeeClass(PackModel):
    """Who pays how much of the fee that stands at a block: 市外の人 150 %."""

    code: Code
    title: WordsOrText
    percent: Percent = 100


class Reduction(PackModel):
    """A reason to pay less (減免) that one may ask for; staff decide. `percent_off` 100 is 免除."""

    code: Code
    title: WordsOrText
    percent_off: Annotated[int, Field(ge=1, le=100, strict=True)]


class Block(PackModel):
    """A part of the day that a room is given out for: 午前 9:00–12:00."""

    code: Code
    title: WordsOrText
    starts: Minute
    ends: Minute
    fee_yen: Yen

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.starts >= self.ends:
            raise ValueError("ends_before_it_starts")
        return self


class Equipment(PackModel):
    """What may be used with a room, charged for each block."""

    code: Code
    title: WordsOrText
    fee_yen: Yen


class LotteryPeriod(PackModel):
    """Days of use that are given out by lottery: entries from…until, drawn on a day; what is left is open after it."""

    use_from: date
    use_until: date
    enter_from: date
    enter_until: date
    drawn_on: date
    confirm_days: _ConfirmDays = 7

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        days = [self.enter_from, self.enter_until, self.drawn_on, self.use_from, self.use_until]
        if days != sorted(days):
            raise ValueError("days_out_of_order")
        return self


class MonthlyLottery(PackModel):
    """Every month of use by lottery: so many months before it, entries from…until a day, drawn on a day."""

    months_before: Annotated[int, Field(ge=1, le=11, strict=True)]
    enter_from_day: _DayOfMonth = 1
    enter_until_day: _DayOfMonth
    drawn_day: _DayOfMonth
    confirm_days: _ConfirmDays = 7

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.enter_from_day <= self.enter_until_day <= self.drawn_day:
            raise ValueError("days_out_of_order")
        return self


class RoomFacts(PackModel):
    code: Code
    title: WordsOrText
    about: WordsOrText | None = None
    people: Annotated[int, Field(ge=1, le=100_000, strict=True)]
    area_m2: Annotated[int, Field(ge=1, le=100_000, strict=True)] | None = None
    floor: _Short = ""
    blocks: Annotated[list[Block], Field(min_length=1, max_length=12)]
    equipment: Annotated[list[Equipment], Field(max_length=30)] = []
    months_ahead: Annotated[int, Field(ge=1, le=12, strict=True)] = 2
    book_until_days: Annotated[int, Field(ge=0, le=90, strict=True)] = 1
    cancel_until_days: Annotated[int, Field(ge=0, le=90, strict=True)] = 1
    needs_approval: bool = False
    lotteries: Annotated[list[LotteryPeriod], Field(max_length=24)] = []
    monthly_lottery: MonthlyLottery | None = None
    # Fee classes that are drawn before all others.
    lottery_first: Annotated[list[Code], Field(max_length=10)] = []
    # A number published after the closing that joins the city's own; empty: the city's alone.
    lottery_source: _Short = ""

    @model_validator(mode="after")
    def _blocks_apart(self) -> Self:
        ordered = sorted(self.blocks, key=lambda one: one.starts)
        if any(one.ends > after.starts for one, after in itertools.pairwise(ordered)):
            raise ValueError("blocks_overlap")
        return self

    def block(self, code: str) -> Block | None:
        return next((one for one in self.blocks if one.code == code), None)

    def block_at(self, minute: int) -> Block | None:
        """The block that begins so many minutes after midnight."""
        return next((one for one in self.blocks if one.starts == minute), None)


class FacilityFacts(PackModel):
    """A house with rooms. Texts in Japanese only are columns of the national data set."""

    code: Code
    title: WordsOrText
    kana: _Short = ""
    common_name: _Short = ""
    poi_code: _Short = ""
    category: _Short = ""
    place: Place
    postal_code: Annotated[str, Field(pattern=r"^(\d{3}-\d{4})?$")] = ""
    phone: _Short = ""
    mail: _Short = ""
    contact_note: _Short = ""
    corporate_number: Annotated[str, Field(pattern=r"^(\d{13})?$")] = ""
    organisation: _Short = ""
    opens: Minute = 9 * 60
    closes: Minute = 21 * 60
    closed_weekdays: Annotated[list[Annotated[int, Field(ge=0, le=6)]], Field(max_length=6)] = []
    closed_on_holidays: bool = False
    hours_note: WordsOrText | None = None
    about: WordsOrText
    barrier_free: WordsOrText | None = None
    pay_at: WordsOrText
    url: Annotated[str, Field(pattern=r"^(https?://\S{1,300})?$")] = ""
    note: _Short = ""
    fee_classes: Annotated[list[FeeClass], Field(min_length=1, max_length=10)]
    reductions: Annotated[list[Reduction], Field(max_length=20)] = []
    rounding_yen: Annotated[int, Field(ge=1, le=1000, strict=True)] = 10

    def fee_class(self, code: str) -> FeeClass | None:
        return next((one for one in self.fee_classes if one.code == code), None)

    def reduction(self, code: str) -> Reduction | None:
        return next((one for one in self.reductions if one.code == code), None)


class CourseFacts(PackModel):
    """A course or an event: what is the same for all its sessions."""

    code: Code
    title: WordsOrText
    kana: _Short = ""
    is_event: bool = False
    topic: Topic = "other"
    summary: WordsOrText
    target: WordsOrText
    bring: WordsOrText | None = None
    teacher: WordsOrText | None = None
    contact: WordsOrText | None = None
    fee_yen: Yen = 0
    pay_at: WordsOrText | None = None
    seats_each: Annotated[int, Field(ge=1, le=20, strict=True)] = 1
    book_until_hours: Annotated[int, Field(ge=0, le=2000, strict=True)] = 24
    has_waiting_list: bool = True
    asks_age: bool = True
    gives_certificate: bool = False
    url: Annotated[str, Field(pattern=r"^(https?://\S{1,300})?$")] = ""

    @model_validator(mode="after")
    def _payment_has_a_place(self) -> Self:
        if self.fee_yen and self.pay_at is None:
            raise ValueError("fee_without_a_place_to_pay")
        return self


def clock(minute: int) -> str:
    """9:30 from 570."""
    return f"{minute // 60}:{minute % 60:02}"


def time_of(minute: int) -> time:
    """ValueError for the end of the day, which is no time of that day."""
    return time(minute // 60, minute % 60)


__all__ = ["TOPICS", "Block", "CourseFacts", "Equipment", "FacilityFacts", "FeeClass", "LotteryPeriod", "MonthlyLottery", "Place",
           "Reduction", "RoomFacts", "Topic", "Words", "clock", "time_of"]  # fmt: skip
