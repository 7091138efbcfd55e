"""Desks that open and close, the end of the day, and what those who wait are told."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shirube.kernel.clock import japan_date
from shirube.kernel.ids import new_id
from shirube.notices.models import Notice
from shirube.visits import interface as visits
from shirube.visits.commands import learning
from shirube.visits.models import DeskService, DeskShift, Visit, VisitService
from tests.visits.counters import Counter


def close(counter: Counter, number: int, take_over: int | None = None) -> int:
    instead = counter.desks[take_over] if take_over is not None else None
    return visits.close_desk(desk_id=counter.desks[number], take_over_desk_id=instead, **counter.by(number))


def test_a_desk_has_one_clerk_and_a_clerk_one_desk(counter: Counter) -> None:
    counter.open(0)

    with pytest.raises(visits.DeskTakenError):
        visits.open_desk(desk_id=counter.desks[0], **counter.by(1))
    with pytest.raises(visits.DeskTakenError):
        visits.open_desk(desk_id=counter.desks[1], **counter.by(0))


def test_closing_the_only_desk_for_twelve_waiting_asks_who_takes_over(counter: Counter) -> None:
    counter.open()
    for _ in range(12):
        counter.take(counter.moving)

    with pytest.raises(visits.NoDeskLeftError) as told:
        close(counter, 1)

    assert told.value.facts == {"waiting": 12, "desk": 2}
    assert counter.branch.desk(counter.desks[1]).is_open


def test_twelve_waiting_are_moved_and_told(counter: Counter) -> None:
    counter.open()
    for number in range(12):
        counter.take(counter.moving, mail=f"r{number}@resident.example" if number < 3 else "")
    before = counter.order

    assert close(counter, 1, take_over=0) == 12

    told = VisitService.objects.filter(told="desk_closed", told_facts__desk="1")
    assert (told.count(), counter.order) == (12, before)
    assert Notice.objects.filter(kind="visits.desk_closed").count() == 3
    counter.call(0)
    assert counter.line.at(counter.desks[0]).ticket == "B-001"


def test_what_was_taken_over_is_given_back_the_next_day(counter: Counter) -> None:
    counter.open().take(counter.moving)
    close(counter, 1, take_over=0)

    counter.later(24 * 60)

    assert DeskService.objects.count() == 4
    assert counter.moving not in counter.branch.desk(counter.desks[0]).service_ids


def test_who_was_called_to_a_closing_desk_returns_to_the_line(counter: Counter) -> None:
    counter.open().take()
    counter.call(0)

    close(counter, 0)

    assert counter.order == ["A-001"]


def test_a_desk_does_not_close_on_somebody(counter: Counter) -> None:
    counter.open().take()
    visits.start_service(step_id=counter.call(0), **counter.by(0))

    with pytest.raises(visits.StillServingError):
        close(counter, 0)


def test_closing_the_day_asks_once_more_while_somebody_is_at_a_desk(counter: Counter) -> None:
    ticket = counter.open().take()
    counter.take()
    visits.start_service(step_id=counter.call(0), **counter.by(0))
    with pytest.raises(visits.StillServingError):
        counter.close_day()

    closed = counter.close_day(although_serving=True)

    assert closed == visits.Closing(unserved=("A-002",), still_open=("A-001",))
    assert Visit.objects.get(pk=ticket.visit_id).was_open_at_closing
    assert not VisitService.objects.filter(served_seconds__isnull=False).exists()


def test_after_closing_there_are_no_tickets_and_no_open_desks(counter: Counter) -> None:
    counter.open().close_day()

    with pytest.raises(visits.CounterClosedError):
        counter.take()
    with pytest.raises(visits.DayClosedError):
        counter.close_day()
    assert not DeskShift.objects.filter(until__isnull=True).exists()


def test_a_day_nobody_closed_is_closed_at_night(counter: Counter) -> None:
    counter.take()
    tomorrow = counter.now + timedelta(days=1)

    assert learning.close_forgotten_days(municipality_id=counter.city.pk, now=tomorrow) == 1
    assert learning.close_forgotten_days(municipality_id=counter.city.pk, now=tomorrow) == 0


def test_who_never_came_is_expected_no_more(counter: Counter) -> None:
    counter.expect(new_id(), minutes=10)
    tomorrow = counter.now + timedelta(days=1)

    assert learning.end_missed(municipality_id=counter.city.pk, now=tomorrow) == 1
    assert Visit.objects.get().state == visits.VisitState.CANCELLED


def test_names_are_forgotten_and_figures_stay(counter: Counter) -> None:
    ticket = counter.open().take(name="山田 花子", mail="yamada@resident.example")
    counter.serve()

    learning.forget_visitors(municipality_id=counter.city.pk, now=counter.now + timedelta(days=32))

    holder = visits.get_holder(municipality_id=counter.city.pk, visit_id=ticket.visit_id)
    assert (holder.name, holder.mail) == ("", "")
    assert VisitService.objects.get().served_seconds == 5 * 60


def test_soon_is_written_once_and_in_time(counter: Counter) -> None:
    counter.open(0)
    for number in range(6):
        counter.take(mail="yamada@resident.example" if number == 5 else "")
    counter.serve()
    assert not Notice.objects.filter(kind="visits.soon").exists()

    for _ in range(3):
        counter.serve()

    assert Notice.objects.filter(kind="visits.soon").count() == 1


def test_an_address_given_later_is_written_to(counter: Counter) -> None:
    counter.open(0).take()
    ticket = counter.take()

    visits.ask_for_mail(
        municipality_id=counter.city.pk, visit_id=ticket.visit_id, mail="yamada@resident.example"
    )
    counter.call()

    assert Notice.objects.filter(kind="visits.soon").count() == 1


def test_promises_come_from_measured_times_and_publish_their_error(counter: Counter) -> None:
    counter.open(0)
    for _ in range(12):
        counter.take()
        counter.serve(minutes=4)
    learning.learn_times(municipality_id=counter.city.pk, now=counter.now)
    counter.now -= timedelta(minutes=12 * 4)
    counter.take()
    counter.take()

    assert [step.wait_seconds for step in counter.line.waiting] == [0, 4 * 60]


def test_the_day_is_that_of_japan(counter: Counter) -> None:
    # 2026-11-16 23:30 in Japan, then 0:30.
    counter.later(13.5 * 60).take()

    assert counter.later(60).take().ticket == "A-001"
    assert set(Visit.objects.values_list("day", flat=True)) == {
        japan_date(counter.now) - timedelta(days=1),
        japan_date(counter.now),
    }
