"""A program enters a lottery, sees its entry and withdraws it; and is told what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from shirube.bookings import interface as bookings
from shirube.bookings.models import LotteryEntry
from tests.bookings.hall import NOW, person
from tests.bookings.lots import DRAWS, Lots
from tests.conftest import CityClient

AT = "api/v1/bookings/lotteries"
WHO = {"name": "山田 花子", "mail": "yamada@resident.example"}


@pytest.fixture(autouse=True)
def _today(time_machine: Any) -> None:
    time_machine.move_to(NOW, tick=False)


def send(client: CityClient, lots: Lots, **facts: Any) -> Any:
    wanted = {"wishes": lots.codes[:1], "booker": WHO, **facts}
    headers = {"Idempotency-Key": "program-1"}
    address = f"{AT}/{lots.lottery_id}/entries"
    return client.post(address, wanted, content_type="application/json", headers=headers)


def test_a_program_reads_what_it_needs_and_enters_once(city_client: CityClient, lots: Lots) -> None:
    lots.announce(slots=2)

    listed = city_client.get(AT).json()["lotteries"]
    shown = city_client.get(f"{AT}/{listed[0]['id']}").json()
    made, again = send(city_client, lots), send(city_client, lots)

    assert [one["code"] for one in shown["slots"]] == lots.codes
    assert (made.status_code, again.json()) == (201, made.json())
    assert LotteryEntry.objects.get().receipt == made.json()["mark"]


def test_the_code_shows_the_entry_and_withdraws_it(city_client: CityClient, lots: Lots) -> None:
    made = send(city_client, lots.announce()).json()
    own = f"{AT}/entries/{made['number']}"
    code = {"Reservation-Secret": made["secret"]}

    shown = city_client.get(own, headers=code).json()
    withdrawn = city_client.post(f"{own}/withdraw", content_type="application/json", headers=code).json()

    assert (shown["state"], shown["secret"], withdrawn["state"]) == ("entered", None, "withdrawn")


def test_nobody_reads_an_entry_without_its_code(city_client: CityClient, lots: Lots) -> None:
    made = send(city_client, lots.announce()).json()

    answer = city_client.get(f"{AT}/entries/{made['number']}")

    assert answer.status_code == 404


def test_a_code_of_a_reservation_opens_no_entry(city_client: CityClient, lots: Lots) -> None:
    slot = lots.desk.slot(lots.hall)
    made = lots.desk.book(slot)

    answer = city_client.get(f"{AT}/entries/{made.number}", headers={"Reservation-Secret": made.secret})

    assert answer.json()["code"] == "bookings.lottery_entry_not_found"


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"wishes": ["nothing"]}, "bookings.lottery_wish"),
        ({"wishes": []}, "bookings.unreadable"),
        ({"quantity": 2}, "bookings.quantity"),
        ({"booker": {"name": "山田"}}, "bookings.booker_needed"),
        ({"odd": 1}, "bookings.unreadable"),
    ],
)
def test_a_wish_that_cannot_be_is_a_problem_with_a_name(
    city_client: CityClient, lots: Lots, facts: dict[str, Any], code: str
) -> None:
    answer = send(city_client, lots.announce(), **facts)

    assert answer.json()["code"] == code
    assert not LotteryEntry.objects.exists()


def test_after_the_closing_nothing_is_taken(city_client: CityClient, lots: Lots, time_machine: Any) -> None:
    lots.announce()
    time_machine.move_to(DRAWS, tick=False)

    assert send(city_client, lots).status_code == 409


def test_what_was_won_is_told(city_client: CityClient, lots: Lots, time_machine: Any) -> None:
    made = send(city_client, lots.announce()).json()
    lots.move_on()
    time_machine.move_to(DRAWS, tick=False)

    shown = city_client.get(f"{AT}/entries/{made['number']}", headers={"Reservation-Secret": made["secret"]})

    assert (shown.json()["state"], shown.json()["won"], shown.json()["place"]) == ("won", lots.codes[:1], 1)


def test_the_description_names_what_there_is(city_client: CityClient) -> None:
    described = city_client.get("api/v1/bookings/openapi.json").json()

    assert "/bookings/lotteries/{lottery_id}/entries" in described["paths"]
    assert bookings.Stage.OPEN.value in described["components"]["schemas"]["Stage"]["enum"]
    assert person().mail not in str(described)
