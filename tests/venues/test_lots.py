"""Months of a hall that are given out by lottery, and what the engine of bookings knows of a hall's own needs."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from shirube.accounts.interface import SYSTEM
from shirube.bookings import interface as bookings
from shirube.bookings.models import Lottery, LotterySlot, Slot
from shirube.kernel.clock import JAPAN
from shirube.organizations.models import Municipality
from shirube.venues.commands.lots import announce_due_lotteries
from shirube.venues.domain.facts import LotteryPeriod, RoomFacts
from shirube.venues.domain.lots import moments_of, periods_to_announce
from shirube.venues.models import Room, RoomUse, Session
from tests.conftest import CityClient
from tests.factories.venues import hall_content, load_class, load_hall

NOW = datetime(2026, 11, 21, 9, tzinfo=JAPAN)
PERIOD = {
    "use_from": "2027-01-12",
    "use_until": "2027-01-17",
    "enter_from": "2026-11-10",
    "enter_until": "2026-12-05",
    "drawn_on": "2026-12-08",
}
MONTHLY = {"months_before": 3, "enter_until_day": 10, "drawn_day": 15}
BOOKER = bookings.Booker(name="山田 花子", mail="yamada@resident.example")


def room_facts(**facts: Any) -> RoomFacts:
    block = {"code": "morning", "title": "午前", "starts": "9:00", "ends": "12:00", "fee_yen": 1}
    return RoomFacts.model_validate(
        {"code": "room", "title": "部屋", "people": 10, "blocks": [block], **facts}
    )


@pytest.fixture
def hall(in_city: Municipality) -> Room:
    content = hall_content(in_city)["rooms"]
    load_hall(in_city, now=NOW, rooms=[{**content[0], "lotteries": [PERIOD], "lottery_first": ["resident"]}])
    return Room.objects.get()


def test_entries_last_whole_days_and_the_rest_opens_after_the_days_to_confirm() -> None:
    moments = moments_of(LotteryPeriod.model_validate(PERIOD))

    assert moments.closes_at == datetime(2026, 12, 6, tzinfo=JAPAN)
    assert moments.draws_at == datetime(2026, 12, 8, 10, tzinfo=JAPAN)
    assert moments.opens_at == datetime(2026, 12, 16, 9, tzinfo=JAPAN)


def test_the_rest_opens_before_the_use_begins() -> None:
    soon = LotteryPeriod.model_validate({**PERIOD, "use_from": "2026-12-12"})

    assert moments_of(soon).opens_at == datetime(2026, 12, 12, 9, tzinfo=JAPAN)


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (date(2026, 11, 10), [(2027, 2), (2027, 3)]),
        (date(2026, 11, 11), [(2027, 3)]),
        (date(2026, 12, 31), [(2027, 4)]),
    ],
)
def test_a_monthly_rule_makes_a_lottery_for_every_month(today: date, months: list[tuple[int, int]]) -> None:
    periods = periods_to_announce(room_facts(monthly_lottery=MONTHLY), today)

    assert [(one.use_from.year, one.use_from.month) for one in periods] == months
    assert all(one.use_from.day == 1 and (one.use_until + timedelta(days=1)).day == 1 for one in periods)


def test_loading_a_hall_announces_its_lottery_once(in_city: Municipality, hall: Room) -> None:
    again = announce_due_lotteries(municipality_id=in_city.pk, now=NOW)

    lottery = Lottery.objects.get()
    assert again == [lottery.pk]
    assert [(one.code, one.priority) for one in lottery.lottery_rules.classes] == [
        ("resident", 1),
        ("outside", 2),
    ]
    # Closed on Mondays: from Tuesday to Sunday, two blocks each.
    assert LotterySlot.objects.count() == 12


def test_the_page_of_the_room_shows_drawn_days_and_the_way_to_enter(
    city_client: CityClient, hall: Room, time_machine: Any
) -> None:
    time_machine.move_to(NOW, tick=False)

    page = city_client.get("/venues/facilities/hall/room/?from=2027-01-12").content.decode()

    assert "抽選で決めます" in page
    assert "この日の抽選を見る" in page
    assert f"/lotteries/{Lottery.objects.get().pk}/" in page
    assert 'type="checkbox"' not in page.partition("2027-01-13")[0]


def test_what_is_won_has_a_use_and_a_fee_by_its_class(
    in_city: Municipality, hall: Room, django_capture_on_commit_callbacks: Any
) -> None:
    lottery = Lottery.objects.get()
    which = {"municipality_id": in_city.pk, "lottery_id": lottery.pk}
    code = LotterySlot.objects.order_by("slot__starts_at")[0].code
    wish = bookings.LotteryWish(wishes=(code,), priority_class="outside")
    bookings.enter_lottery(**which, wish=wish, booker=BOOKER, key="1", actor=BOOKER, now=NOW)
    bookings.move_on(**which, now=lottery.draws_at)
    award = lottery.lottery_entries.get().awards.get()

    with_now = {"municipality_id": in_city.pk, "now": lottery.draws_at}
    with django_capture_on_commit_callbacks(execute=True):
        bookings.confirm_reservation(
            **with_now, reservation_id=award.reservation_id, booker=bookings.Booker(), actor=SYSTEM
        )

    use = RoomUse.objects.get()
    # 610 yen and half as much again, rounded as the house rounds.
    assert (use.fee_class, use.full_yen, use.reservation_id) == ("outside", 910, award.reservation_id)


def test_the_engine_books_no_block_of_the_citys_own_class(in_city: Municipality) -> None:
    load_hall(in_city)
    load_class(in_city)
    session = Session.objects.get()
    slot = Slot.objects.get(label="morning", starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)

    with pytest.raises(bookings.SlotClosedError):
        bookings.book_slots(
            municipality_id=in_city.pk,
            slot_ids=[slot.pk],
            quantity=1,
            booker=BOOKER,
            key="1",
            actor=BOOKER,
            now=NOW,
        )


def test_the_engines_change_page_knows_the_citys_own_class(
    in_city: Municipality, city_client: CityClient, time_machine: Any
) -> None:
    time_machine.move_to(NOW, tick=False)
    load_hall(in_city)
    load_class(in_city)
    session = Session.objects.get()
    blocks = Slot.objects.filter(label="morning", starts_at__gt=NOW).order_by("starts_at")
    kept = blocks.get(starts_at__lt=session.ends_at, ends_at__gt=session.starts_at)
    made = bookings.book_slots(
        municipality_id=in_city.pk, slot_ids=[blocks[2].pk], quantity=1, booker=BOOKER, key="1", actor=BOOKER, now=NOW
    )  # fmt: skip
    city_client.post("/reservations/", {"number": made.number, "secret": made.secret})

    page = city_client.get(f"/reservations/{made.number}/change/?day=2026-12-01").content.decode()

    free = blocks.filter(starts_at__gt=session.ends_at)[0]
    assert str(kept.pk) not in page
    assert str(free.pk) in page
