"""The public shape of bookings in the API. Moments carry their time zone."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from shirube.bookings.domain.lotteries import EntryState, Stage
from shirube.bookings.domain.states import ReservationState, SlotState
from shirube.bookings.domain.turns import TurnState


class Described(BaseModel):
    """A part of the contract: what is not described here is neither sent nor taken."""

    model_config = ConfigDict(extra="forbid")


class Problem(Described):
    """RFC 9457. `code` is stable and for programs, `detail` is for people, in the language of the address."""

    type: str
    title: str
    status: int
    detail: str
    code: str


class Slot(Described):
    id: UUID
    starts_at: datetime
    ends_at: datetime
    label: str = Field(description="The code of its part of the day; empty where it has none")
    capacity: int
    free: int = Field(description="Places that can be booked at once; 0 while others wait")
    waiting: int
    state: SlotState
    opens_at: datetime = Field(description="From when on it can be booked")


class SlotList(Described):
    slots: list[Slot]


class Booker(Described):
    """Who books: a name, and an address or a telephone number."""

    name: str = Field("", max_length=100)
    mail: str = Field("", max_length=254)
    phone: str = Field("", max_length=30)


class NewReservation(Described):
    slot_ids: list[UUID] = Field(min_length=1, max_length=20)
    quantity: int = Field(1, ge=1, le=1000)
    booker: Booker = Booker()
    hold: bool = Field(False, description="Only keep the places for some minutes; confirm afterwards")  # noqa: FBT003


class Reservation(Described):
    number: str
    secret: str | None = Field(description="The code that changes and cancels it; told only to who books")
    state: ReservationState
    starts_at: datetime | None
    ends_at: datetime | None
    quantity: int
    hold_until: datetime | None


class Turn(Described):
    """A place in the line of a waiting room."""

    token: str | None = Field(description="What proves the turn; told only to who has just joined")
    state: TurnState
    ahead: int | None = Field(description="How many stand before; null until the order is drawn. Never rises")
    minutes: int | None = Field(description="By the measured pace; null where it is not measured yet")
    opens_at: datetime | None
    until: datetime | None = Field(description="Until when to come in or to book")
    ask_in: int = Field(description="After so many seconds asking again is worth it")
    words: str = Field(description="The same for people, in the language of the address")


class LotteryLine(Described):
    id: UUID
    stage: Stage
    resource_id: UUID
    use_from: date
    use_until: date
    enters_at: datetime
    closes_at: datetime
    draws_at: datetime
    opens_at: datetime
    entries: int = Field(description="How many take part so far")


class LotteryList(Described):
    lotteries: list[LotteryLine]


class LotteryClass(Described):
    code: str
    title: str
    priority: int = Field(description="All of 1 before those of 2")


class LotterySlot(Described):
    code: str = Field(description="What is wished for")
    starts_at: datetime
    ends_at: datetime


class Lottery(LotteryLine):
    commitment: str = Field(description="SHA-256 of the seed, published before the first entry")
    public_source: str
    wishes_most: int
    wins_most: int
    quantity_most: int
    classes: list[LotteryClass]
    slots: list[LotterySlot]


class NewEntry(Described):
    wishes: list[str] = Field(min_length=1, max_length=10, description="Codes of slots, the dearest first")
    quantity: int = Field(1, ge=1, le=1000)
    most: int = Field(1, ge=1, le=100, description="So many of the wishes at most")
    priority_class: str = Field(
        "", max_length=40, description="Staff look at it before the draw, and may correct it"
    )
    waits: bool = Field(True, description="Whether you want what others let go after the draw")  # noqa: FBT003
    booker: Booker


class Entry(Described):
    number: str
    secret: str | None = Field(description="The code that shows and withdraws it; told only to who enters")
    state: EntryState
    mark: str = Field(description="By which you find the entry in the published list")
    wishes: list[str]
    quantity: int
    most: int
    priority_class: str
    waits: bool
    place: int | None = Field(description="In the order of the draw; null until it is drawn")
    won: list[str]
