"""A resident books without JavaScript and without account; staff see who comes."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from shirube.accounts.interface import Role
from shirube.bookings.models import Reservation, Slot
from shirube.organizations.models import Section
from tests.bookings.hall import Desk, person
from tests.conftest import CityClient

TYPED = {"name": "山田 花子", "mail": "yamada@resident.example", "phone": ""}


@pytest.fixture(autouse=True)
def _today(time_machine: Any, desk: Desk) -> None:
    time_machine.move_to(desk.now, tick=False)


def hold(client: CityClient, slot: Slot, **facts: Any) -> Any:
    sent = {"slot": str(slot.pk), "quantity": 1, "key": "click", **facts}
    return client.post(client.url("bookings:hold", slot.resource_id), sent)


def test_a_resident_books_changes_and_cancels_without_account(
    city_client: CityClient, desk: Desk, slot: Slot
) -> None:
    page = city_client.get(city_client.url("bookings:resource", slot.resource_id)).content.decode()
    assert "みなとホール" in page
    assert str(slot.pk) in page

    confirm = hold(city_client, slot).url
    assert "あと10分ほど" in city_client.get(confirm).content.decode()
    done = city_client.post(confirm, TYPED)
    shown = city_client.get(done.url).content.decode()
    assert "予約ができています" in shown
    assert Reservation.objects.get().number in shown

    cancel = city_client.url("bookings:cancel", Reservation.objects.get().number)
    assert city_client.get(cancel).status_code == 200
    city_client.post(cancel)
    assert Reservation.objects.get().state == "cancelled"


def test_another_browser_needs_the_code_and_wrong_codes_are_counted(
    city_client: CityClient, desk: Desk, slot: Slot
) -> None:
    made = desk.book(slot)
    page = city_client.url("bookings:reservation", made.number)
    assert "number=" in city_client.get(page).url

    look_up = city_client.url("bookings:look-up")
    wrong = {"number": made.number, "secret": "3467-3467-3467"}
    answers = [city_client.post(look_up, wrong).status_code for _ in range(16)]
    right = city_client.post(look_up, {"number": made.number, "secret": made.secret})

    assert answers == [422] * 15 + [403]
    assert right.status_code == 403


def test_the_right_code_opens_the_reservation(city_client: CityClient, desk: Desk, slot: Slot) -> None:
    made = desk.book(slot)

    found = city_client.post(
        city_client.url("bookings:look-up"), {"number": made.number.lower(), "secret": made.secret}
    )
    calendar = city_client.get(city_client.url("bookings:calendar-file", made.number))

    assert found.url.endswith(f"/reservations/{made.number}/")
    assert b"BEGIN:VEVENT" in calendar.content


def test_a_full_slot_leads_to_the_waiting_list(city_client: CityClient, desk: Desk, slot: Slot) -> None:
    desk.book(slot, quantity=2)
    wait = city_client.url("bookings:wait", slot.pk)
    assert "空き待ちに入る" in city_client.get(wait).content.decode()

    joined = city_client.post(wait, {**TYPED, "quantity": 1, "key": "click"})

    assert "前に0人います" in city_client.get(joined.url).content.decode()


@pytest.mark.parametrize("language", ["en", "easy"])
def test_the_pages_speak_the_readers_language(city_client: CityClient, slot: Slot, language: str) -> None:
    page = city_client.get(f"{language}/bookings/{slot.resource_id}/").content.decode()

    assert {"en": "Bookings", "easy": "いています"}[language] in re.sub("<[^>]+>", "", page)


def test_staff_book_by_phone_and_check_in(signed_in: Any, desk: Desk, slot: Slot, section: Section) -> None:
    clerk = signed_in(Role.SECTION_STAFF, section=section)
    sent = {**TYPED, "phone": "090-0000-0000", "quantity": 1, "source": "phone", "key": "click"}
    clerk.post(clerk.url("bookings_staff:book", slot.pk), sent)
    made = Reservation.objects.get()
    page = clerk.get(clerk.url("bookings_staff:day", slot.resource_id, "2026-11-21")).content.decode()
    assert "山田 花子" in page
    assert "090-0000-0000" in page

    clerk.post(clerk.url("bookings_staff:mark", made.pk, "approve"))
    clerk.post(clerk.url("bookings_staff:cancel", made.pk), {"reason": "電話で頼まれた"})

    made.refresh_from_db()
    assert (made.state, made.reason) == ("cancelled", "電話で頼まれた")


def test_names_are_shown_to_the_section_alone(signed_in: Any, desk: Desk, slot: Slot) -> None:
    desk.book(slot, booker=person())
    stranger = signed_in(Role.SECTION_STAFF)

    answer = stranger.get(stranger.url("bookings_staff:day", slot.resource_id, "2026-11-21"))

    assert answer.status_code == 403


def test_a_program_books_confirms_and_cancels(city_client: CityClient, slot: Slot) -> None:
    at = "api/v1/bookings/"
    booker = {"name": "山田 花子", "mail": "yamada@resident.example"}
    wanted = {"slot_ids": [str(slot.pk)], "booker": booker, "hold": True}
    facts: dict[str, Any] = {"content_type": "application/json", "headers": {"Idempotency-Key": "program-1"}}
    held = city_client.post(f"{at}reservations", wanted, **facts)
    again = city_client.post(f"{at}reservations", wanted, **facts).json()
    opened = {"content_type": "application/json", "headers": {"Reservation-Secret": held.json()["secret"]}}
    front = f"{at}reservations/{held.json()['number']}"

    states = [
        city_client.post(f"{front}/confirm", booker, **opened).json()["state"],
        city_client.post(f"{front}/cancel", **opened).json()["state"],
    ]

    assert (held.status_code, again) == (201, held.json())
    assert states == ["confirmed", "cancelled"]


def test_a_booking_without_a_key_or_with_an_unreadable_body_is_a_problem(
    city_client: CityClient, slot: Slot
) -> None:
    wanted = {"slot_ids": [str(slot.pk)]}
    at = "api/v1/bookings/reservations"
    keyless = city_client.post(at, wanted, content_type="application/json")
    odd = city_client.post(at, {"slots": 1}, content_type="application/json")

    assert (keyless.status_code, keyless.json()["code"]) == (400, "bookings.key_needed")
    assert (odd.status_code, odd.json()["code"]) == (400, "bookings.unreadable")


def test_the_public_calendar_names_nobody(city_client: CityClient, desk: Desk, slot: Slot) -> None:
    desk.book(slot)

    text = city_client.get(city_client.url("bookings:feed", slot.resource_id)).content.decode()

    assert "BEGIN:VEVENT" in text
    assert "山田" not in text


@pytest.mark.parametrize("address", ["bookings:resource", "bookings_staff:day"])
def test_a_page_costs_the_same_however_many_slots(
    signed_in: Any, desk: Desk, slot: Slot, section: Section, address: str
) -> None:
    clerk = signed_in(Role.SECTION_STAFF, section=section)
    parts = [slot.resource_id] if address == "bookings:resource" else [slot.resource_id, "2026-11-21"]
    one = clerk.count_queries(clerk.url(address, *parts))
    more = [
        desk.slot(slot.resource, capacity=9, starts_at=slot.starts_at + timedelta(hours=n))
        for n in range(2, 9)
    ]
    booked = [desk.book(other) for other in more]

    assert (len(booked), clerk.count_queries(clerk.url(address, *parts))) == (7, one)
