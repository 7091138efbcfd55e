"""One code from home to the desk: what was prepared goes with the visit, and ends with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
import time_machine

from shirube.accounts.domain.lockout import ALLOWED_FAILURES, Tried
from shirube.accounts.interface import SYSTEM
from shirube.accounts.models import User
from shirube.bookings import interface as bookings
from shirube.kernel.ids import new_id
from shirube.kernel.words import Words
from shirube.visits import interface as visits
from shirube.visits.commands import reserving
from shirube.visits.commands.interviews.meeting import NotServedHereError, arrive_prepared, meet_visitor
from shirube.visits.domain.interview.codes import carried_code
from shirube.visits.domain.interview.states import Origin
from shirube.visits.models import Interview, Service, Visit, VisitService
from tests.conftest import CityClient
from tests.visits.counters import Counter, make_counter
from tests.visits.interviews.desks import NOW, Desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered() -> tuple[str, ...]:
    """One form is enough here."""
    return ("sousaihi",)


@pytest.fixture(autouse=True)
def _at_ten() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def hall(desk: Desk) -> Counter:
    """おくやみ at desk 2, where the tablet's clerk sits, and nowhere else."""
    counter = make_counter(desk.city)
    counter.now = NOW
    counter.moving = visits.define_service(
        municipality_id=desk.city.pk,
        branch_id=counter.branch_id,
        entry=visits.ServiceEntry(
            code="bereavement", letter="C", title=Words(ja="おくやみ"), package="okuyami"
        ),
        section_id=Service.objects.values_list("section_id", flat=True)[0],
        actor=SYSTEM,
        now=NOW,
    )
    counter.desks = (
        counter.desks[0],
        visits.define_desk(
            municipality_id=desk.city.pk,
            branch_id=counter.branch_id,
            number=2,
            service_ids=[counter.moving],
            actor=SYSTEM,
            now=NOW,
        ),
    )
    counter.clerks = (counter.clerks[0], desk.clerk)
    return counter.open(1)


@pytest.fixture
def tablet(desk: Desk) -> CityClient:
    return CityClient(desk.city).enter(User.objects.get(pk=desk.clerk.staff_id))


def expect(hall: Counter) -> UUID:
    """Somebody reserved for おくやみ at half past ten."""
    return visits.expect_visit(
        municipality_id=hall.city.pk,
        branch_id=hall.branch_id,
        service_ids=[hall.moving],
        reservation_id=new_id(),
        reserved_for=NOW,
        holder=visits.Holder(),
    )


def code_of(hall: Counter, visit_id: UUID) -> str:
    return visits.code_of(municipality_id=hall.city.pk, visit_id=visit_id)


def meet(hall: Counter, visit_id: UUID) -> UUID:
    return meet_visitor(visit_id=visit_id, **hall.by(1))


def prepare(hall: Counter) -> tuple[UUID, str]:
    """At home, without a reservation; the code as its QR carries it."""
    started = visits.start_preparation(
        municipality_id=hall.city.pk, package="okuyami", origin=Origin.HOME, language="ja", now=NOW
    )
    return started.interview_id, carried_code(hall.city.code, started.code)


def bring(hall: Counter, typed: str, branch_id: UUID | None = None) -> visits.Ticket:
    return arrive_prepared(
        municipality_id=hall.city.pk,
        branch_id=branch_id or hall.branch_id,
        typed=typed,
        source=visits.Source.KIOSK,
        actor=SYSTEM,
        now=hall.now,
    )


def test_answers_of_the_tickets_page_are_there_at_the_desk(
    hall: Counter, city_client: CityClient, desk: Desk
) -> None:
    visit_id = expect(hall)
    ticket = f"tickets/{code_of(hall, visit_id)}/"
    begun = city_client.post(ticket + "prepare/", {"package": "okuyami"})
    city_client.post(begun["Location"], {"had_insurance": "yes", "_pause": "1"})
    row = Interview.objects.get()
    done = city_client.post(f"prepare/i/{row.pk}/", {"finish": "1"})
    assert done["Location"].endswith(ticket)
    assert "書いたことを預かっています" in city_client.get(ticket).content.decode()

    hall.arrive(visit_id)
    hall.call(1)
    assert meet(hall, visit_id) == row.pk
    assert desk.look(row.pk).answers["had_insurance"] is True
    assert VisitService.objects.get(visit_id=visit_id).state == "serving"


def test_no_desk_opens_what_was_prepared_before_the_resident_stands_there(
    hall: Counter, city_client: CityClient, tablet: CityClient
) -> None:
    visit_id = expect(hall)
    city_client.post(f"tickets/{code_of(hall, visit_id)}/prepare/", {"package": "okuyami"})

    assert tablet.post(f"staff/interviews/visits/{visit_id}/").status_code == 403
    assert Interview.objects.get().state == "preparing"


def test_what_was_written_before_reserving_goes_with_the_reservation(
    hall: Counter, city_client: CityClient
) -> None:
    resource_id = reserving.offer_times(
        municipality_id=hall.city.pk,
        service_id=hall.moving,
        hours=[bookings.WeeklyHours(NOW.weekday(), bookings.Span("11:00", "12:00"))],
        capacity=1,
        policy=bookings.Policy(minutes=60, horizon_days=0, lead_minutes=0),
        actor=SYSTEM,
        now=NOW,
    )
    (slot,) = bookings.list_slots(
        municipality_id=hall.city.pk,
        resource_ids=[resource_id],
        since=NOW,
        until=NOW.replace(hour=23),
        now=NOW,
    )
    city_client.post("prepare/okuyami/")
    row = Interview.objects.get()
    assert "来る時間を予約する" in city_client.get("prepare/okuyami/").content.decode()
    form = {"key": "k", "slot": str(slot.id), "name": "山田 花子", "phone": "0225-00-1111"}
    made = city_client.post(f"counter/services/{hall.moving}/reserve/", form)

    row.refresh_from_db()
    assert row.visit_id == Visit.objects.get().pk
    shown = city_client.get(f"prepare/i/{row.pk}/").content.decode()
    assert made["Location"] in shown
    assert 'class="interview-code"' not in shown


def test_somebody_elses_browser_is_not_led_into_the_answers(hall: Counter, city_client: CityClient) -> None:
    visit_id = expect(hall)
    ticket = f"tickets/{code_of(hall, visit_id)}/"
    city_client.post(ticket + "prepare/", {"package": "okuyami"})

    shown = CityClient(hall.city).get(ticket).content.decode()

    assert "続きは、書いた端末で書けます" in shown
    assert f"prepare/i/{Interview.objects.get().pk}" not in shown


def test_the_code_of_a_preparation_gives_one_ticket_and_brings_it(hall: Counter) -> None:
    interview_id, typed = prepare(hall)

    ticket = bring(hall, typed)

    assert bring(hall, typed.lower()).ticket == ticket.ticket == "C-001"
    assert Interview.objects.get(pk=interview_id).visit_id == ticket.visit_id


def test_the_code_of_a_preparation_takes_the_place_that_was_reserved(hall: Counter) -> None:
    visit_id = expect(hall)
    interview_id, typed = prepare(hall)
    Interview.objects.filter(pk=interview_id).update(visit_id=visit_id)

    assert bring(hall, typed).visit_id == visit_id
    with pytest.raises(visits.AlreadyArrivedError):
        bring(hall, typed)


def test_what_was_prepared_for_a_cancelled_visit_goes_with_the_next(hall: Counter) -> None:
    visit_id = expect(hall)
    interview_id, typed = prepare(hall)
    Interview.objects.filter(pk=interview_id).update(visit_id=visit_id)
    Visit.objects.filter(pk=visit_id).update(state="cancelled")

    ticket = bring(hall, typed)

    assert Interview.objects.get(pk=interview_id).visit_id == ticket.visit_id != visit_id


def test_a_branch_without_the_package_gives_no_ticket_for_it(hall: Counter) -> None:
    _, typed = prepare(hall)
    elsewhere = visits.define_branch(
        municipality_id=hall.city.pk, code="kita", title=Words(ja="北支所"), actor=SYSTEM, now=NOW
    )

    with pytest.raises(NotServedHereError):
        bring(hall, typed, elsewhere)
    assert not Visit.objects.exists()


def test_a_wrong_or_forgotten_preparation_is_told(hall: Counter) -> None:
    _, typed = prepare(hall)
    hall.later(31 * 24 * 60)

    with pytest.raises(visits.UnknownCodeError):
        bring(hall, typed)
    with pytest.raises(visits.CodeOfElsewhereError):
        bring(hall, "042021" + typed[6:])


def test_meeting_twice_is_the_same_conversation(hall: Counter) -> None:
    ticket = hall.take(hall.moving)
    hall.call(1)

    assert meet(hall, ticket.visit_id) == meet(hall, ticket.visit_id)
    assert Interview.objects.count() == 1


def test_handing_in_ends_the_service_and_frees_the_desk(hall: Counter, desk: Desk) -> None:
    ticket = hall.take(hall.moving)
    hall.call(1)
    interview = desk.look(meet(hall, ticket.visit_id))
    opening = dict.fromkeys(interview.talk.package.opening_keys, False)
    desk.hand_in(desk.check(desk.answer(interview, {**opening, "had_insurance": True})))

    visit = visits.get_visit(municipality_id=hall.city.pk, visit_id=ticket.visit_id)
    assert (visit.state, visit.steps[0].state) == ("done", "done")
    assert hall.line.at(hall.desks[1]) is None


def test_handing_in_elsewhere_leaves_the_desk_of_another_alone(hall: Counter, desk: Desk) -> None:
    ticket = hall.take(hall.certificates)
    hall.open(0)
    visits.start_service(step_id=hall.call(0), **hall.by(0))
    interview = desk.start(visit_id=ticket.visit_id)
    opening = dict.fromkeys(interview.talk.package.opening_keys, False)
    desk.hand_in(desk.check(desk.answer(interview, {**opening, "had_insurance": True})))

    assert VisitService.objects.get().state == "serving"


def test_after_handing_in_the_page_leads_back_to_the_desk(
    hall: Counter, desk: Desk, tablet: CityClient
) -> None:
    ticket = hall.take(hall.moving)
    hall.call(1)
    shown = tablet.get("staff/counter/honcho/desks/2/").content.decode()
    assert "聞き取りを始める・続ける" in shown
    met = tablet.post(f"staff/interviews/visits/{ticket.visit_id}/")
    interview = desk.look(Interview.objects.get().pk)
    opening = dict.fromkeys(interview.talk.package.opening_keys, False)
    desk.check(desk.answer(interview, {**opening, "had_insurance": True}))
    tablet.post(f"staff/interviews/{interview.id}/act/", {"hand_in": "1", "identity_seen": "運転免許証"})

    assert met.status_code == 302
    done = tablet.get(f"staff/interviews/{interview.id}/done/").content.decode()
    assert "窓口にもどって、次の方を呼ぶ" in done


def test_preparations_are_not_begun_without_end(
    hall: Counter, city_client: CityClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ALLOWED_FAILURES, Tried.VISITOR, 2)

    answers: list[Any] = [city_client.post(path) for path in ("prepare/okuyami/", "desk/okuyami/")]

    assert [one.status_code for one in answers] == [302, 403]
    assert Interview.objects.count() == 1
