"""A resident enters a lottery without JavaScript and without account, and staff watch it."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from shirube.accounts.interface import Role
from shirube.bookings.models import LotteryEntry, Reservation
from shirube.organizations.models import Section
from tests.bookings.hall import NOW, Desk, person
from tests.bookings.lots import CLOSES, DRAWS, Lots, verifier
from tests.conftest import CityClient
from tests.factories.residents import ResidentFactory

TYPED = {"name": "山田 花子", "mail": "yamada@resident.example", "phone": "", "key": "click"}


@pytest.fixture(autouse=True)
def _today(time_machine: Any, desk: Desk) -> None:
    time_machine.move_to(desk.now, tick=False)


def enter(client: CityClient, lots: Lots, **facts: Any) -> Any:
    wishes = {f"wish{number}": code for number, code in enumerate(lots.codes, 1)}
    return client.post(client.url("bookings:enter-lottery", lots.lottery_id), {**TYPED, **wishes, **facts})


@pytest.mark.parametrize(
    ("language", "words"), [("", "申し込みました"), ("en/", "Entered"), ("easy/", "申し込みました")]
)
def test_a_resident_enters_and_sees_the_entry(
    city_client: CityClient, lots: Lots, language: str, words: str
) -> None:
    lots.announce()
    path = city_client.url("bookings:enter-lottery", lots.lottery_id)
    form = city_client.get(language + path.lstrip("/")).content.decode()
    assert lots.codes[0] in form

    done = enter(city_client, lots)

    number = LotteryEntry.objects.get().receipt_number
    page = city_client.get(f"{language}lotteries/entries/{number}/").content.decode()
    assert done.url.endswith(f"/lotteries/entries/{number}/")
    assert words in page
    assert LotteryEntry.objects.get().receipt in page


def test_one_wish_twice_is_said_at_its_field(city_client: CityClient, lots: Lots) -> None:
    lots.announce()

    answer = enter(city_client, lots, wish2=lots.codes[0])

    assert answer.status_code == 422
    assert "同じ枠が2回選ばれています" in answer.content.decode()


def test_the_holder_changes_and_withdraws(city_client: CityClient, lots: Lots) -> None:
    lots.announce()
    enter(city_client, lots)
    number = LotteryEntry.objects.get().receipt_number

    city_client.post(city_client.url("bookings:change-entry", number), {"wish1": lots.codes[1]})
    assert LotteryEntry.objects.get().wishes == [lots.codes[1]]

    city_client.post(city_client.url("bookings:withdraw-entry", number))
    assert LotteryEntry.objects.get().state == "withdrawn"


def test_the_code_opens_the_entry_in_another_browser(city_client: CityClient, lots: Lots) -> None:
    entry = lots.announce().enter()
    asked = city_client.get(city_client.url("bookings:lottery-entry", entry.receipt_number))

    typed = {"number": entry.receipt_number, "secret": entry.secret}
    found = city_client.post(city_client.url("bookings:look-up"), typed)

    assert "/reservations/?number=" in asked.url
    assert city_client.get(found.url).status_code == 200


def test_a_winner_goes_from_the_entry_to_a_reservation(
    city_client: CityClient, lots: Lots, time_machine: Any
) -> None:
    lots.announce(slots=1)
    enter(city_client, lots)
    lots.move_on()
    time_machine.move_to(DRAWS + timedelta(hours=1), tick=False)
    number = LotteryEntry.objects.get().receipt_number
    page = city_client.get(city_client.url("bookings:lottery-entry", number)).content.decode()
    assert "当選しました" in page

    award = lots_award(number)
    confirm = city_client.post(city_client.url("bookings:take-award", number, award))
    city_client.post(confirm.url, {"name": "山田 花子", "mail": "yamada@resident.example", "phone": ""})

    assert Reservation.objects.get().state == "confirmed"


def lots_award(number: str) -> Any:
    return LotteryEntry.objects.get(receipt_number=number).awards.get().pk


def test_everybody_checks_the_draw(city_client: CityClient, lots: Lots, time_machine: Any) -> None:
    entry = lots.announce().enter()
    path = city_client.url("bookings:verify-lottery", lots.lottery_id)
    before = city_client.get(path).content.decode()
    lots.move_on()
    time_machine.move_to(DRAWS, tick=False)

    after = city_client.get(f"{path}?mark={entry.receipt}").content.decode()
    file = json.loads(city_client.get(city_client.url("bookings:lottery-protocol", lots.lottery_id)).content)

    assert lots.row.commitment in before
    assert lots.row.seed not in before
    assert lots.row.seed in after
    assert "あなたの申し込みは一覧にあります" in after
    assert all(agrees for _, agrees in verifier().check(file, lots.row.commitment))
    assert "山田" not in after + json.dumps(file, ensure_ascii=False)


def test_the_list_takes_as_many_queries_for_ten_as_for_one(city_client: CityClient, lots: Lots) -> None:
    lots.announce()
    for number in range(2):
        lots.enter(number)
    few = city_client.count_queries("/lotteries/")
    for number in range(2, 10):
        lots.enter(number)

    assert city_client.count_queries("/lotteries/") == few


def test_staff_announce_watch_and_take_an_entry_by_telephone(
    signed_in: Any, lots: Lots, section: Section
) -> None:
    lots.desk.slot(lots.hall, starts_at=NOW + timedelta(days=60))
    suzuki = signed_in(Role.SECTION_CHIEF, section=section)
    days = {"use_from": 55, "use_until": 65, "enters_on": 0, "closes_on": 10, "draws_on": 12, "opens_on": 20}
    typed = {name: (NOW + timedelta(days=count)).date().isoformat() for name, count in days.items()}
    rules = {
        "wishes_most": 3,
        "wins_most": 1,
        "confirm_days": 5,
        "classes": "1, resident, 市内\n2, other, 市外",
    }

    done = suzuki.post(suzuki.url("bookings_staff:announce", lots.hall.pk), {**typed, **rules})
    lots.lottery_id = done.url.rstrip("/").rpartition("/")[2]
    phone = {"name": "浜田 きよ", "phone": "0225-00-1101", "source": "phone", "key": "k"}
    suzuki.post(
        suzuki.url("bookings_staff:enter-lottery", lots.lottery_id),
        {**phone, "wish1": lots.codes[0], "priority_class": "resident"},
    )
    page = suzuki.get(done.url).content.decode()

    assert "浜田 きよ" in page
    assert "0225-00-1101" in page
    assert LotteryEntry.objects.get().source == "phone"


def test_staff_enter_the_public_number_twice(
    signed_in: Any, lots: Lots, section: Section, time_machine: Any
) -> None:
    lots.announce(source="終値").enter()
    lots.move_on(CLOSES)
    time_machine.move_to(DRAWS, tick=False)
    suzuki = signed_in(Role.SECTION_CHIEF, section=section)
    path = suzuki.url("bookings_staff:public-value", lots.lottery_id)

    wrong = suzuki.post(path, {"value": "50123", "again": "50132"})
    suzuki.post(path, {"value": "50123", "again": "50123"})

    assert wrong.status_code == 422
    assert lots.row.public_value == "50123"


def test_staff_of_another_section_see_no_names(signed_in: Any, lots: Lots) -> None:
    lots.announce().enter()
    other = signed_in(Role.SECTION_STAFF)

    assert other.get(other.url("bookings_staff:lottery", lots.lottery_id)).status_code == 403


def test_engine_pages_lead_from_drawn_slots_to_the_lottery(city_client: CityClient, lots: Lots) -> None:
    lots.announce()

    page = city_client.get(
        f"{city_client.url('bookings:resource', lots.hall.pk)}?day=2027-01-05"
    ).content.decode()

    assert "抽選で決めます" in page
    assert f"/lotteries/{lots.lottery_id}/" in page


def test_one_who_is_signed_in_finds_the_entry_again(city_client: CityClient, lots: Lots, city: Any) -> None:
    resident = ResidentFactory(municipality=city)
    lots.announce().enter(booker=person(1, resident_id=resident.pk))
    client = city_client.enter_resident(resident)

    assert LotteryEntry.objects.get().receipt_number in client.get("/my/reservations/").content.decode()
