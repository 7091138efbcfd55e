"""A lottery that several people and workers touch at the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from shirube.bookings import interface as bookings
from shirube.bookings.commands.lotteries import drawing, entering
from shirube.bookings.models import LotteryAward, LotteryEntry, Reservation
from shirube.bookings.queries.lottery_entries import list_published
from tests.bookings.lots import CLOSES, DRAWS, Lots
from tests.plans.race import Meeting, errors_among, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_workers_draw_once(lots: Lots, monkeypatch: pytest.MonkeyPatch) -> None:
    lots.announce()
    for number in range(4):
        lots.enter(number, wishes=tuple(lots.codes))
    lots.move_on(CLOSES)
    # Both have worked out the result before either writes it.
    meeting, really = Meeting(2), drawing._write_draw
    monkeypatch.setattr(drawing, "_write_draw", lambda **facts: (meeting.wait(), really(**facts))[1])
    draw = partial(
        bookings.draw_lottery,
        municipality_id=lots.desk.municipality_id,
        lottery_id=lots.lottery_id,
        now=DRAWS,
    )

    results = together(lots.desk.municipality_id, draw, draw)

    assert errors_among(results) == [bookings.LotterySettledError]
    assert LotteryAward.objects.count() == 2


def test_two_workers_hand_over_once(lots: Lots) -> None:
    lots.announce()
    for number in range(4):
        lots.enter(number, wishes=tuple(lots.codes))

    results = together(lots.desk.municipality_id, lots.move_on, lots.move_on)

    assert errors_among(results) == []
    assert Reservation.objects.count() == 2
    assert set(LotteryAward.objects.values_list("state", flat=True)) == {"offered"}


def test_two_clicks_at_once_are_one_entry(lots: Lots, monkeypatch: pytest.MonkeyPatch) -> None:
    lots.announce()
    meeting, really = Meeting(2), entering._enter
    monkeypatch.setattr(entering, "_enter", lambda **facts: (meeting.wait(), really(**facts))[1])

    results = together(lots.desk.municipality_id, lots.enter, lots.enter)

    assert errors_among(results) == []
    assert LotteryEntry.objects.count() == 1


def test_one_person_with_two_browsers_enters_once(lots: Lots) -> None:
    lots.announce()

    results = together(
        lots.desk.municipality_id, partial(lots.enter, key="one"), partial(lots.enter, key="two")
    )

    assert errors_among(results) == [bookings.EntryLimitError]
    assert LotteryEntry.objects.count() == 1


def test_who_enters_while_it_closes_is_in_the_list_or_told_no(
    lots: Lots, monkeypatch: pytest.MonkeyPatch
) -> None:
    lots.announce()
    meeting, really = Meeting(2), entering._pass_gate
    monkeypatch.setattr(entering, "_pass_gate", lambda *one, **two: (meeting.wait(), really(*one, **two))[1])

    def close() -> None:
        meeting.wait()
        lots.move_on(CLOSES)

    results = together(lots.desk.municipality_id, partial(lots.enter, 1), close)

    entries = list_published(municipality_id=lots.desk.municipality_id, lottery_id=lots.lottery_id)
    assert set(errors_among(results)) <= {bookings.LotteryNotOpenError}
    assert len(entries) + len(errors_among(results)) == 1
    assert drawing.entries_digest(entries) == lots.row.entries_digest
