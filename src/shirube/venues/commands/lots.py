"""Announcing the lotteries that the policy of a room asks for. May be repeated: each is announced once."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import SYSTEM, Actor
from shirube.bookings import interface as bookings
from shirube.kernel.clock import japan_date
from shirube.venues.domain.facts import FacilityFacts, LotteryPeriod, RoomFacts
from shirube.venues.domain.lots import moments_of, periods_to_announce
from shirube.venues.queries.facilities import FacilityView, RoomView, list_facilities


def announce_due_lotteries(*, municipality_id: UUID, now: datetime) -> list[UUID]:
    """Nightly: those of all rooms whose time has come near."""
    return [
        lottery_id
        for facility in list_facilities(municipality_id=municipality_id)
        for room in facility.rooms
        for lottery_id in announce_lotteries(
            municipality_id=municipality_id, facility=facility, room=room, actor=SYSTEM, now=now
        )
    ]


def announce_lotteries(
    *, municipality_id: UUID, facility: FacilityView, room: RoomView, actor: Actor, now: datetime
) -> list[UUID]:
    """The lotteries of a room that can be booked, those announced before among them."""
    if room.resource_id is None:
        return []
    found: list[UUID] = []
    for period in periods_to_announce(room.facts, japan_date(now)):
        try:
            lottery_id = bookings.announce_lottery(
                municipality_id=municipality_id,
                resource_ids=[room.resource_id],
                announcement=announcement_of(facility.facts, room.facts, period),
                key=f"venues:{room.id}:{period.use_from}",
                actor=actor,
                now=now,
            )
        except bookings.NothingToDrawError:
            # Every block of these days is booked or shut: there is nothing to decide.
            continue
        found.append(lottery_id)
    return found


def announcement_of(facility: FacilityFacts, room: RoomFacts, period: LotteryPeriod) -> bookings.Announcement:
    """Who enters says which fee class they are; some classes may go first."""
    moments = moments_of(period)
    return bookings.Announcement(
        use_from=period.use_from,
        use_until=period.use_until,
        times=bookings.LotteryTimes(
            enters_at=moments.enters_at,
            closes_at=moments.closes_at,
            draws_at=moments.draws_at,
            opens_at=moments.opens_at,
        ),
        rules=bookings.LotteryRules(classes=_classes(facility, room), confirm_days=period.confirm_days),
        public_source=room.lottery_source,
    )


def _classes(facility: FacilityFacts, room: RoomFacts) -> tuple[bookings.PriorityClass, ...]:
    first = set(room.lottery_first)
    return tuple(
        bookings.PriorityClass(
            code=one.code,
            title={"ja": one.title.ja, "en": one.title.en, "ja-easy": one.title.easy},
            priority=1 if not first or one.code in first else 2,
            facts={"fee_class": one.code},
        )
        for one in facility.fee_classes
    )
