"""A draw: the same for everybody who repeats it, fair, and never more given out than there is."""

from __future__ import annotations

import hashlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.bookings.domain.drawing import Entry, commitment_of, draw, lot_of, order_of

SEED = bytes(range(32))
ROOMS = ("morning", "afternoon", "evening")


@st.composite
def entries(make) -> list[Entry]:
    count = make(st.integers(0, 30))
    return [
        Entry(
            number=number,
            wishes=make(st.lists(st.sampled_from(ROOMS), unique=True, max_size=3)),
            quantity=make(st.integers(1, 3)),
            priority=make(st.integers(1, 2)),
            most=make(st.integers(1, 3)),
        )
        for number in range(1, count + 1)
    ]


def test_a_lot_can_be_repeated_with_the_tools_of_any_machine() -> None:
    written = f"{SEED.hex()}/hall-2026-05/17"

    assert lot_of(SEED, "hall-2026-05", 17) == hashlib.sha256(written.encode()).hexdigest()
    assert commitment_of(SEED) == hashlib.sha256(SEED).hexdigest()


@given(entries(), st.randoms())
def test_the_result_does_not_depend_on_the_order_of_the_entries(given_entries, shuffle) -> None:
    room = dict.fromkeys(ROOMS, 4)
    other = list(given_entries)
    shuffle.shuffle(other)

    assert draw(seed=SEED, lottery="a", entries=given_entries, room=room) == draw(
        seed=SEED, lottery="a", entries=other, room=room
    )


@given(entries(), st.integers(0, 8))
def test_never_more_is_given_out_than_there_is(given_entries, capacity) -> None:
    drawn = draw(seed=SEED, lottery="a", entries=given_entries, room=dict.fromkeys(ROOMS, capacity))

    quantities = {one.number: one.quantity for one in given_entries}
    given_out: Counter[str] = Counter()
    for one in drawn:
        for wish in one.won:
            given_out[wish] += quantities[one.number]
    assert all(count <= capacity for count in given_out.values())
    most = {one.number: one.most for one in given_entries}
    assert all(len(one.won) == len(set(one.won)) <= most[one.number] for one in drawn)


@given(entries(), st.integers(1, 8))
def test_who_lost_stood_behind_those_who_won_what_they_wished_for(given_entries, capacity) -> None:
    """Nobody is passed over: what a loser wished for had no room left for their quantity when all was drawn."""
    drawn = draw(seed=SEED, lottery="a", entries=given_entries, room=dict.fromkeys(ROOMS, capacity))

    by_number = {one.number: one for one in given_entries}
    left = Counter(dict.fromkeys(ROOMS, capacity))
    for one in drawn:
        for wish in one.won:
            left[wish] -= by_number[one.number].quantity
    for one in drawn:
        entry = by_number[one.number]
        if len(one.won) < entry.most:
            assert all(left[wish] < entry.quantity for wish in entry.wishes if wish not in one.won)


def test_a_class_that_goes_first_chooses_first() -> None:
    residents = [Entry(number=number, wishes=("hall",), priority=1) for number in range(1, 4)]
    others = [Entry(number=number, wishes=("hall",), priority=2) for number in range(4, 200)]

    drawn = draw(seed=SEED, lottery="a", entries=[*others, *residents], room={"hall": 3})

    assert {one.number for one in drawn if one.won} == {1, 2, 3}


def test_everybody_gets_a_first_before_somebody_gets_a_second() -> None:
    wishes = ("1", "2", "3", "4")
    both = [Entry(number=number, wishes=wishes, most=3) for number in (1, 2)]

    drawn = draw(seed=SEED, lottery="a", entries=both, room=dict.fromkeys(wishes, 1))

    assert [len(one.won) for one in drawn] == [2, 2]


def test_the_first_place_falls_to_all_alike() -> None:
    """Over many lotteries; four standard deviations around the expected 500."""
    four = [Entry(number=number, wishes=("hall",)) for number in range(4)]
    first = Counter(order_of(SEED, f"lottery-{one}", four)[0].number for one in range(2000))

    assert all(abs(count - 500) < 78 for count in first.values())


@pytest.mark.parametrize(
    "wrong",
    [[Entry(number=1, wishes=()), Entry(number=1, wishes=())], [Entry(number=1, wishes=("no such hall",))]],
)
def test_what_cannot_be_drawn_is_refused(wrong) -> None:
    with pytest.raises(ValueError, match=r"number|wishes"):
        draw(seed=SEED, lottery="a", entries=wrong, room={"hall": 1})
