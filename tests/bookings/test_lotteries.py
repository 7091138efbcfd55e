"""A lottery from its announcement to the day on which the rest is open to all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from shirube.audit.models import Entry as AuditEntry
from shirube.bookings import interface as bookings
from shirube.bookings.commands.lotteries import settling
from shirube.bookings.domain.drawing import commitment_of
from shirube.bookings.models import Lottery, LotteryAward, LotteryEntry, Reservation, Slot
from shirube.bookings.queries.lotteries import list_due_lotteries
from shirube.bookings.queries.sealing import seal_seed
from shirube.notices.models import Notice
from tests.bookings.hall import NOW, TOMORROW, Desk, person
from tests.bookings.lots import CLOSES, DRAWS, FIRST_USE, OPENS, Lots

INSTANT = timedelta(microseconds=1)


def test_while_a_lottery_runs_its_slots_are_for_nobody(lots: Lots) -> None:
    lots.announce()

    with pytest.raises(bookings.GivenByLotteryError):
        lots.desk.book(lots.slot())
    with pytest.raises(bookings.GivenByLotteryError):
        lots.desk.book(lots.slot(), source=bookings.Source.PHONE, actor=lots.desk.clerk)


def test_nobody_moves_a_reservation_into_a_lottery(lots: Lots) -> None:
    lots.announce()
    made = lots.desk.book(lots.desk.slot(lots.hall, starts_at=TOMORROW))

    with pytest.raises(bookings.GivenByLotteryError):
        lots.desk.deed(bookings.change_reservation, reservation_id=made.id, slot_ids=[lots.slot().pk])


def test_what_is_booked_already_is_not_drawn_for(lots: Lots) -> None:
    booked = lots.desk.slot(lots.hall, starts_at=FIRST_USE + timedelta(days=9))
    lots.desk.book(booked)

    lots.announce(slots=1)

    assert len(lots.codes) == 1
    assert Slot.objects.get(pk=booked.pk).state == "open"


def test_days_without_anything_to_draw_are_not_announced(lots: Lots) -> None:
    with pytest.raises(bookings.NothingToDrawError):
        lots.announce(slots=0)

    assert not Lottery.objects.exists()


def test_announcing_twice_keeps_the_first_commitment(lots: Lots) -> None:
    before = lots.announce().row

    after = lots.announce(slots=0).row

    assert (after.pk, after.commitment) == (before.pk, before.commitment)


def test_a_slot_that_staff_close_and_reopen_stays_in_the_lottery(lots: Lots) -> None:
    lots.announce()
    slot = lots.slot()

    lots.desk.deed(bookings.close_slot, slot_id=slot.pk, reason="点検")
    lots.desk.deed(bookings.reopen_slot, slot_id=slot.pk)

    assert Slot.objects.get(pk=slot.pk).state == "in_lottery"


def test_the_same_click_twice_is_one_entry(lots: Lots) -> None:
    lots.announce()

    first, second = lots.enter(), lots.enter()

    assert (first.receipt_number, first.secret) == (second.receipt_number, second.secret)
    assert LotteryEntry.objects.count() == 1


def test_a_key_of_somebody_else_is_refused(lots: Lots) -> None:
    lots.announce().enter()

    with pytest.raises(bookings.KeyTakenError):
        lots.enter(booker=person(9))


@pytest.mark.parametrize(
    "wishes", [("no such slot",), ("twice", "twice"), tuple("abcdef")], ids=["unknown", "twice", "many"]
)
def test_wishes_that_cannot_be_are_refused(lots: Lots, wishes) -> None:
    lots.announce()

    with pytest.raises(bookings.LotteryWishError):
        lots.enter(wishes=tuple(lots.codes[0] if one == "twice" else one for one in wishes))


def test_the_last_instant_counts_and_the_next_one_does_not(lots: Lots) -> None:
    lots.announce()

    lots.enter(1, now=CLOSES - INSTANT)

    with pytest.raises(bookings.LotteryNotOpenError):
        lots.enter(2, now=CLOSES)
    with pytest.raises(bookings.LotteryNotOpenError):
        lots.enter(2, now=NOW - INSTANT)


def test_a_person_enters_once_and_again_after_withdrawing(lots: Lots) -> None:
    entry = lots.announce().enter()
    with pytest.raises(bookings.EntryLimitError):
        lots.enter(key="another")

    holder = bookings.Booker(secret=entry.secret)
    lots.desk.deed(bookings.withdraw_entry, entry_id=entry.id, actor=holder)

    assert lots.enter(key="another").number == 2


def test_other_wishes_keep_the_number_until_the_closing(lots: Lots) -> None:
    entry = lots.announce().enter()
    change = {
        "entry_id": entry.id,
        "actor": bookings.Booker(secret=entry.secret),
        "wish": bookings.LotteryWish(wishes=tuple(lots.codes[::-1])),
    }

    lots.desk.deed(bookings.change_entry, **change)

    row = LotteryEntry.objects.get()
    assert (row.number, row.receipt, row.wishes) == (1, entry.receipt, lots.codes[::-1])
    with pytest.raises(bookings.LotteryNotOpenError):
        lots.desk.deed(bookings.change_entry, **change, now=CLOSES)


def test_nobody_touches_the_entry_of_another(lots: Lots) -> None:
    entry = lots.announce().enter()

    with pytest.raises(bookings.LotteryEntryNotFoundError):
        lots.desk.deed(bookings.withdraw_entry, entry_id=entry.id, actor=person(2))


def test_the_seed_is_published_by_the_draw_alone(lots: Lots) -> None:
    row = lots.announce().row
    lots.enter()
    assert (row.seed, lots.protocol(NOW)["seed"], lots.protocol(NOW)["entries"]) == ("", "", [])

    lots.move_on()

    assert commitment_of(bytes.fromhex(lots.row.seed)) == row.commitment


def test_a_winner_has_days_to_confirm_and_a_loser_is_told(lots: Lots) -> None:
    lots.announce(slots=1, confirm_days=5)
    lots.enter(1)
    lots.enter(2)

    lots.move_on()

    (won,) = Reservation.objects.all()
    assert (won.state, won.source, won.hold_until) == ("held", "lottery", DRAWS + timedelta(days=5))
    assert sorted(LotteryEntry.objects.values_list("state", flat=True)) == ["lost", "won"]
    assert Notice.objects.filter(kind="bookings.lottery_lost").count() == 1


def test_who_goes_first_wins_against_a_hundred_others(lots: Lots) -> None:
    classes = tuple(
        bookings.PriorityClass(code=code, title={"ja": code}, priority=number, facts={"fee_class": code})
        for number, code in enumerate(("resident", "outside"), 1)
    )
    lots.announce(slots=1, classes=classes)
    for number in range(2, 12):
        lots.enter(number, wish={"priority_class": "outside"})
    lots.enter(1, wish={"priority_class": "resident"})

    lots.move_on()

    assert LotteryEntry.objects.get(place=1).number == 11
    assert Reservation.objects.get().facts == {"fee_class": "resident"}


def test_a_lottery_with_classes_asks_for_one(lots: Lots) -> None:
    lots.announce(classes=(bookings.PriorityClass(code="resident", title={"ja": "市内"}),))

    with pytest.raises(bookings.PriorityClassError):
        lots.enter()


def test_it_is_drawn_once(lots: Lots) -> None:
    lots.announce(slots=1).enter()
    lots.move_on()
    before = lots.row

    lots.move_on()

    with pytest.raises(bookings.LotteryNotDueError):
        bookings.draw_lottery(municipality_id=before.municipality_id, lottery_id=before.pk, now=DRAWS)
    after = lots.row
    assert (after.seed, after.result_digest) == (before.seed, before.result_digest)
    assert Reservation.objects.count() == 1


def test_a_seed_put_in_later_draws_nothing(lots: Lots) -> None:
    row = lots.announce().row
    lots.enter()
    other = seal_seed(bytes(32), municipality_id=row.municipality_id, lottery_id=row.pk)
    Lottery.objects.update(sealed_seed=other)

    with pytest.raises(bookings.SeedBrokenError):
        lots.move_on()

    assert (lots.row.state, lots.row.seed) == ("closed", "")


def test_an_entry_changed_behind_the_closed_list_draws_nothing(lots: Lots) -> None:
    lots.announce().enter()
    lots.move_on(CLOSES)
    LotteryEntry.objects.update(priority=0)

    with pytest.raises(bookings.EntriesChangedError):
        lots.move_on()


def killed_at_the_second(really: Callable[..., bool]) -> Callable[..., bool]:
    calls = count(1)

    def give(**facts: Any) -> bool:
        if next(calls) > 1:
            raise KeyboardInterrupt
        return really(**facts)

    return give


def test_who_is_killed_while_handing_over_goes_on_where_it_stopped(
    lots: Lots, monkeypatch: pytest.MonkeyPatch
) -> None:
    lots.announce(slots=3)
    for number in range(3):
        lots.enter(number, wishes=(lots.codes[number],))
    monkeypatch.setattr(settling, "_give", killed_at_the_second(settling._give))
    with pytest.raises(KeyboardInterrupt):
        lots.move_on()
    assert Reservation.objects.count() == 1
    monkeypatch.undo()

    lots.move_on()

    assert Reservation.objects.count() == 3
    assert set(LotteryAward.objects.values_list("state", flat=True)) == {"offered"}


def test_what_a_winner_lets_go_is_offered_to_the_next_in_order(lots: Lots) -> None:
    lots.announce(slots=1)
    for number in range(3):
        lots.enter(number)
    lots.move_on()
    won = Reservation.objects.get()

    bookings.expire_hold(municipality_id=won.municipality_id, reservation_id=won.pk, now=won.hold_until)
    bookings.pass_on_slot(municipality_id=won.municipality_id, slot_id=lots.slot().pk, now=won.hold_until)

    later = LotteryAward.objects.get(is_later=True)
    assert (later.entry.place, later.reservation.state) == (2, "held")
    assert [one["number"] for one in lots.protocol()["later"]] == [later.entry.number]


def test_shortly_before_all_may_book_nothing_is_passed_on(lots: Lots) -> None:
    lots.announce(slots=1)
    lots.enter(1)
    lots.enter(2)
    lots.move_on()
    won = Reservation.objects.get()
    lots.desk.deed(bookings.cancel_reservation, reservation_id=won.pk)

    passed = bookings.pass_on_slot(
        municipality_id=won.municipality_id, slot_id=lots.slot().pk, now=OPENS - timedelta(hours=1)
    )

    assert passed == 0


def test_at_last_the_rest_is_open_to_all(lots: Lots) -> None:
    lots.announce(slots=2).enter()
    lots.move_on()

    lots.move_on(OPENS)

    assert set(Slot.objects.values_list("state", flat=True)) == {"open"}
    assert lots.desk.book(lots.slot(1), now=OPENS + timedelta(days=1)).state == "confirmed"


def test_a_public_number_that_nobody_knew_joins_the_seed(lots: Lots) -> None:
    lots.announce(source="12月1日の日経平均株価の終値").enter()
    lots.move_on()
    assert lots.row.state == "closed"

    lots.desk.deed(bookings.state_public_value, lottery_id=lots.lottery_id, value=" 50,123.45 ", now=DRAWS)
    lots.move_on()

    assert (lots.row.state, lots.row.public_value) == ("drawn", "50,123.45")
    with pytest.raises(bookings.LotterySettledError):
        lots.desk.deed(bookings.state_public_value, lottery_id=lots.lottery_id, value="1", now=DRAWS)


def test_called_off_its_slots_are_free_and_all_are_told(lots: Lots) -> None:
    lots.announce().enter()

    lots.desk.deed(bookings.call_off_lottery, lottery_id=lots.lottery_id, reason="改修のため")
    lots.move_on(NOW)

    assert lots.desk.book(lots.slot()).state == "confirmed"
    assert Notice.objects.filter(kind="bookings.lottery_called_off").count() == 1


def test_only_the_section_announces(lots: Lots) -> None:
    lots.desk.clerk = bookings.Booker()

    with pytest.raises(bookings.NotYourResourceError):
        lots.announce()


def test_what_is_due_is_found_by_the_hourly_round(lots: Lots, desk: Desk) -> None:
    lots.announce().enter()
    due = {
        moment: list_due_lotteries(municipality_id=desk.municipality_id, now=moment)
        for moment in (CLOSES - INSTANT, CLOSES)
    }

    lots.move_on()

    assert due == {CLOSES - INSTANT: [], CLOSES: [lots.lottery_id]}
    assert list_due_lotteries(municipality_id=desk.municipality_id, now=DRAWS) == []


def test_the_log_chains_the_commitment_and_the_digests(lots: Lots) -> None:
    lots.announce().enter()
    lots.move_on()

    told = {one.action: one.facts for one in AuditEntry.objects.all()}
    assert told["bookings.lottery_announced"]["commitment"] == lots.row.commitment
    assert told["bookings.lottery_closed"]["digest"] == lots.row.entries_digest
    assert told["bookings.lottery_drawn"]["digest"] == lots.row.result_digest
