"""Invented bookings of halls and classes for the demonstration city, made through the same commands that people use.

Days are counted from the day of loading, so that there is always something to come. Loading again changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from shirube.accounts.interface import SYSTEM
from shirube.bookings import interface as bookings
from shirube.config.demonstration import NotADemonstrationError
from shirube.config.demonstration_lotteries import DemoLottery, hold_lottery
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.packs import PackModel
from shirube.kernel.words import WordsOrText
from shirube.organizations import interface as organizations
from shirube.venues import interface as venues
from shirube.venues.domain.days import moment_of
from shirube.venues.models import Attendance, Course, Entry, Room, Session

_WEEK = timedelta(days=7)
_LONGEST_WAIT = 21


class DemoGuest(PackModel):
    """Somebody invented who enters a session or, with `waits`, its waiting list."""

    name: str
    mail: str = ""
    phone: str = ""
    age: venues.AgeGroup = venues.AgeGroup.UNKNOWN
    people: int = 1
    answers: dict[str, Any] = {}
    waits: bool = False


class DemoSession(PackModel):
    """A session so many days after loading."""

    course: str
    code: str
    in_days: int = Field(ge=2, le=300)
    starts: str
    ends: str
    seats: int
    facility: str = ""
    room: str = ""
    place: WordsOrText | None = None
    guests: list[DemoGuest] = []


class DemoAttendance(PackModel):
    """Who came to a session of the past."""

    course: str
    session: str
    came: dict[venues.AgeGroup, int]


class DemoRental(PackModel):
    """A room taken on the first day from `in_days` on which these blocks are free; below 0 it lies in the past."""

    facility: str
    room: str
    in_days: int = Field(ge=-30, le=200)
    blocks: list[str]
    name: str
    mail: str
    people: int
    purpose: str
    fee_class: str = "resident"
    equipment: list[str] = []
    reduction: str = ""
    reason: str = ""


class DemoVenuesPack(PackModel):
    kind: Literal["demonstration_venues"]
    version: Literal[1]
    municipality: str
    history_days: int = Field(0, ge=0, le=60)
    sessions: list[DemoSession] = []
    attendance: list[DemoAttendance] = []
    rentals: list[DemoRental] = []
    lotteries: list[DemoLottery] = []


@dataclass(frozen=True, slots=True)
class _Stage:
    municipality_id: UUID
    now: datetime

    @property
    def look(self) -> dict[str, Any]:
        return {"municipality_id": self.municipality_id}

    def act(self, now: datetime | None = None) -> dict[str, Any]:
        return {"municipality_id": self.municipality_id, "actor": SYSTEM, "now": now or self.now}


def load_demonstration_venues(
    *, municipality: organizations.MunicipalitySummary, pack: DemoVenuesPack, now: datetime
) -> None:
    """Hold the sessions, fill them, take the rooms, and draw the lotteries."""
    if not municipality.demonstration:
        raise NotADemonstrationError(municipality.code)
    stage = _Stage(municipality.id, now)
    for attended in pack.attendance:
        _record(stage, attended)
    for session in pack.sessions:
        _hold(stage, session)
    _open_the_past(stage, pack)
    for number, rental in enumerate(pack.rentals, 1):
        _rent(stage, rental, f"demonstration-rental-{number}")
    for lottery in pack.lotteries:
        hold_lottery(municipality_id=municipality.id, wanted=lottery, now=now)


def _record(stage: _Stage, attended: DemoAttendance) -> None:
    session = Session.objects.get(**stage.look, course__code=attended.course, code=attended.session)
    if not Attendance.objects.filter(**stage.look, session=session).exists():
        venues.add_attendees(**stage.act(session.ends_at), session_id=session.pk, counts=attended.came)


def _hold(stage: _Stage, wanted: DemoSession) -> None:
    """A session that stands there keeps its day, also where the packs are loaded again later."""
    course = Course.objects.get(**stage.look, code=wanted.course)
    row = Session.objects.filter(**stage.look, course=course, code=wanted.code).first()
    session_id = row.pk if row else _add(stage, course, wanted)
    if row is None or (row.slot_id is None and row.starts_at > stage.now):
        venues.connect_session(**stage.act(), session_id=session_id)
    for number, guest in enumerate(wanted.guests, 1):
        _enter(stage, course, session_id, guest, f"demonstration-{wanted.code}-{number}")


def _add(stage: _Stage, course: Course, wanted: DemoSession) -> UUID:
    day = japan_date(stage.now) + timedelta(days=wanted.in_days)
    content = wanted.model_dump(include={"code", "starts", "ends", "seats", "facility", "room"})
    pack = venues.SessionPack.model_validate({**content, "day": day, "place": wanted.place})
    room = Room.objects.filter(**stage.look, code=wanted.room, facility__code=wanted.facility).first()
    entry = venues.session_entry(pack, room.pk if room else None)
    return venues.add_session(**stage.act(), course_id=course.pk, entry=entry)


def _enter(stage: _Stage, course: Course, session_id: UUID, guest: DemoGuest, key: str) -> None:
    if Entry.objects.filter(**stage.look, key=key).exists():
        return
    today = japan_date(stage.now)
    version = (
        forms.find_current_version(**stage.look, code=course.form_code, on=today)
        if course.form_code
        else None
    )
    wish = venues.EntryWish(
        quantity=guest.people,
        age_group=guest.age,
        form_version_id=version.id if version else None,
        answers=guest.answers,
    )
    booker = bookings.Booker(name=guest.name, mail=guest.mail, phone=guest.phone)
    enter = venues.wait_for_session if guest.waits else venues.enter_session
    enter(**stage.look, session_id=session_id, wish=wish, booker=booker, key=key, actor=booker, now=stage.now)


def _open_the_past(stage: _Stage, pack: DemoVenuesPack) -> None:
    """Blocks of the weeks before, so that there is a use of rooms to measure."""
    past = stage.now - timedelta(days=pack.history_days)
    taken = {rental.room for rental in pack.rentals if rental.in_days < 0}
    for room in Room.objects.filter(**stage.look, code__in=taken):
        venues.connect_room(**stage.act(past), room_id=room.pk)
        venues.connect_room(**stage.act(), room_id=room.pk)


def _rent(stage: _Stage, rental: DemoRental, key: str) -> None:
    _, room = venues.get_room(**stage.look, code=rental.facility, room_code=rental.room)
    day = japan_date(stage.now) + timedelta(days=rental.in_days)
    # What lies in the past was booked a week before.
    now = min(stage.now, moment_of(day, 0) - _WEEK) if rental.in_days < 0 else stage.now
    slots = _free_slots(stage, room, rental, day, now)
    if not slots:
        return
    wish = venues.RoomWish(
        fee_class=rental.fee_class,
        people=rental.people,
        equipment=tuple(rental.equipment),
        reduction=rental.reduction,
        purpose=rental.purpose,
        reason=rental.reason,
    )
    facts: dict[str, Any] = {"room_id": room.id, "slot_ids": slots, "wish": wish}
    told = venues.quote_room(**stage.look, **facts, now=now)
    booker = bookings.Booker(name=rental.name, mail=rental.mail)
    venues.book_room(
        **stage.look, **facts, seen_yen=told.full_yen, booker=booker, key=key, actor=booker, now=now
    )


def _free_slots(
    stage: _Stage, room: venues.RoomView, rental: DemoRental, day: date, now: datetime
) -> Sequence[UUID]:
    """The blocks on the first day from `day` on which all of them are free; houses are closed on some days."""
    found = bookings.list_slots(
        **stage.look,
        resource_ids=[room.resource_id] if room.resource_id else [],
        since=moment_of(day, 0),
        until=moment_of(day + timedelta(days=_LONGEST_WAIT), 0),
        now=now,
    )
    days: dict[date, list[UUID]] = {}
    free = {bookings.SlotState.FREE, bookings.SlotState.FEW}
    for slot in found:
        if slot.label in rental.blocks and slot.state in free:
            days.setdefault(japan_date(slot.starts_at), []).append(slot.id)
    return next((ids for ids in days.values() if len(ids) == len(rental.blocks)), [])
