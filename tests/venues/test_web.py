"""Pages of halls and courses, as residents and staff use them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from shirube.accounts.interface import SYSTEM, Role
from shirube.audit import interface as audit
from shirube.bookings import interface as bookings
from shirube.bookings.models import Reservation, Slot
from shirube.bookings.queries.sealing import secret_for
from shirube.forms import interface as forms
from shirube.organizations.models import Municipality
from shirube.venues.models import Attendance, Entry, Room, RoomUse, Session
from tests.conftest import CityClient
from tests.factories.organizations import SectionFactory
from tests.factories.residents import ResidentFactory
from tests.factories.venues import load_class
from tests.venues.conftest import NOW
from tests.venues.test_entering import THE_DAY, enter, guests

KEY = "0" * 32
WHO = {"name": "山田 花子", "mail": "yamada@resident.example", "key": KEY}
USE = {"purpose": "句会", "people": "12", "fee_class": "outside", "reduction": ""}


@pytest.fixture(autouse=True)
def autumn() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def secret_of(made: Reservation) -> str:
    return secret_for(made.municipality_id, made.key)


def another_browser(client: CityClient) -> CityClient:
    return CityClient(client.city)


def free_slots(room: Room, count: int = 1) -> list[str]:
    rows = Slot.objects.filter(
        resource_id=room.resource_id, starts_at__gt=THE_DAY + timedelta(hours=12)
    ).order_by("starts_at")
    return [str(one) for one in rows.values_list("pk", flat=True)[:count]]


def test_the_first_page_shows_what_is_on_and_what_can_be_rented(
    city_client: CityClient, session: Session
) -> None:
    text = city_client.get("venues/").content.decode()

    assert "スマホ教室" in text
    assert "港ホール" in text
    assert "定員2人、残り2人" in text


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("what=すまほ", True),
        ("topic=culture", False),
        ("where=hall", True),
        ("on=2026-12-03", True),
        ("on=2026-12-04", False),
    ],
)
def test_what_is_on_is_found_by_word_place_and_day(
    city_client: CityClient, session: Session, query: str, is_found: bool
) -> None:
    text = city_client.get(f"venues/?{query}").content.decode()

    assert ("スマホ教室" in text) is is_found


@pytest.mark.usefixtures("session")
def test_a_question_that_cannot_be_is_said_so(city_client: CityClient) -> None:
    assert city_client.get("venues/?on=2026-99-99").status_code == 422


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("language", ["", "en/", "easy/"])
def test_every_public_page_opens_in_every_language(city_client: CityClient, language: str) -> None:
    pages = (
        "venues/", "venues/?what=部屋", "venues/facilities/", "venues/facilities/hall/", "venues/facilities/hall/room/",
        "venues/events/", "venues/events/2026-12/", "venues/courses/phones/", "venues/booked/",
    )  # fmt: skip

    assert [city_client.get(language + one).status_code for one in pages] == [200] * len(pages)


@pytest.mark.parametrize("month", ["2026-13", "x", "9999-01"])
def test_a_month_that_is_none_is_not_there(city_client: CityClient, month: str) -> None:
    assert city_client.get(f"venues/events/{month}/").status_code == 404


def test_the_fee_is_shown_before_a_room_is_booked(city_client: CityClient, room: Room) -> None:
    slot = free_slots(room)[0]
    address = f"venues/facilities/hall/room/book/?slot={slot}"

    shown = city_client.post(address, {**USE, "slot": slot, "quote": "1"})
    assert "910円" in shown.content.decode()
    assert not Reservation.objects.exists()

    booked = city_client.post(address, {**USE, **WHO, "slot": slot, "book": "1", "seen": "910"})
    page = city_client.get(booked.headers["Location"]).content.decode()

    assert "予約できました" in page
    assert "使う日までに窓口で払ってください。" in page
    assert RoomUse.objects.get().due_yen == 910


def test_a_fee_that_was_not_seen_books_nothing(city_client: CityClient, room: Room) -> None:
    slot = free_slots(room)[0]
    address = f"venues/facilities/hall/room/book/?slot={slot}"

    answer = city_client.post(address, {**USE, **WHO, "slot": slot, "book": "1", "seen": "0"})

    assert "910円" in answer.content.decode()
    assert not Reservation.objects.exists()


def _rent(client: CityClient, room: Room, **facts: str) -> str:
    slot = free_slots(room)[0]
    data = {**USE, "fee_class": "resident", **WHO, "slot": slot, "book": "1", "seen": "610", **facts}
    answer = client.post(f"venues/facilities/hall/room/book/?slot={slot}", data)
    return str(answer.headers["Location"])


def test_a_booking_moves_to_another_block_and_costs_what_that_costs(
    city_client: CityClient, room: Room, django_capture_on_commit_callbacks: Any
) -> None:
    _rent(city_client, room)
    number = Reservation.objects.get().number
    afternoon = free_slots(room, 2)[1]

    with django_capture_on_commit_callbacks(execute=True):
        city_client.post(f"venues/booked/{number}/change/", {"slot": afternoon})

    use = RoomUse.objects.get()
    assert (use.blocks, use.due_yen) == (["afternoon"], 800)
    assert Slot.objects.filter(taken=1).count() == 1


def test_a_cancelled_booking_frees_its_block(
    city_client: CityClient, room: Room, django_capture_on_commit_callbacks: Any
) -> None:
    _rent(city_client, room)

    with django_capture_on_commit_callbacks(execute=True):
        city_client.post(f"venues/booked/{Reservation.objects.get().number}/cancel/")

    assert RoomUse.objects.get().is_cancelled
    assert not Slot.objects.filter(taken=1).exists()


def test_no_address_holds_the_code_of_a_booking(city_client: CityClient, room: Room) -> None:
    own = _rent(city_client, room)

    page = city_client.get(own).content.decode()

    code = secret_of(Reservation.objects.get())
    assert code not in own
    assert code in page
    assert not [link for link in re.findall(r'(?:href|action)="([^"]*)"', page) if code in link]


def test_another_browser_is_asked_for_the_code_and_opens_the_booking_with_it(
    city_client: CityClient, room: Room
) -> None:
    own = _rent(city_client, room)
    made = Reservation.objects.get()
    stranger = another_browser(city_client)

    asked = stranger.get(own)
    wrong = stranger.post("venues/booked/", {"number": made.number, "code": "AAAA-AAAA-AAAA"})
    right = stranger.post("venues/booked/", {"number": made.number, "code": secret_of(made).lower()})

    assert asked.headers["Location"].endswith(f"venues/booked/?number={made.number}")
    assert wrong.status_code == 422
    assert stranger.get(right.headers["Location"]).status_code == 200


def test_a_booking_without_its_code_is_not_there(city_client: CityClient, room: Room) -> None:
    _rent(city_client, room)
    stranger = another_browser(city_client)
    booked = f"venues/booked/{Reservation.objects.get().number}/"

    assert stranger.post(f"{booked}cancel/").status_code == 404
    assert stranger.get(f"{booked}change/").status_code == 404
    assert Slot.objects.filter(taken=1).count() == 1


def test_codes_are_not_guessed(city_client: CityClient, room: Room) -> None:
    _rent(city_client, room)
    number = Reservation.objects.get().number
    guesses = [{"number": number, "code": "AAAA-AAAA-AAAA"} for _ in range(16)]

    answers = [city_client.post("venues/booked/", guess).status_code for guess in guesses]

    assert (answers[0], answers[-1]) == (422, 403)


def test_a_signed_in_resident_opens_their_booking_in_another_browser(
    city_client: CityClient, room: Room
) -> None:
    resident = ResidentFactory.create(municipality=city_client.city)
    own = _rent(city_client.enter_resident(resident), room)

    answer = another_browser(city_client).enter_resident(resident).get(own)

    assert answer.status_code == 200


def test_a_reduction_is_asked_for_and_decided_by_staff(
    city_client: CityClient, room: Room, signed_in: Any
) -> None:
    own = _rent(city_client, room, reduction="children", reason="子どもの教室です。")
    use = RoomUse.objects.get()
    assert use.due_yen == 610
    chief = signed_in(Role.SECTION_CHIEF, section=room.facility.section)

    refused = chief.post(f"staff/venues/reductions/{use.pk}/", {"decision": "refuse", "words": ""})
    granted = chief.post(f"staff/venues/reductions/{use.pk}/", {"decision": "grant", "words": ""})

    assert (refused.status_code, granted.status_code) == (422, 302)
    assert RoomUse.objects.get().due_yen == 300
    assert "減免が認められました" in city_client.get(own).content.decode()


def test_a_reduction_of_another_section_is_not_ones_own_to_decide(
    city_client: CityClient, room: Room, signed_in: Any
) -> None:
    _rent(city_client, room, reduction="children", reason="子どもの教室です。")
    stranger = signed_in(Role.SECTION_CHIEF)

    answer = stranger.post(f"staff/venues/reductions/{RoomUse.objects.get().pk}/", {"decision": "grant"})

    assert answer.status_code == 403


def test_who_comes_to_a_full_class_is_offered_the_line(city_client: CityClient, session: Session) -> None:
    address = f"venues/sessions/{session.pk}/"
    data = {**WHO, "age_group": "seventies", "enter": "1"}
    enter(session, 1)
    enter(session, 2)

    late = city_client.post(address, data)
    assert late.status_code == 409
    assert "空き待ちに並ぶ" in late.content.decode()

    waiting = city_client.post(address, {**data, "wait": "1"})
    assert "いま 1 番目です" in city_client.get(waiting.headers["Location"]).content.decode()


def test_whoever_waited_finds_the_booking_behind_the_code_of_the_line(
    city_client: CityClient, session: Session
) -> None:
    first = enter(session, 1)
    enter(session, 2)
    data = {**WHO, "age_group": "seventies", "wait": "1"}
    place = city_client.post(f"venues/sessions/{session.pk}/", data).headers["Location"]

    bookings.cancel_reservation(
        municipality_id=session.municipality_id, reservation_id=first.id, actor=first.booker, now=NOW
    )

    page = city_client.get(place, follow=True).content.decode()
    assert "予約できています" in page


def test_who_has_neither_mail_nor_telephone_is_asked_for_one(
    city_client: CityClient, session: Session
) -> None:
    data = {"name": "山田", "key": KEY, "age_group": "unknown", "enter": "1"}

    answer = city_client.post(f"venues/sessions/{session.pk}/", data)

    assert answer.status_code == 422
    assert "どちらかを書いてください" in answer.content.decode()
    assert not Entry.objects.exists()


def test_staff_tick_who_came_and_hand_out_the_certificate(session: Session, signed_in: Any) -> None:
    made = enter(session, 1)
    staff = signed_in(Role.SECTION_STAFF, section=session.course.section)
    page = f"staff/venues/sessions/{session.pk}/"

    with time_machine.travel(THE_DAY, tick=False):
        staff.enter(staff.user)
        staff.post(f"{page}tick/", {"reservation": str(made.id)})
        attendance = Attendance.objects.get()
        pdf = b"".join(staff.get(f"{page}certificate/{attendance.pk}.pdf").streaming_content)

    assert pdf.startswith(b"%PDF")


def test_who_came_gets_the_certificate_by_the_code(
    city_client: CityClient, session: Session, signed_in: Any
) -> None:
    made = enter(session, 1)
    city_client.post("venues/booked/", {"number": made.number, "code": made.secret})
    address = f"venues/booked/{made.number}/certificate.pdf"
    before = city_client.get(address)
    Attendance.objects.create(
        municipality_id=session.municipality_id, session=session, reservation_id=made.id, age_group="unknown",
        recorded_at=THE_DAY, recorded_by="system",
    )  # fmt: skip

    after = city_client.get(address)

    assert (before.status_code, after.status_code) == (404, 200)


def test_who_reads_the_names_is_written_down(session: Session, signed_in: Any) -> None:
    enter(session, 1)
    staff = signed_in(Role.SECTION_STAFF, section=session.course.section)

    staff.get(f"staff/venues/sessions/{session.pk}/")

    entries = audit.list_entries(municipality_id=session.municipality_id, before=None, limit=5)
    assert [one.action for one in entries if one.actor == f"staff:{staff.user.pk}"] == ["venues.names_read"]


def test_another_section_does_not_read_the_names(session: Session, signed_in: Any) -> None:
    assert signed_in(Role.SECTION_STAFF).get(f"staff/venues/sessions/{session.pk}/").status_code == 403


def test_staff_make_a_house_with_a_room_that_can_be_booked(in_city: Municipality, signed_in: Any) -> None:
    admin = signed_in(Role.ADMINISTRATOR)
    section = str(SectionFactory(municipality=in_city).pk)
    house = {
        "code": "annex", "title.ja": "別館", "about.ja": "集会", "pay_at.ja": "窓口", "address": "港市2", "opens": "9:00",
        "closes": "21:00", "fee_classes": "resident, 市内の人, 100", "section": section,
    }  # fmt: skip
    room = {
        "code": "small", "title.ja": "小部屋", "people": "8", "blocks": "day, 全日, 9:00, 17:00, 500", "months_ahead": "2",
        "book_until_days": "1", "cancel_until_days": "1",
    }  # fmt: skip

    added = admin.post("staff/venues/facilities/new/", house)
    assert added.status_code == 302, added.content.decode()
    saved = admin.post("staff/venues/facilities/annex/new-room/", room)
    assert saved.status_code == 302, saved.content.decode()

    assert Slot.objects.filter(resource_id=Room.objects.get().resource_id).count() > 30


def test_what_contradicts_itself_is_told_above_the_form(room: Room, signed_in: Any) -> None:
    chief = signed_in(Role.SECTION_CHIEF, section=room.facility.section)
    data = {
        "title.ja": "大会議室", "people": "8", "blocks": "day, 全日, 17:00, 9:00, 500", "months_ahead": "2",
        "book_until_days": "1", "cancel_until_days": "1", "revision": "0",
    }  # fmt: skip

    answer = chief.post("staff/venues/facilities/hall/room/edit/", data)

    assert answer.status_code == 422
    assert "終わりの時刻が始まりの時刻より前です" in answer.content.decode()


def test_staff_add_a_session_that_can_be_entered_at_once(
    session: Session, signed_in: Any, city_client: CityClient
) -> None:
    chief = signed_in(Role.SECTION_CHIEF, section=session.course.section)
    data = {
        "code": "second",
        "day": "2026-12-10",
        "starts": "10:00",
        "ends": "12:00",
        "seats": "5",
        "place": "集会所",
    }

    chief.post("staff/venues/courses/phones/new-session/", data)

    added = Session.objects.get(code="second")
    assert city_client.get(f"venues/sessions/{added.pk}/").status_code == 200
    assert "集会所" in city_client.get("venues/courses/phones/").content.decode()


def test_the_files_of_open_data_come_with_the_citys_code(
    city_client: CityClient, city: Municipality, session: Session
) -> None:
    houses = city_client.get("venues/data/facilities.csv")
    events = city_client.get("venues/data/events.csv")

    assert f"{city.code}_public_facility.csv" in houses.headers["Content-Disposition"]
    assert b"".join(houses.streaming_content).startswith(b"\xef\xbb\xbf")
    assert "スマホ教室" in b"".join(events.streaming_content).decode("utf-8-sig")


def test_a_block_in_which_the_city_holds_a_class_is_not_given_out(
    city_client: CityClient, session: Session
) -> None:
    assert session.room is not None
    morning = Slot.objects.get(resource_id=session.room.resource_id, starts_at=THE_DAY - timedelta(hours=1))
    data = {**USE, "fee_class": "resident", **WHO, "slot": str(morning.pk), "book": "1", "seen": "610"}

    shown = city_client.get("venues/facilities/hall/room/?from=2026-12-03").content.decode()
    answer = city_client.post(f"venues/facilities/hall/room/book/?slot={morning.pk}", data)

    assert "市の講座で使います" in shown
    assert answer.status_code == 409
    assert Reservation.objects.count() == 0


def test_the_pages_of_the_engine_lead_to_where_the_fee_is_shown(city_client: CityClient, room: Room) -> None:
    slot = free_slots(room)[0]
    data = {"slot": slot, "quantity": "1", "key": KEY}

    shown = city_client.get(f"bookings/{room.resource_id}/")
    held = city_client.post(f"bookings/{room.resource_id}/hold/", data)

    assert [one.headers["Location"] for one in (shown, held)] == ["/minato/venues/facilities/hall/room/"] * 2
    assert not Reservation.objects.exists()


def test_ten_sessions_take_as_many_queries_as_one(city_client: CityClient, session: Session) -> None:
    before = [
        city_client.count_queries(path) for path in ("venues/", "venues/events/", "venues/events/2026-12/")
    ]
    more = [
        {
            "code": f"s{n}",
            "day": f"2026-12-{n}",
            "starts": "10:00",
            "ends": "12:00",
            "seats": 5,
            "place": "集会所",
        }
        for n in range(10, 20)
    ]
    load_class(session.municipality, now=NOW, sessions=more)

    after = [
        city_client.count_queries(path) for path in ("venues/", "venues/events/", "venues/events/2026-12/")
    ]

    assert after == before


QUESTION = {"key": "wish", "type": "text", "label": {"ja": "撮りたいもの"}, "required": True}


def form_content(**question: Any) -> dict[str, Any]:
    """What the class asks."""
    step = {"code": "one", "title": {"ja": "希望"}, "fields": [{**QUESTION, **question}]}
    return {"code": "wishes", "title": {"ja": "希望"}, "steps": [step]}


def publish(session: Session, **question: Any) -> None:
    form = forms.parse_form(form_content(**question))
    where = {"municipality_id": session.municipality_id, "section_id": None, "actor": SYSTEM, "now": NOW}
    forms.load_form(**where, form=form)


def test_what_was_answered_stays_what_the_page_had_asked(city_client: CityClient, session: Session) -> None:
    load_class(session.municipality, now=NOW, form=form_content())
    address = f"venues/sessions/{session.pk}/"
    assert 'name="_form" value="1"' in city_client.get(address).content.decode()
    publish(session, key="other", required=False)

    data = {**WHO, "age_group": "seventies", "enter": "1", "wish": "花火"}
    refused = city_client.post(address, {**data, "wish": "", "_form": "1"})
    assert (refused.status_code, 'name="wish"' in refused.content.decode()) == (422, True)
    assert city_client.post(address, {**data, "_form": "1"}).status_code == 302
    assert [line.value for one in guests(session).booked for line in one.answers] == ["花火"]


@pytest.mark.parametrize("shown", ["", "0", "7", "９", "-1", "99999999999999999999", "x"])
def test_a_number_that_is_none_asks_from_the_form_of_the_day(
    city_client: CityClient, session: Session, shown: str
) -> None:
    load_class(session.municipality, now=NOW, form=form_content(required=False))
    data = {**WHO, "age_group": "seventies", "enter": "1", "_form": shown}
    assert city_client.post(f"venues/sessions/{session.pk}/", data).status_code == 302
