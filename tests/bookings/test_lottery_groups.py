"""Registered groups in a lottery, and what is forgotten of those who entered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shirube.bookings import interface as bookings
from shirube.bookings.commands.forgetting import KEPT_FOR, forget_bookers
from shirube.bookings.models import LotteryEntry, Reservation
from tests.bookings.hall import Desk, person
from tests.bookings.lots import DRAWS, OPENS, Lots, verifier
from tests.bookings.test_groups import CHOIR, review


@pytest.fixture
def choir(desk: Desk) -> bookings.GroupView:
    return desk.deed(
        bookings.register_group, facts=CHOIR, contact=person(), key="choir", actor=bookings.Booker()
    )


def test_a_group_enters_once_whoever_enters_for_it(lots: Lots, choir: bookings.GroupView) -> None:
    review(lots.desk, choir, "accept")
    lots.announce(slots=1)
    lots.enter(booker=person(1, group_secret=choir.secret), group_id=choir.id)

    with pytest.raises(bookings.EntryLimitError):
        lots.enter(2, booker=person(2, group_secret=choir.secret), group_id=choir.id)
    lots.move_on()

    assert Reservation.objects.get().group_id == choir.id


def test_a_group_that_is_not_accepted_does_not_enter(lots: Lots, choir: bookings.GroupView) -> None:
    lots.announce()

    with pytest.raises(bookings.GroupNotAcceptedError):
        lots.enter(booker=person(1, group_secret=choir.secret), group_id=choir.id)


def test_nobody_enters_for_a_group_without_its_code(lots: Lots, choir: bookings.GroupView) -> None:
    review(lots.desk, choir, "accept")
    lots.announce()

    with pytest.raises(bookings.GroupNotFoundError):
        lots.enter(group_id=choir.id)


def test_who_entered_is_forgotten_and_the_draw_still_verifies(lots: Lots) -> None:
    lots.announce(slots=1)
    lots.enter(1)
    lots.enter(2)
    lots.move_on()
    lots.move_on(OPENS)

    forget_bookers(municipality_id=lots.desk.municipality_id, now=DRAWS + timedelta(days=365) + KEPT_FOR)

    rows = LotteryEntry.objects.values_list("booker", "person_key", "holder", "secret_hash")
    assert set(rows) == {("", "", None, "")}
    assert all(agrees for _, agrees in verifier().check(lots.protocol(), lots.row.commitment))
