"""Invented lotteries of the demonstration city: one that was drawn last month and can be checked, one that is open now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import Field

from shirube.accounts.interface import SYSTEM
from shirube.bookings import interface as bookings
from shirube.bookings.domain.states import ReservationState
from shirube.bookings.models import LotteryAward
from shirube.kernel.clock import japan_date
from shirube.kernel.packs import PackModel
from shirube.venues import interface as venues
from shirube.venues.domain.days import moment_of

_DAY, _TWO_HOURS = timedelta(days=1), timedelta(hours=2)
_CLASSES = (
    bookings.PriorityClass(
        code="resident",
        title={
            "ja": "市内の人・団体",
            "en": "People and groups of the city",
            "ja-easy": "市に 住んでいる 人",
        },
        facts={"fee_class": "resident"},
    ),
    bookings.PriorityClass(
        code="ticketed",
        title={
            "ja": "入場料を取る催し",
            "en": "With an entrance fee",
            "ja-easy": "入る ときに お金を もらう とき",
        },
        facts={"fee_class": "ticketed"},
    ),
    bookings.PriorityClass(
        code="outside",
        title={"ja": "市外の人・団体", "en": "From outside the city", "ja-easy": "市の 外の 人"},
        priority=2,
        facts={"fee_class": "outside"},
    ),
)


class DemoEntrant(PackModel):
    """`wishes` count the slots of the lottery from its first one, which is 0."""

    name: str
    mail: str = ""
    phone: str = ""
    fee_class: str = Field("resident", alias="class")
    wishes: list[int] = Field(min_length=1, max_length=5)

    @property
    def booker(self) -> bookings.Booker:
        return bookings.Booker(name=self.name, mail=self.mail, phone=self.phone)


class DemoLottery(PackModel):
    """Drawn so many days ago; without that, open now: the one its room's policy announced, or else one for next month."""

    facility: str
    room: str
    drawn_days_ago: int | None = Field(None, ge=20, le=60)
    entries: list[DemoEntrant]


def hold_lottery(*, municipality_id: UUID, wanted: DemoLottery, now: datetime) -> None:
    """Announce it, let people enter and, where it lies in the past, draw it and let the winners answer."""
    _, room = venues.get_room(municipality_id=municipality_id, code=wanted.facility, room_code=wanted.room)
    assert room.resource_id is not None
    is_past = wanted.drawn_days_ago is not None
    found = None if is_past else _find_open(municipality_id, room.resource_id, now)
    lottery_id = found or _announce(municipality_id, room, wanted, now)
    times = bookings.get_lottery(municipality_id=municipality_id, lottery_id=lottery_id, now=now).times
    at = times.enters_at + _DAY if is_past else max(times.enters_at, now - _TWO_HOURS)
    _enter_all(municipality_id, lottery_id, wanted, at)
    if is_past:
        _draw(municipality_id, lottery_id, times)


def _find_open(municipality_id: UUID, resource_id: UUID, now: datetime) -> UUID | None:
    """What the room's policy announced."""
    found = bookings.list_lotteries(municipality_id=municipality_id, now=now, resource_ids=[resource_id])
    return next((one.id for one in found if one.stage is bookings.Stage.OPEN), None)


def _announce(municipality_id: UUID, room: venues.RoomView, wanted: DemoLottery, now: datetime) -> UUID:
    """Loaded again it is the one of the first time, whatever day it is."""
    today = japan_date(now)
    # Days from the draw: entries, closing, draw, opening to all, first and last day of use.
    draw = today - timedelta(days=wanted.drawn_days_ago) if wanted.drawn_days_ago else today + 17 * _DAY
    assert room.resource_id is not None
    return bookings.announce_lottery(
        municipality_id=municipality_id,
        resource_ids=[room.resource_id],
        announcement=bookings.Announcement(
            use_from=draw + 14 * _DAY,
            use_until=draw + 42 * _DAY,
            times=bookings.LotteryTimes(
                enters_at=moment_of(draw - 28 * _DAY, 0),
                closes_at=moment_of(draw - 3 * _DAY, 0),
                draws_at=moment_of(draw, 10 * 60),
                opens_at=moment_of(draw + 12 * _DAY, 9 * 60),
            ),
            rules=bookings.LotteryRules(classes=_CLASSES),
            public_source="" if wanted.drawn_days_ago else room.facts.lottery_source,
        ),
        key=f"demonstration-{wanted.facility}-{wanted.room}",
        actor=SYSTEM,
        now=min(now, moment_of(draw - 30 * _DAY, 9 * 60)),
    )


def _enter_all(municipality_id: UUID, lottery_id: UUID, wanted: DemoLottery, at: datetime) -> None:
    slots = bookings.list_lottery_slots(municipality_id=municipality_id, lottery_id=lottery_id)
    for number, entrant in enumerate(wanted.entries, 1):
        bookings.enter_lottery(
            municipality_id=municipality_id,
            lottery_id=lottery_id,
            wish=bookings.LotteryWish(wishes=_codes(entrant.wishes, slots), priority_class=entrant.fee_class),
            booker=entrant.booker,
            key=f"demonstration-{wanted.room}-{number}",
            actor=entrant.booker,
            now=at + number * timedelta(minutes=7),
        )


def _codes(wishes: Sequence[int], slots: Sequence[bookings.LotterySlotView]) -> tuple[str, ...]:
    """However many blocks the calendar leaves: each wish is another one of them."""
    return tuple(dict.fromkeys(slots[number % len(slots)].code for number in wishes))


def _draw(municipality_id: UUID, lottery_id: UUID, times: bookings.LotteryTimes) -> None:
    """Each step at its moment: the draw, an offer that lapses, the others' answers, the opening to all."""
    which: dict[str, Any] = {"municipality_id": municipality_id, "lottery_id": lottery_id}
    bookings.move_on(**which, now=times.closes_at)
    bookings.move_on(**which, now=times.draws_at)
    answered_at = times.draws_at + _DAY
    held = _held(municipality_id, lottery_id)
    for award in held[1:]:
        _confirm(award, answered_at)
    for first in held[:1]:
        lapsed_at = _let_lapse(first)
        for later in _held(municipality_id, lottery_id):
            _confirm(later, lapsed_at + _DAY)
    bookings.move_on(**which, now=times.opens_at)


def _let_lapse(award: LotteryAward) -> datetime:
    """Nobody answers the offer: the slot goes to who comes next in the order of the draw. When that was."""
    reservation = award.reservation
    assert reservation is not None
    assert reservation.hold_until is not None
    city, at = award.municipality_id, reservation.hold_until
    bookings.expire_hold(municipality_id=city, reservation_id=reservation.pk, now=at)
    bookings.pass_on_slot(municipality_id=city, slot_id=award.lottery_slot.slot_id, now=at)
    return at


def _held(municipality_id: UUID, lottery_id: UUID) -> list[LotteryAward]:
    rows = LotteryAward.objects.filter(municipality_id=municipality_id, entry__lottery=lottery_id)
    held = rows.filter(reservation__state=ReservationState.HELD)
    return list(held.select_related("reservation", "lottery_slot").order_by("entry__place", "id"))


def _confirm(award: LotteryAward, at: datetime) -> None:
    assert award.reservation_id is not None
    bookings.confirm_reservation(
        municipality_id=award.municipality_id,
        reservation_id=award.reservation_id,
        booker=bookings.Booker(),
        actor=SYSTEM,
        now=at,
    )
