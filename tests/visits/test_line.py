"""The queue: who is called when, and what happens when it does not go straight."""

from __future__ import annotations

import pytest

from shirube.kernel.ids import new_id
from shirube.visits import interface as visits
from shirube.visits.models import Visit, VisitService
from tests.visits.counters import Counter


def test_tickets_are_numbered_by_branch_and_day(counter: Counter) -> None:
    first, second = counter.take(), counter.take(counter.moving)

    assert (first.ticket, second.ticket) == ("A-001", "B-002")
    assert counter.later(24 * 60).take().ticket == "A-001"


def test_pressing_twice_gives_one_ticket(counter: Counter) -> None:
    assert counter.take(key="k1").ticket == counter.take(key="k1").ticket
    assert Visit.objects.count() == 1


def test_a_code_opens_its_visit_and_is_not_stored(counter: Counter) -> None:
    ticket = counter.take()

    found = visits.get_visit_by_code(municipality_id=counter.city.pk, code=ticket.code)

    assert found.id == ticket.visit_id
    assert not Visit.objects.filter(code_hash=ticket.code).exists()


def test_a_desk_calls_only_what_it_serves(counter: Counter) -> None:
    counter.open().take(counter.moving)
    counter.take()

    counter.call(0)

    assert counter.line.at(counter.desks[0]).ticket == "A-002"
    with pytest.raises(visits.DeskBusyError):
        counter.call(0)


def test_two_clerks_call_and_get_two_tickets(counter: Counter) -> None:
    counter.open().take()
    counter.take()

    assert counter.call(0) != counter.call(1)


def test_the_second_to_call_one_ticket_is_told_where_it_is(counter: Counter) -> None:
    counter.open().take()
    step = counter.line.waiting[0].id
    visits.call_ticket(desk_id=counter.desks[0], step_id=step, **counter.by(0))

    with pytest.raises(visits.StepMovedError) as told:
        visits.call_ticket(desk_id=counter.desks[1], step_id=step, **counter.by(1))

    assert told.value.facts == {"ticket": "A-001", "state": "called", "desk": 1}


def test_only_who_sits_at_a_desk_calls_there(counter: Counter) -> None:
    counter.open().take()

    with pytest.raises(visits.NotAtDeskError):
        visits.call_next(desk_id=counter.desks[0], **counter.by(1))


def test_reserved_at_their_time_go_before_those_in_turn(counter: Counter) -> None:
    visit_id = counter.expect(new_id(), minutes=10)
    counter.take()
    counter.later(8)
    counter.arrive(visit_id)

    assert counter.order == ["A-002", "A-001"]


def test_reserved_who_come_early_wait_in_turn(counter: Counter) -> None:
    visit_id = counter.expect(new_id(), minutes=60)
    counter.take()
    counter.later(1).arrive(visit_id)

    assert counter.order == ["A-001", "A-002"]


def test_who_comes_too_late_is_told_and_waits_in_turn(counter: Counter) -> None:
    visit_id = counter.expect(new_id(), minutes=0)
    counter.later(16).take()

    assert counter.later(1).arrive(visit_id).lost_reserved_place
    assert counter.order == ["A-001", "A-002"]


def test_arriving_twice_and_elsewhere_and_another_day_is_told(counter: Counter) -> None:
    visit_id, other_id = counter.expect(new_id(), minutes=0), counter.expect(new_id(), minutes=24 * 60)
    counter.arrive(visit_id)

    with pytest.raises(visits.AlreadyArrivedError):
        counter.arrive(visit_id)
    with pytest.raises(visits.WrongDayError):
        counter.arrive(other_id)
    with pytest.raises(visits.WrongBranchError):
        counter.later(24 * 60).arrive(other_id, branch_id=new_id())


def test_priority_goes_first(counter: Counter) -> None:
    counter.take()
    ticket = counter.later(1).take()

    visits.set_priority(visit_id=ticket.visit_id, priority=visits.Priority.CONDITION, **counter.by(0))

    assert counter.order == ["A-002", "A-001"]


def test_on_hold_keeps_the_place_in_line(counter: Counter) -> None:
    counter.open().take()
    counter.later(1).take()
    step = counter.call()
    visits.put_on_hold(step_id=step, **counter.by(0))
    assert counter.order == ["A-002"]

    visits.return_to_queue(step_id=step, **counter.by(0))

    assert counter.order == ["A-001", "A-002"]


def test_hold_is_not_counted_as_service(counter: Counter) -> None:
    counter.open().take()
    step = counter.call()
    visits.start_service(step_id=step, **counter.by(0))
    visits.put_on_hold(step_id=step, **counter.later(3).by(0))
    visits.call_ticket(desk_id=counter.desks[0], step_id=step, **counter.later(30).by(0))
    visits.start_service(step_id=step, **counter.by(0))
    visits.finish_service(step_id=step, **counter.later(2).by(0))

    assert VisitService.objects.get().served_seconds == 5 * 60


def test_transferred_stand_in_line_from_when_they_came(counter: Counter) -> None:
    counter.open().take()
    counter.later(1).take(counter.moving)
    step = counter.call()

    visits.transfer_ticket(step_id=step, service_id=counter.moving, **counter.by(0))

    assert counter.order == ["A-001", "B-002"]


def test_several_services_follow_each_other_in_one_visit(counter: Counter) -> None:
    ticket = counter.open().take(counter.certificates, counter.moving)
    counter.serve()

    assert [step.service_id for step in counter.line.waiting] == [counter.moving]
    counter.serve(1)
    visit = visits.get_visit(municipality_id=counter.city.pk, visit_id=ticket.visit_id)
    assert (visit.state, counter.line.open_steps) == (visits.VisitState.DONE, ())


def test_leaving_takes_all_services_out_of_the_line(counter: Counter) -> None:
    ticket = counter.take(counter.certificates, counter.moving)

    visits.leave_line(visit_id=ticket.visit_id, **counter.by(0))

    assert counter.line.open_steps == ()
    with pytest.raises(visits.VisitOverError):
        visits.leave_line(visit_id=ticket.visit_id, **counter.by(0))
