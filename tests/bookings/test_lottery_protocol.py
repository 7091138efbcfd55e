"""Whoever repeats a draw with the script from the page gets the published result, and sees what was tampered with."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from shirube.bookings import interface as bookings
from shirube.bookings.domain.drawing import Entry, draw
from shirube.bookings.domain.protocols import PublishedEntry, drawing_seed, entries_digest, result_digest
from tests.bookings.hall import person
from tests.bookings.lots import DRAWS, Lots, verifier
from tests.bookings.test_drawing import ROOMS, SEED, entries

SCRIPT = verifier()


def _published(one: Entry) -> PublishedEntry:
    return PublishedEntry(
        number=one.number,
        receipt=f"{one.number:064x}",
        priority=one.priority,
        quantity=one.quantity,
        most=one.most,
        wishes=tuple(one.wishes),
    )


def _protocol(given_entries: list[Entry], value: str) -> dict[str, object]:
    published = [_published(one) for one in given_entries]
    return {
        "lottery": "a",
        "seed": SEED.hex(),
        "public_value": value,
        "slots": [{"code": code, "room": 4} for code in ROOMS],
        "entries": [
            {name: getattr(one, name) for name in ("number", "receipt", "priority", "quantity", "most")}
            | {"wishes": list(one.wishes)}
            for one in published
        ],
        "entries_digest": entries_digest(published),
    }


@settings(max_examples=40)
@given(entries())
def test_the_script_draws_what_we_draw(given_entries: list[Entry]) -> None:
    value = "50,123.45" if len(given_entries) % 2 else ""
    protocol = _protocol(given_entries, value)

    own = draw(
        seed=drawing_seed(SEED, value), lottery="a", entries=given_entries, room=dict.fromkeys(ROOMS, 4)
    )

    repeated = SCRIPT.draw(protocol)
    assert [(one["place"], one["number"], tuple(one["won"])) for one in repeated] == [
        (one.place, one.number, one.won) for one in own
    ]
    assert SCRIPT.digest_of_result(repeated) == result_digest(own)
    assert SCRIPT.digest_of_entries(protocol["entries"]) == protocol["entries_digest"]


@pytest.fixture
def drawn(lots: Lots) -> Lots:
    lots.announce(slots=2, source="12月1日の日経平均株価の終値")
    # As many as that two seeds never give one order.
    for number in range(12):
        lots.enter(number, wishes=tuple(lots.codes))
    lots.move_on()
    lots.desk.deed(bookings.state_public_value, lottery_id=lots.lottery_id, value="50123.45", now=DRAWS)
    lots.move_on()
    return lots


def test_a_published_draw_verifies(drawn: Lots) -> None:
    steps = SCRIPT.check(drawn.protocol(), drawn.row.commitment)

    assert len(steps) == 4
    assert all(agrees for _, agrees in steps)


@pytest.mark.parametrize(
    ("name", "value", "agrees"),
    [
        ("seed", "00" * 32, [False, True, False]),
        ("public_value", "50123.46", [True, True, False]),
        ("commitment", "00" * 32, [False, True, True]),
        ("entries_digest", "00" * 32, [True, False, True]),
        ("result_digest", "00" * 32, [True, True, False]),
    ],
)
def test_what_was_tampered_with_does_not_verify(
    drawn: Lots, name: str, value: str, agrees: list[bool]
) -> None:
    protocol = drawn.protocol() | {name: value}

    assert [one for _, one in SCRIPT.check(protocol, "")] == agrees


def test_an_entry_that_was_taken_out_does_not_verify(drawn: Lots) -> None:
    protocol = drawn.protocol()
    protocol["entries"] = protocol["entries"][1:]
    protocol["result"] = SCRIPT.draw(protocol)

    assert [agrees for _, agrees in SCRIPT.check(protocol, "")] == [True, False, False]


def test_a_winner_exchanged_does_not_verify(drawn: Lots) -> None:
    protocol = drawn.protocol()
    first, last = protocol["result"][0], protocol["result"][-1]
    first["won"], last["won"] = last["won"], first["won"]

    assert [agrees for _, agrees in SCRIPT.check(protocol, "")] == [True, True, False]


def test_who_entered_finds_the_own_entry_and_nobody_else_does(drawn: Lots) -> None:
    entry = drawn.enter(3, now=drawn.desk.now)

    protocol = drawn.protocol()

    assert f"No. {entry.number}," in SCRIPT.find(protocol, entry.receipt_number, entry.secret)
    assert SCRIPT.find(protocol, entry.receipt_number, "ACDE-3467-KMNP") == ""
    assert person(3).mail not in str(protocol)
