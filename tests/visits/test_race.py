"""Desks that act at the same moment: first how one resident is called to two desks without the guard, then that none is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from shirube.accounts.interface import SYSTEM
from shirube.visits import interface as visits
from shirube.visits.commands import calling, desks, ending, moving
from shirube.visits.models import Visit, VisitService
from tests.plans.race import Meeting, errors_among, together
from tests.visits.counters import Counter

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def meet_before(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Nobody goes on before both have come so far; where the database lets in one by one, they just go on."""

    def arrange(*places: tuple[Any, str]) -> None:
        meeting = Meeting(2)
        for module, name in places:
            monkeypatch.setattr(module, name, partial(_wait_and_do, meeting, getattr(module, name)))

    return arrange


def _wait_and_do(meeting: Meeting, do: Callable[..., Any], *given: Any, **facts: Any) -> Any:
    meeting.wait()
    return do(*given, **facts)


def call(counter: Counter, number: int) -> Callable[[], object]:
    return partial(visits.call_next, desk_id=counter.desks[number], **counter.by(number))


def _look_then_write(counter: Counter, number: int, meeting: Meeting) -> str:
    step = VisitService.objects.get()
    meeting.wait()
    if step.state == visits.StepState.WAITING:
        VisitService.objects.filter(pk=step.pk).update(state="called", desk_id=counter.desks[number])
        return "called"
    return "told"


def test_without_the_guard_one_ticket_is_called_to_two_desks(counter: Counter) -> None:
    counter.open().take()
    meeting = Meeting(2)

    results = together(
        counter.city.pk, *[partial(_look_then_write, counter, number, meeting) for number in (0, 1)]
    )

    assert results == ["called", "called"]


def test_two_clerks_press_the_same_ticket(counter: Counter, meet_before: Callable[..., None]) -> None:
    counter.open().take()
    step = counter.line.waiting[0].id
    meet_before((calling, "_ready_desk"))

    results = together(
        counter.city.pk,
        *[
            partial(visits.call_ticket, desk_id=counter.desks[number], step_id=step, **counter.by(number))
            for number in (0, 1)
        ],
    )

    assert errors_among(results) == [visits.StepMovedError]
    assert VisitService.objects.get().calls == 1


def test_two_clerks_call_the_next_and_get_one_each(
    counter: Counter, meet_before: Callable[..., None]
) -> None:
    counter.open().take()
    counter.take()
    meet_before((calling, "_ready_desk"))

    results = together(counter.city.pk, call(counter, 0), call(counter, 1))

    assert errors_among(results) == []
    assert len(set(results)) == 2


def test_one_clerk_in_two_windows_calls_one(counter: Counter, meet_before: Callable[..., None]) -> None:
    counter.open(0).take()
    counter.take()
    meet_before((calling, "_ready_desk"))

    results = together(counter.city.pk, call(counter, 0), call(counter, 0))

    assert errors_among(results) == [visits.DeskBusyError]
    assert len(counter.line.at_desk) == 1


def test_passed_on_while_going_home_leaves_no_ghost_in_the_line(
    counter: Counter, meet_before: Callable[..., None]
) -> None:
    ticket = counter.open().take()
    step = counter.call(0)
    meet_before((moving, "note"), (ending, "touch"))
    transfer = partial(visits.transfer_ticket, step_id=step, service_id=counter.moving, **counter.by(0))
    leave = partial(visits.leave_line, visit_id=ticket.visit_id, **counter.by(1))

    results = together(counter.city.pk, transfer, leave)

    assert set(errors_among(results)) <= {visits.StepMovedError}
    assert Visit.objects.get().state == "left"
    assert counter.line.open_steps == ()


def test_called_elsewhere_while_passed_on_stands_at_one_desk(counter: Counter) -> None:
    counter.open().take()
    step = counter.call(0)
    transfer = partial(visits.transfer_ticket, step_id=step, service_id=counter.moving, **counter.by(0))

    results = together(counter.city.pk, transfer, call(counter, 1))

    assert set(errors_among(results)) <= {visits.NobodyWaitingError}
    assert len(counter.line.open_steps) == 1


def test_finished_twice_is_finished_once_and_the_next_service_waits_once(
    counter: Counter, meet_before: Callable[..., None]
) -> None:
    counter.open().take(counter.certificates, counter.moving)
    step = counter.call(0)
    visits.start_service(step_id=step, **counter.by(0))
    meet_before((calling, "_own_step"))
    finish = partial(visits.finish_service, step_id=step, **counter.by(0))

    results = together(counter.city.pk, finish, finish)

    assert errors_among(results) == [visits.StepMovedError]
    assert [one.service_id for one in counter.line.waiting] == [counter.moving]


def test_twelve_who_wait_are_moved_while_the_other_desk_calls(counter: Counter) -> None:
    counter.open()
    for _ in range(12):
        counter.take(counter.moving)
    counter.take()
    close = partial(
        visits.close_desk,
        desk_id=counter.desks[1],
        take_over_desk_id=counter.desks[0],
        **counter.by(1),
    )

    results = together(counter.city.pk, close, call(counter, 0))

    assert errors_among(results) == []
    # Whoever of them was called at once needs not be told.
    untold = VisitService.objects.filter(service_id=counter.moving).exclude(told="desk_closed")
    assert set(untold.values_list("state", flat=True)) <= {"called"}
    assert len(counter.line.open_steps) == 13
    assert None not in {one.wait_seconds for one in counter.line.waiting}


def test_a_ticket_taken_while_the_day_is_closed_is_given_or_refused_and_never_forgotten(
    counter: Counter,
) -> None:
    counter.take()

    results = together(counter.city.pk, counter.close_day, counter.take)

    assert set(errors_among(results)) <= {visits.CounterClosedError}
    assert not Visit.objects.filter(state="here").exists()


def test_the_day_is_closed_on_a_service_that_ends_at_that_moment(
    counter: Counter, meet_before: Callable[..., None]
) -> None:
    counter.open().take()
    step = counter.call(0)
    visits.start_service(step_id=step, **counter.by(0))
    meet_before((calling, "note"), (desks, "touch"))
    finish = partial(visits.finish_service, step_id=step, **counter.by(0))
    close = partial(counter.close_day, although_serving=True)

    results = together(counter.city.pk, finish, close)

    assert set(errors_among(results)) <= {visits.StepMovedError, visits.NotAtDeskError}
    assert (Visit.objects.get().state, counter.line.open_steps) == ("done", ())


def test_arriving_at_two_kiosks_gives_one_ticket(counter: Counter) -> None:
    visit_id = counter.expect(counter.branch_id, minutes=0)
    arrive = partial(
        visits.arrive,
        municipality_id=counter.city.pk,
        branch_id=counter.branch_id,
        visit_id=visit_id,
        actor=SYSTEM,
        now=counter.now,
    )

    results = together(counter.city.pk, arrive, arrive)

    assert errors_among(results) == [visits.AlreadyArrivedError]
    assert len(counter.line.waiting) == 1
