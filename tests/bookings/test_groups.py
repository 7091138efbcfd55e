"""Registered groups: handed in, looked at, valid until 31 March; and only they book where groups are asked for."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from typing import Any

import pytest

from shirube.accounts.interface import Role
from shirube.bookings import interface as bookings
from shirube.bookings.commands.groups import expire_groups, tell_group
from shirube.bookings.models import Group, Reservation, Resource, Slot
from shirube.kernel.clock import JAPAN
from shirube.kernel.ids import new_id
from shirube.notices.commands.sealing import open_contents
from shirube.notices.models import Notice
from shirube.organizations.models import Section
from tests.bookings.hall import NOW, TOMORROW, Desk, person
from tests.conftest import CityClient
from tests.plans.race import errors_among, together

CHOIR = bookings.GroupFacts(
    name="みなと合唱団", kind=bookings.GroupKind.CULTURE, members=20, members_inside=15, purpose="合唱の練習"
)
YEAR_END = date(2027, 3, 31)
TYPED = {
    "group_name": "みなと合唱団",
    "kind": "culture",
    "members": 20,
    "members_inside": 15,
    "purpose": "合唱の練習",
    "name": "山田 花子",
    "mail": "yamada@resident.example",
    "phone": "",
    "key": "one",
}


@pytest.fixture
def choir(desk: Desk) -> bookings.GroupView:
    return desk.deed(
        bookings.register_group, facts=CHOIR, contact=person(), key="choir", actor=bookings.Booker()
    )


def review(desk: Desk, group: bookings.GroupView, decision: str, **facts: Any) -> None:
    chosen = bookings.Decision(decision)
    desk.deed(bookings.review_group, group_id=group.id, decision=chosen, **facts)


def state_of(group: bookings.GroupView) -> tuple[str, date | None]:
    return Group.objects.values_list("state", "valid_until").get(pk=group.id)


def test_an_accepted_group_books_until_the_fiscal_year_ends(
    desk: Desk, slot: Slot, choir: bookings.GroupView
) -> None:
    review(desk, choir, "accept")
    for_choir = person(1, group_secret=choir.secret)

    desk.book(slot, booker=for_choir, group_id=choir.id)

    assert state_of(choir) == ("accepted", YEAR_END)
    assert Reservation.objects.get().group_id == choir.id
    accepted = partial(bookings.is_group_accepted, municipality_id=desk.municipality_id, group_id=choir.id)
    assert (accepted(day=YEAR_END), accepted(day=date(2027, 4, 1))) == (True, False)


@pytest.mark.parametrize("decision", ["", "return", "refuse"])
def test_a_group_that_is_not_accepted_books_nothing(
    desk: Desk, slot: Slot, choir: bookings.GroupView, decision: str
) -> None:
    if decision:
        review(desk, choir, decision, reason="会員の数を確かめてください")

    with pytest.raises(bookings.GroupNotAcceptedError):
        desk.book(slot, booker=person(1, group_secret=choir.secret), group_id=choir.id)


def test_nobody_books_for_a_group_without_its_code_or_account(
    desk: Desk, slot: Slot, choir: bookings.GroupView
) -> None:
    review(desk, choir, "accept")

    with pytest.raises(bookings.GroupNotFoundError):
        desk.book(slot, group_id=choir.id)
    with pytest.raises(bookings.GroupNotFoundError):
        desk.book(slot, booker=person(1, group_secret="3467-3467-3467"), group_id=choir.id)
    with pytest.raises(bookings.GroupNotFoundError):
        desk.book(slot, booker=person(1, group_secret=choir.secret), group_id=new_id())


def test_staff_book_for_an_accepted_group_by_phone(desk: Desk, slot: Slot, choir: bookings.GroupView) -> None:
    review(desk, choir, "accept")

    desk.book(slot, actor=desk.clerk, source=bookings.Source.PHONE, group_id=choir.id)

    assert Reservation.objects.get().group_id == choir.id


def test_the_limit_of_a_group_counts_all_who_book_for_it(
    desk: Desk, subject_id: Any, choir: bookings.GroupView
) -> None:
    hall = desk.resource(subject_id=subject_id, needs_group=True, per_group_max=1)
    slots = [desk.slot(hall, starts_at=TOMORROW.replace(hour=hour)) for hour in (9, 13)]
    review(desk, choir, "accept")

    desk.book(slots[0], booker=person(1, group_secret=choir.secret), group_id=choir.id)

    with pytest.raises(bookings.LimitReachedError):
        desk.book(slots[1], booker=person(2, group_secret=choir.secret), group_id=choir.id)
    with pytest.raises(bookings.GroupNeededError):
        desk.book(slots[1])


def test_what_is_returned_is_corrected_and_looked_at_again(desk: Desk, choir: bookings.GroupView) -> None:
    review(desk, choir, "return", reason="市内の会員の数を書いてください")
    representative = bookings.Booker(group_secret=choir.secret)
    corrected = bookings.GroupFacts(**{**CHOIR.as_json(), "members_inside": 10, "kind": CHOIR.kind})

    desk.deed(
        bookings.hand_in_group,
        group_id=choir.id,
        facts=corrected,
        contact=person(),
        actor=representative,
    )

    assert state_of(choir)[0] == "applied"
    assert Group.objects.values_list("members_inside", "reason").get() == (10, "")


def test_a_renewed_group_stays_registered_while_it_is_looked_at(
    desk: Desk, choir: bookings.GroupView
) -> None:
    review(desk, choir, "accept")
    february = datetime(2027, 2, 10, 10, tzinfo=JAPAN)
    hand_in = partial(
        desk.deed,
        bookings.hand_in_group,
        group_id=choir.id,
        facts=CHOIR,
        contact=person(),
        actor=bookings.Booker(group_secret=choir.secret),
    )
    with pytest.raises(bookings.GroupSettledError):
        hand_in()

    hand_in(now=february)
    assert state_of(choir) == ("renewing", YEAR_END)
    review(desk, choir, "accept", now=february)

    assert state_of(choir) == ("accepted", date(2028, 3, 31))


def test_a_renewal_that_is_refused_takes_nothing_away(desk: Desk, choir: bookings.GroupView) -> None:
    review(desk, choir, "accept")
    Group.objects.update(state="renewing")

    review(desk, choir, "refuse", reason="活動が確かめられません")

    assert state_of(choir) == ("accepted", YEAR_END)


def test_registrations_end_on_the_first_of_april_with_a_letter(desk: Desk, choir: bookings.GroupView) -> None:
    review(desk, choir, "accept")
    at = {"municipality_id": desk.municipality_id}

    ended = [
        expire_groups(**at, now=datetime(2027, month, day, 0, 30, tzinfo=JAPAN))
        for month, day in ((3, 31), (4, 1), (4, 2))
    ]
    row = Group.objects.get()
    tell_group(**at, group_id=row.pk, letter="group_expired", revision=row.revision, now=NOW)

    assert (ended, row.state) == ([0, 1, 0], "expired")
    notice = Notice.objects.get()
    contents = open_contents(notice.sealed, municipality_id=desk.municipality_id, notice_id=notice.pk)
    assert contents.facts["secret"] == choir.secret


def test_a_decision_needs_a_reason_a_reviewer_and_something_to_decide(
    desk: Desk, choir: bookings.GroupView
) -> None:
    with pytest.raises(bookings.GroupInvalidError):
        review(desk, choir, "refuse", reason=" ")
    review(desk, choir, "accept")
    with pytest.raises(bookings.GroupSettledError):
        review(desk, choir, "accept")


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"members": 0}, {"members_inside": 21}, {"purpose": ""}, {"members_inside": -1}]
)
def test_what_cannot_be_is_not_registered(desk: Desk, wrong: dict[str, Any]) -> None:
    facts = bookings.GroupFacts(**{**CHOIR.as_json(), "kind": CHOIR.kind, **wrong})

    with pytest.raises(bookings.GroupInvalidError):
        desk.deed(bookings.register_group, facts=facts, contact=person(), key="x", actor=bookings.Booker())


def test_a_representative_registers_and_books_without_account(
    city_client: CityClient, desk: Desk, subject_id: Any, time_machine: Any
) -> None:
    time_machine.move_to(desk.now, tick=False)
    hall = desk.resource(subject_id=subject_id, needs_group=True)
    slot = desk.slot(hall)
    applied = city_client.post(city_client.url("bookings:new-group"), TYPED)
    group = Group.objects.get()
    assert "担当が確かめています" in city_client.get(applied.url).content.decode()
    desk.deed(bookings.review_group, group_id=group.pk, decision=bookings.Decision.ACCEPT)

    page = city_client.get(city_client.url("bookings:resource", hall.pk)).content.decode()
    sent = {"slot": str(slot.pk), "quantity": 1, "key": "click", "group": group.number}
    city_client.post(city_client.url("bookings:hold", hall.pk), sent)

    assert "みなと合唱団" in page
    assert Reservation.objects.get().group_id == group.pk


def test_another_browser_needs_the_code_of_the_group(
    city_client: CityClient, choir: bookings.GroupView
) -> None:
    page = city_client.url("bookings:group", choir.number)
    assert city_client.get(page).status_code == 404

    opened = city_client.post(
        city_client.url("bookings:groups"), {"number": choir.number, "secret": choir.secret.lower()}
    )

    assert opened.url.endswith(page)
    assert city_client.get(page).status_code == 200


def test_staff_review_a_group(signed_in: Any, choir: bookings.GroupView, section: Section) -> None:
    clerk = signed_in(Role.SECTION_STAFF, section=section)
    page = clerk.url("bookings_staff:group", choir.id)
    assert "みなと合唱団" in clerk.get(clerk.url("bookings_staff:groups")).content.decode()

    unexplained = clerk.post(page, {"decision": "refuse", "reason": ""})
    clerk.post(page, {"decision": "accept", "reason": ""})

    assert unexplained.status_code == 422
    assert state_of(choir)[0] == "accepted"


@pytest.mark.django_db(transaction=True)
def test_two_clerks_decide_once(desk: Desk, choir: bookings.GroupView) -> None:
    results = together(
        desk.municipality_id,
        partial(review, desk, choir, "accept"),
        partial(review, desk, choir, "refuse", reason="活動が確かめられません"),
    )

    assert errors_among(results) == [bookings.GroupSettledError]


@pytest.mark.django_db(transaction=True)
def test_two_who_book_for_one_group_at_once_keep_its_limit(
    desk: Desk, subject_id: Any, choir: bookings.GroupView
) -> None:
    hall: Resource = desk.resource(subject_id=subject_id, per_group_max=1)
    slots = [desk.slot(hall, starts_at=TOMORROW.replace(hour=hour)) for hour in (9, 13)]
    review(desk, choir, "accept")
    wish = {"group_id": choir.id}

    results = together(
        desk.municipality_id,
        *[
            partial(desk.book, slot, booker=person(number, group_secret=choir.secret), **wish)
            for number, slot in enumerate(slots)
        ],
    )

    assert errors_among(results) == [bookings.LimitReachedError]
