"""The waiting room: who stands in it, who is called, and that nobody books past it."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shirube.bookings import interface as bookings
from shirube.bookings.commands.turns import MOST_USES, call_next
from shirube.bookings.models import Reservation, Resource, Rush, RushTurn, Slot
from tests.bookings.hall import Desk, person
from tests.conftest import CityClient
from tests.plans.race import Meeting, errors_among, together

SECOND = timedelta(seconds=1)


class Room:
    """A round of the waiting room before the hall; its clock runs by hand."""

    def __init__(self, desk: Desk, hall: Resource, **facts: Any) -> None:
        self.desk, self.hall = desk, hall
        pace = {"per_minute": 60, "inside_most": 1, "stay_minutes": 10}
        self.id = desk.deed(bookings.open_rush, resource_id=hall.pk, **{**pace, **facts})

    def join(self, holder: str, now: datetime, shown: str = "") -> str:
        return bookings.join_rush(
            municipality_id=self.desk.municipality_id,
            resource_id=self.hall.pk,
            holder=holder,
            shown=shown,
            now=now,
        )

    def ask(self, token: str, now: datetime) -> bookings.TurnView:
        return bookings.ask_turn(**self.held(token), now=now)

    def ahead(self, token: str, now: datetime) -> int:
        """The order is drawn."""
        position = self.ask(token, now).ahead
        assert position is not None
        return position

    def enter(self, token: str, now: datetime) -> datetime:
        return bookings.come_in(**self.held(token), now=now)

    def held(self, token: str) -> dict[str, Any]:
        city = self.desk.municipality_id
        return {"municipality_id": city, "token": bookings.read_token(municipality_id=city, text=token)}


@pytest.fixture
def room(desk: Desk, hall: Resource) -> Room:
    return Room(desk, hall)


def test_nobody_books_past_the_waiting_room(desk: Desk, slot: Slot, room: Room) -> None:
    with pytest.raises(bookings.TurnNeededError):
        desk.book(slot)
    waiting = room.join("a" * 64, desk.now)
    with pytest.raises(bookings.TurnNeededError):
        desk.hold(slot, booker=person(1, turns=(waiting,)))
    with pytest.raises(bookings.TurnNeededError):
        desk.wait(slot, booker=person(1, turns=(waiting,)))
    assert Reservation.objects.count() == 0


def test_staff_book_by_phone_all_the_same(desk: Desk, slot: Slot, room: Room) -> None:
    desk.book(slot, actor=desk.clerk, source=bookings.Source.PHONE)

    assert Reservation.objects.count() == 1


def test_who_is_called_comes_in_books_and_makes_room_for_the_next(desk: Desk, slot: Slot, room: Room) -> None:
    first, second = (room.join(name * 64, desk.now) for name in "ab")
    assert room.ask(first, desk.now + SECOND).state == "called"
    assert room.ask(second, desk.now + 2 * SECOND).ahead == 0
    room.enter(first, desk.now + 3 * SECOND)
    assert room.ask(second, desk.now + 4 * SECOND).state == "waiting"

    desk.book(slot, booker=person(1, turns=(first,)), now=desk.now + 5 * SECOND)

    assert room.ask(second, desk.now + 6 * SECOND).state == "called"
    assert room.ask(first, desk.now + 6 * SECOND).may_book


def test_a_turn_is_good_for_some_bookings_within_its_time(desk: Desk, hall: Resource, room: Room) -> None:
    many = desk.slot(hall, capacity=20)
    turn = room.join("a" * 64, desk.now)
    room.ask(turn, desk.now + SECOND)
    until = room.enter(turn, desk.now + SECOND)
    book = partial(desk.book, many)

    made = [
        book(booker=person(number, turns=(turn,)), now=desk.now + 2 * SECOND) for number in range(MOST_USES)
    ]

    assert (len(made), until) == (MOST_USES, desk.now + SECOND + timedelta(minutes=10))
    with pytest.raises(bookings.TurnNeededError):
        book(booker=person(90, turns=(turn,)), now=desk.now + 2 * SECOND)
    RushTurn.objects.update(uses=0)
    with pytest.raises(bookings.TurnNeededError):
        book(booker=person(91, turns=(turn,)), now=until)


def test_who_does_not_come_lets_the_next_one_in_and_may_stand_in_line_again(desk: Desk, room: Room) -> None:
    absent, next_one = (room.join(name * 64, desk.now) for name in "ab")
    room.ask(absent, desk.now + SECOND)
    late = desk.now + timedelta(minutes=4)

    assert room.ask(next_one, late).state == "called"
    assert room.ask(absent, late).state == "lapsed"
    with pytest.raises(bookings.NotYourTurnError):
        room.enter(absent, late)
    assert room.ask(room.join("a" * 64, late, shown=absent), late).ahead == 0


def test_who_leaves_is_passed_over_and_takes_nobodys_room(desk: Desk, room: Room) -> None:
    gone = [room.join(name * 64, desk.now) for name in "abc"]
    last = room.join("d" * 64, desk.now)
    for one in gone:
        bookings.leave_rush(**room.held(one))

    room.ask(last, desk.now + SECOND)
    states = [room.ask(last, desk.now + SECOND * number).state for number in range(2, 4)]

    assert "called" in states


def test_one_person_has_one_place_whatever_they_press(desk: Desk, room: Room) -> None:
    mine = room.join("a" * 64, desk.now)

    assert room.join("a" * 64, desk.now) == mine
    assert room.join("z" * 64, desk.now, shown=mine) == mine
    assert Rush.objects.get().last_number == 1


def test_a_token_of_another_round_or_a_bent_one_is_worth_nothing(
    desk: Desk, hall: Resource, slot: Slot, room: Room
) -> None:
    old = room.join("a" * 64, desk.now)
    room.ask(old, desk.now + SECOND)
    anew = Room(desk, hall)

    with pytest.raises(bookings.TurnNeededError):
        desk.book(slot, booker=person(1, turns=(old, old[:-2] + "AA", "odd", "")))
    with pytest.raises(bookings.NoRushError):
        anew.ask(old, desk.now + SECOND)
    assert bookings.read_token(municipality_id=hall.pk, text=old) is None


class TestOpening:
    @pytest.fixture
    def opens_at(self, desk: Desk) -> datetime:
        return desk.now + timedelta(hours=1)

    @pytest.fixture
    def room(self, desk: Desk, hall: Resource, opens_at: datetime) -> Room:
        doors_at = opens_at - timedelta(minutes=30)
        return Room(desk, hall, opens_at=opens_at, doors_at=doors_at, per_minute=20)

    def test_the_doors_are_shut_until_they_open(self, room: Room, opens_at: datetime) -> None:
        with pytest.raises(bookings.DoorsClosedError):
            room.join("a" * 64, opens_at - timedelta(minutes=31))

    def test_nobody_is_called_and_no_order_is_told_before_the_opening(
        self, room: Room, opens_at: datetime
    ) -> None:
        token = room.join("a" * 64, opens_at - timedelta(minutes=10))

        found = room.ask(token, opens_at - timedelta(minutes=5))

        assert (found.state, found.ahead, found.waiting) == ("waiting", None, 1)
        assert Rush.objects.get().seed == ""

    def test_the_opening_draws_once_and_who_comes_after_stands_behind(
        self, room: Room, opens_at: datetime
    ) -> None:
        early = [room.join(f"{number:064}", opens_at - timedelta(minutes=9)) for number in range(5)]
        late = room.join("z" * 64, opens_at)
        drawn = Rush.objects.get()

        ahead = [room.ahead(token, opens_at) for token in early]

        assert (drawn.early, len(drawn.seed)) == (5, 32)
        # One is called at once.
        assert sorted(ahead) == [0, 0, 1, 2, 3]
        assert room.ask(late, opens_at).ahead == 4
        assert Rush.objects.get().seed == drawn.seed

    def test_a_position_never_rises(self, room: Room, opens_at: datetime) -> None:
        tokens = [room.join(f"{number:064}", opens_at - timedelta(minutes=9)) for number in range(4)]
        moments = [opens_at + SECOND * number for number in range(0, 720, 24)]

        told = [[room.ahead(token, moment) for token in tokens] for moment in moments]

        # Nobody comes when called: each lets the next one in three minutes later.
        assert sorted(told[0]) == [0, 0, 1, 2]
        assert told[-1] == [0, 0, 0, 0]
        assert all(list(seen) == sorted(seen, reverse=True) for seen in zip(*told, strict=True))


def test_the_pace_is_kept_however_often_is_asked(desk: Desk, hall: Resource) -> None:
    room = Room(desk, hall, per_minute=120, inside_most=1000)
    tokens = [room.join(f"{number:064}", desk.now) for number in range(30)]

    for second in range(1, 6):
        for _ in range(3):
            room.ask(tokens[-1], desk.now + SECOND * second)

    assert Rush.objects.get().served == 10


def test_waiting_costs_one_read_and_asking_again_brings_nothing_new(
    city_client: CityClient, desk: Desk, room: Room, time_machine: Any
) -> None:
    time_machine.move_to(desk.now, tick=False)
    first, token = room.join("a" * 64, desk.now), room.join("b" * 64, desk.now)
    room.ask(first, desk.now)
    facts: dict[str, Any] = {"headers": {"Booking-Turn": token}}
    answer = city_client.get("api/v1/bookings/turn", **facts)

    with CaptureQueriesContext(connection) as seen:
        again = city_client.get(
            "api/v1/bookings/turn", headers={**facts["headers"], "If-None-Match": answer["ETag"]}
        )

    tables = [query["sql"] for query in seen.captured_queries if "SELECT" in query["sql"]]
    assert (answer.status_code, again.status_code, again.content) == (200, 304, b"")
    assert [("bookings_rush" in sql, "organizations_municipality" in sql) for sql in tables] == [
        (False, True),
        (True, False),
    ]


def test_a_program_stands_in_line_and_books_with_its_turn(
    city_client: CityClient, desk: Desk, slot: Slot, room: Room, time_machine: Any
) -> None:
    time_machine.move_to(desk.now + SECOND, tick=False)
    booker = {"name": "山田 花子", "mail": "yamada@resident.example"}
    wanted = {"slot_ids": [str(slot.pk)], "booker": booker}
    json: dict[str, Any] = {"content_type": "application/json"}
    key = {"Idempotency-Key": "program-1"}
    at = "api/v1/bookings/"

    refused = city_client.post(f"{at}reservations", wanted, headers=key, **json)
    joined = city_client.post(f"{at}resources/{slot.resource_id}/turn", headers=key, **json).json()
    turn = {"Booking-Turn": joined["token"]}
    entered = city_client.post(f"{at}turn/enter", headers=turn, **json).json()
    made = city_client.post(f"{at}reservations", wanted, headers={**key, **turn}, **json)

    assert (refused.status_code, refused.json()["code"]) == (403, "bookings.turn_needed")
    assert (entered["state"], made.status_code) == ("inside", 201)


def test_a_resident_waits_on_a_page_and_comes_back_to_where_they_wanted_to_book(
    city_client: CityClient, desk: Desk, slot: Slot, room: Room, time_machine: Any
) -> None:
    time_machine.move_to(desk.now + SECOND, tick=False)
    sent = {"slot": str(slot.pk), "quantity": 1, "key": "click"}
    refused = city_client.post(city_client.url("bookings:hold", slot.resource_id), sent)
    door = city_client.url("bookings:turn", slot.resource_id)
    assert refused.url.endswith(door)
    assert "列に並ぶ" in city_client.get(door).content.decode()

    city_client.post(f"{door}join/")
    assert "あなたの番です" in city_client.get(door).content.decode()
    back = city_client.post(f"{door}enter/", {"next": "https://elsewhere.example/"})
    held = city_client.post(city_client.url("bookings:hold", slot.resource_id), sent)

    assert back.url.endswith(city_client.url("bookings:resource", slot.resource_id))
    assert "/reservations/" in held.url


def test_ending_the_round_lets_everybody_book(desk: Desk, hall: Resource, slot: Slot, room: Room) -> None:
    desk.deed(bookings.end_rush, resource_id=hall.pk)

    desk.book(slot)

    assert Reservation.objects.count() == 1


@pytest.mark.django_db(transaction=True)
class TestRace:
    def test_two_who_ask_at_once_call_one_person_once(self, desk: Desk, hall: Resource) -> None:
        room = Room(desk, hall, inside_most=10, per_minute=60)
        for name in "abc":
            room.join(name * 64, desk.now)
        row, meeting = Rush.objects.get(), Meeting(2)

        def ask() -> int:
            meeting.wait()
            return call_next(municipality_id=desk.municipality_id, row=row, now=desk.now + SECOND)

        results = together(desk.municipality_id, ask, ask)

        assert errors_among(results) == []
        assert sorted(map(str, results)) == ["0", "1"]
        assert RushTurn.objects.filter(state="called").count() == 1

    def test_two_who_come_in_at_once_have_one_time(self, desk: Desk, room: Room) -> None:
        token = room.join("a" * 64, desk.now)
        room.ask(token, desk.now + SECOND)

        results = together(
            desk.municipality_id,
            partial(room.enter, token, desk.now + 2 * SECOND),
            partial(room.enter, token, desk.now + 9 * SECOND),
        )

        assert errors_among(results) == []
        assert len(set(results)) == 1

    def test_two_clicks_are_one_place(self, desk: Desk, room: Room) -> None:
        results = together(desk.municipality_id, *[partial(room.join, "a" * 64, desk.now)] * 2)

        assert errors_among(results) == []
        assert len(set(results)) == 1
