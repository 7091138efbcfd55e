"""A class with few seats, and those who come too late for one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from shirube.accounts.interface import SYSTEM
from shirube.bookings import interface as bookings
from shirube.kernel.clock import JAPAN
from shirube.venues.commands.attendance import (
    AttendedTwiceError,
    NotYetHeldError,
    add_attendees,
    attend,
    unattend,
)
from shirube.venues.commands.entering import EntryWish, SessionClosedError, enter_session, wait_for_session
from shirube.venues.commands.forgetting import forget_old_words
from shirube.venues.commands.sessions import CancelReasonMissingError, cancel_session, change_seats
from shirube.venues.domain.ages import AgeGroup
from shirube.venues.models import Attendance, Entry, Session
from shirube.venues.queries.courses import get_session
from shirube.venues.queries.people import Guests, list_guests
from tests.venues.conftest import NOW

THE_DAY = datetime(2026, 12, 3, 10, tzinfo=JAPAN)


def booker(number: int) -> bookings.Booker:
    return bookings.Booker(name=f"受講 {number}", mail=f"guest-{number}@resident.example")


def enter(session: Session, number: int, **wish: Any) -> bookings.ReservationView:
    who = booker(number)
    return enter_session(
        municipality_id=session.municipality_id,
        session_id=session.pk,
        wish=EntryWish(**wish),
        booker=who,
        key=f"key-{number}",
        actor=who,
        now=NOW,
    )


def wait(session: Session, number: int, **wish: Any) -> bookings.WaitingView:
    who = booker(number)
    return wait_for_session(
        municipality_id=session.municipality_id,
        session_id=session.pk,
        wish=EntryWish(**wish),
        booker=who,
        key=f"key-{number}",
        actor=who,
        now=NOW,
    )


def guests(session: Session) -> Guests:
    view = get_session(municipality_id=session.municipality_id, session_id=session.pk)
    return list_guests(session=view, municipality_id=session.municipality_id)


def act(session: Session, now: datetime = THE_DAY) -> dict[str, Any]:
    return {"municipality_id": session.municipality_id, "session_id": session.pk, "actor": SYSTEM, "now": now}


def test_who_enters_stands_on_the_list_with_age(session: Session) -> None:
    made = enter(session, 1, age_group=AgeGroup.SEVENTIES)

    found = guests(session)
    assert made.state is bookings.ReservationState.CONFIRMED
    assert [(one.line.name, one.age_group) for one in found.booked] == [("受講 1", AgeGroup.SEVENTIES)]


def test_the_second_click_is_the_first_one(session: Session) -> None:
    assert enter(session, 1).number == enter(session, 1).number
    assert Entry.objects.count() == 1


def test_a_full_class_takes_nobody_and_keeps_nothing_of_them(session: Session) -> None:
    enter(session, 1)
    enter(session, 2)

    with pytest.raises(bookings.SlotFullError):
        enter(session, 3)
    assert (len(guests(session).booked), Entry.objects.count()) == (2, 2)


def test_a_seat_that_falls_free_goes_to_who_waits_longest_with_what_they_told(session: Session) -> None:
    first = enter(session, 1)
    enter(session, 2)
    wait(session, 3, age_group=AgeGroup.OVER_80)
    wait(session, 4)

    bookings.cancel_reservation(
        municipality_id=session.municipality_id, reservation_id=first.id, actor=SYSTEM, now=NOW
    )

    found = guests(session)
    assert {one.line.name: one.age_group for one in found.booked} == {
        "受講 2": AgeGroup.UNKNOWN,
        "受講 3": AgeGroup.OVER_80,
    }
    assert [one.booker.name for one in found.waiting] == ["受講 4"]


def test_more_seats_go_to_who_waits(session: Session) -> None:
    enter(session, 1)
    enter(session, 2)
    wait(session, 3)

    change_seats(**act(session, NOW), seats=3)

    assert (len(guests(session).booked), Session.objects.get().seats) == (3, 3)


def test_fewer_seats_than_are_booked_are_refused_or_the_latest_are_named(session: Session) -> None:
    enter(session, 1)
    enter(session, 2)

    with pytest.raises(bookings.CapacityBelowBookedError):
        change_seats(**act(session, NOW), seats=1)
    gone = change_seats(**act(session, NOW), seats=1, cancel_latest=True)

    assert [one.name for one in gone] == ["受講 2"]
    assert Session.objects.get().seats == 1


def test_who_booked_a_cancelled_session_is_named_and_nobody_enters_it(session: Session) -> None:
    enter(session, 1)
    enter(session, 2)
    wait(session, 3)

    gone = cancel_session(**act(session, NOW), reason="講師が来られないため")

    assert [one.name for one in gone] == ["受講 1", "受講 2"]
    with pytest.raises(SessionClosedError):
        enter(session, 4)
    assert not guests(session).waiting


def test_a_session_is_not_cancelled_without_a_word(session: Session) -> None:
    with pytest.raises(CancelReasonMissingError):
        cancel_session(**act(session, NOW), reason=" ")


def test_who_came_is_counted_by_age(session: Session) -> None:
    enter(session, 1, age_group=AgeGroup.SIXTIES)
    line = guests(session).booked[0].line

    attend(**act(session), line=line)
    add_attendees(**act(session), counts={AgeGroup.OVER_80: 2})

    found = guests(session)
    assert found.came == 3
    assert found.booked[0].line.state is bookings.ReservationState.ATTENDED
    with pytest.raises(AttendedTwiceError):
        attend(**act(session), line=line)


def test_a_tick_can_be_taken_back(session: Session) -> None:
    enter(session, 1)
    line = guests(session).booked[0].line
    attend(**act(session), line=line)

    unattend(**act(session), reservation_id=line.id)

    assert not Attendance.objects.exists()
    assert guests(session).booked[0].line.state is bookings.ReservationState.CONFIRMED


def test_nobody_came_to_what_has_not_begun(session: Session) -> None:
    with pytest.raises(NotYetHeldError):
        add_attendees(**act(session, NOW), counts={AgeGroup.OVER_80: 1})


def test_the_name_of_a_walk_in_is_sealed(session: Session) -> None:
    add_attendees(**act(session), counts={AgeGroup.OVER_80: 1}, name="飛入 花子")

    row = Attendance.objects.get()
    assert "飛入".encode() not in bytes(row.name or b"")
    assert guests(session).walk_ins[0].name == "飛入 花子"


def test_answers_of_a_form_are_kept_sealed(session: Session) -> None:
    enter(session, 1, answers={"wish": "写真"})

    assert "写真".encode() not in bytes(Entry.objects.get().answers or b"")


def test_what_was_told_is_forgotten_in_time_and_the_count_stays(session: Session) -> None:
    enter(session, 1, age_group=AgeGroup.SIXTIES, answers={"wish": "写真"})
    add_attendees(**act(session), counts={AgeGroup.OVER_80: 1}, name="飛入 花子")
    facts = {"municipality_id": session.municipality_id}

    soon = forget_old_words(**facts, now=THE_DAY + timedelta(days=80))
    late = forget_old_words(**facts, now=THE_DAY + timedelta(days=91))

    assert (soon, late) == (0, 2)
    assert (Entry.objects.get().answers, Attendance.objects.get().name) == (None, None)
    assert guests(session).came == 1
