"""One network address books as fast as a school does, and not as fast as a program."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from shirube.bookings import interface as bookings
from shirube.bookings.commands import pacing
from shirube.bookings.models import Reservation, Resource, RushTurn, Slot
from shirube.kernel.pace import Pace
from tests.bookings.hall import Desk
from tests.conftest import CityClient
from tests.factories.residents import ResidentFactory

AT_ONCE = 2


@pytest.fixture
def slot(desk: Desk, hall: Resource) -> Slot:
    """Places for all of them."""
    return desk.slot(hall, capacity=9)


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch, time_machine: Any, desk: Desk, settings: Any) -> None:
    time_machine.move_to(desk.now, tick=False)
    monkeypatch.setattr(pacing, "BOOKINGS", Pace(burst=AT_ONCE))
    monkeypatch.setattr(pacing, "TURNS", Pace(burst=AT_ONCE))
    settings.BOOKINGS_PER_MINUTE = settings.TURNS_PER_MINUTE = 1


def book(client: CityClient, slot: Slot, number: int) -> Any:
    return client.post(
        "api/v1/bookings/reservations",
        {
            "slot_ids": [str(slot.pk)],
            "booker": {"name": f"山田 {number}", "mail": f"y{number}@resident.example"},
        },
        content_type="application/json",
        headers={"Idempotency-Key": f"one-of-many-{number}"},
    )


def test_a_program_without_account_books_no_faster_than_people(city_client: CityClient, slot: Slot) -> None:
    answers = [book(city_client, slot, number) for number in range(AT_ONCE + 1)]

    assert [one.status_code for one in answers] == [201, 201, 403]
    assert answers[-1].json()["code"] == "bookings.too_fast"
    assert Reservation.objects.count() == AT_ONCE


def test_a_minute_later_the_next_one_may_book(
    city_client: CityClient, slot: Slot, time_machine: Any, desk: Desk
) -> None:
    for number in range(AT_ONCE + 1):
        book(city_client, slot, number)
    time_machine.move_to(desk.now + timedelta(minutes=1), tick=False)

    assert book(city_client, slot, 9).status_code == 201


def test_another_network_is_not_held_up(city_client: CityClient, slot: Slot, settings: Any) -> None:
    for number in range(AT_ONCE + 1):
        book(city_client, slot, number)
    elsewhere = CityClient(city_client.city, REMOTE_ADDR="192.0.2.7")

    assert book(elsewhere, slot, 9).status_code == 201


def test_no_limit_is_set_by_nought(city_client: CityClient, slot: Slot, settings: Any) -> None:
    settings.BOOKINGS_PER_MINUTE = 0

    assert {book(city_client, slot, number).status_code for number in range(AT_ONCE + 2)} == {201}


def test_places_in_a_waiting_room_are_not_taken_by_the_thousand(
    city_client: CityClient, slot: Slot, desk: Desk
) -> None:
    desk.deed(bookings.open_rush, resource_id=slot.resource_id, per_minute=60, inside_most=5, stay_minutes=10)
    address = f"api/v1/bookings/resources/{slot.resource_id}/turn"

    codes = [city_client.post(address, content_type="application/json").status_code for _ in range(3)]

    assert codes == [201, 201, 403]
    assert RushTurn.objects.count() == AT_ONCE


def test_who_is_refused_at_the_page_of_the_waiting_room_is_told_why(
    city_client: CityClient, slot: Slot, desk: Desk
) -> None:
    desk.deed(bookings.open_rush, resource_id=slot.resource_id, per_minute=60, inside_most=5, stay_minutes=10)
    address = city_client.url("bookings:turn-act", slot.resource_id, "join")
    for _ in range(AT_ONCE):
        CityClient(city_client.city).post(address)

    shown = city_client.post(address, follow=True).content.decode()

    assert "1分ほど待って" in shown


def test_a_resident_with_account_is_not_counted(city_client: CityClient, slot: Slot, desk: Desk) -> None:
    desk.deed(bookings.open_rush, resource_id=slot.resource_id, per_minute=60, inside_most=5, stay_minutes=10)
    address = city_client.url("bookings:turn-act", slot.resource_id, "join")
    for _ in range(AT_ONCE):
        CityClient(city_client.city).post(address)
    resident = ResidentFactory.create(municipality=city_client.city)

    CityClient(city_client.city).enter_resident(resident).post(address)

    assert RushTurn.objects.count() == AT_ONCE + 1
