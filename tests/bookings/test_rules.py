"""Staff set rules of a resource apart from its owner's; and what bookers told is forgotten."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from shirube.accounts.domain import lockout
from shirube.accounts.interface import Role
from shirube.bookings import interface as bookings
from shirube.bookings.commands.forgetting import KEPT_FOR, forget_bookers
from shirube.bookings.models import Reservation, ReservedSlot, Resource, Slot, Tally, WaitingEntry
from shirube.bookings.queries.reservations import booker_of
from shirube.bookings.web.staff.rules_form import initial_of
from shirube.organizations.models import Section
from tests.bookings.hall import NOW, Desk, person
from tests.conftest import CityClient


def sent(policy: bookings.Policy, **changes: Any) -> dict[str, Any]:
    """What the form of rules sends: an unticked box is not sent."""
    facts = {**initial_of(policy), **changes}
    return {name: value for name, value in facts.items() if value is not False}


def test_what_staff_change_survives_when_the_owner_defines_anew(
    desk: Desk, hall: Resource, subject_id: UUID
) -> None:
    desk.deed(bookings.change_rules, resource_id=hall.pk, policy=replace(hall.policy, hold_minutes=25))

    again = desk.resource(subject_id=subject_id, lead_minutes=60)

    assert (again.policy.hold_minutes, again.policy.lead_minutes) == (25, 60)
    assert again.own_rules == {"hold_minutes": 25}


def test_the_page_previews_saves_and_goes_back(
    signed_in: Any, desk: Desk, hall: Resource, section: Section
) -> None:
    clerk = signed_in(Role.SECTION_STAFF, section=section)
    page = clerk.url("bookings_staff:rules", hall.pk)
    changed = sent(hall.policy, per_person_max=2, limit_window="month")

    preview = clerk.post(page, {**changed, "preview": "1"}).content.decode()
    before = Resource.objects.get().own_rules
    clerk.post(page, {**changed, "save": "1"})
    after = Resource.objects.get().own_rules
    clerk.post(page, {**sent(hall.policy), "save": "1"})

    assert "1か月に2枠まで" in preview
    assert (before, after) == ({}, {"per_person_max": 2, "limit_window": "month"})
    assert Resource.objects.get().own_rules == {}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"hold_minutes": 0}, "1から60まで"),
        ({"horizon_days": 900}, "0から400まで"),
        ({"lead_minutes": "x"}, ""),
    ],
)
def test_a_rule_out_of_reach_is_told_beside_its_field(
    signed_in: Any, hall: Resource, section: Section, wrong: dict[str, Any], said: str
) -> None:
    clerk = signed_in(Role.SECTION_STAFF, section=section)

    answer = clerk.post(
        clerk.url("bookings_staff:rules", hall.pk), {**sent(hall.policy, **wrong), "save": "1"}
    )

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Resource.objects.get().own_rules == {}


def test_blocks_are_typed_line_by_line(
    signed_in: Any, desk: Desk, subject_id: UUID, section: Section, time_machine: Any
) -> None:
    time_machine.move_to(desk.now, tick=False)
    calendar = desk.deed(
        bookings.define_calendar,
        code="hall",
        title="ホール",
        hours=[bookings.WeeklyHours(day, bookings.Span("09:00", "21:00")) for day in range(7)],
        closed_on_holidays=False,
    )
    hall = desk.resource(subject_id=subject_id, calendar_id=calendar, horizon_days=3)
    clerk = signed_in(Role.SECTION_STAFF, section=section)
    page = clerk.url("bookings_staff:rules", hall.pk)

    odd = clerk.post(page, {**sent(hall.policy, blocks="午前 9時から"), "save": "1"})
    clerk.post(page, {**sent(hall.policy, blocks="morning 9:00-12:00\nevening 18:00〜21:00"), "save": "1"})

    assert odd.status_code == 422
    assert set(Slot.objects.values_list("label", flat=True)) == {"morning", "evening"}


def test_who_booked_is_forgotten_and_how_many_stays(desk: Desk, slot: Slot, hall: Resource) -> None:
    desk.book(slot, quantity=2)
    desk.wait(slot)
    at = {"municipality_id": desk.municipality_id}

    early = forget_bookers(**at, now=slot.ends_at + KEPT_FOR)
    late = forget_bookers(**at, now=slot.ends_at + KEPT_FOR + timedelta(seconds=1))
    again = forget_bookers(**at, now=slot.ends_at + KEPT_FOR + timedelta(days=1))

    row, entry = Reservation.objects.select_related("resource").get(), WaitingEntry.objects.get()
    assert (early, late, again) == (0, 2, 0)
    assert (row.booker, row.person_key, row.secret_hash, entry.booker) == ("", "", "", "")
    assert (row.state, row.quantity, entry.quantity, booker_of(row).name) == ("confirmed", 2, 1, "")
    assert ReservedSlot.objects.values_list("holder", "quantity").get() == (None, 2)


def test_counts_against_limits_are_forgotten_with_their_day(desk: Desk, subject_id: UUID) -> None:
    hall = desk.resource(subject_id=subject_id, per_person_max=1)
    desk.book(desk.slot(hall), booker=person())
    at = {"municipality_id": desk.municipality_id}

    forget_bookers(**at, now=NOW)
    kept = Tally.objects.count()
    forget_bookers(**at, now=NOW + KEPT_FOR + timedelta(days=3))

    assert (kept, Tally.objects.count()) == (1, 0)


def test_places_kept_without_an_account_and_never_booked_are_counted_by_address(
    city_client: CityClient, desk: Desk, hall: Resource, monkeypatch: pytest.MonkeyPatch, time_machine: Any
) -> None:
    time_machine.move_to(desk.now, tick=False)
    monkeypatch.setitem(lockout.ALLOWED_FAILURES, lockout.Tried.HOLD, 2)
    slot, at = desk.slot(hall, capacity=9), city_client.url("bookings:hold", hall.pk)

    def keep(key: str) -> Any:
        return city_client.post(at, {"slot": str(slot.pk), "quantity": 1, "key": key})

    first = keep("one")
    keep("two")
    typed = {"name": "山田 花子", "mail": "yamada@resident.example", "phone": ""}
    city_client.post(first.url, typed)
    keep("three")
    refused = keep("four")

    assert refused.url.endswith(city_client.url("bookings:resource", hall.pk))
    assert Reservation.objects.count() == 3
