"""What a room costs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.venues.domain.facts import FacilityFacts, RoomFacts
from shirube.venues.domain.fees import UnknownFeeError, quote

FACILITY = FacilityFacts.model_validate(
    {
        "code": "hall",
        "title": "ホール",
        "place": {"address": "港市1"},
        "about": "集まり",
        "pay_at": "窓口",
        "fee_classes": [
            {"code": "resident", "title": "市内"},
            {"code": "outside", "title": "市外", "percent": 150},
        ],
        "reductions": [
            {"code": "half", "title": "半額", "percent_off": 50},
            {"code": "free", "title": "免除", "percent_off": 100},
        ],
    }
)
ROOM = RoomFacts.model_validate(
    {
        "code": "room",
        "title": "部屋",
        "people": 10,
        "blocks": [
            {"code": "morning", "title": "午前", "starts": "9:00", "ends": "12:00", "fee_yen": 610},
            {"code": "evening", "title": "夜間", "starts": "18:00", "ends": "24:00", "fee_yen": 1000},
        ],
        "equipment": [{"code": "piano", "title": "ピアノ", "fee_yen": 500}],
    }
)


def test_blocks_and_equipment_are_added() -> None:
    told = quote(FACILITY, ROOM, blocks=["morning", "evening"], fee_class="resident", equipment=["piano"])

    assert [(line.title.ja, line.times, line.yen) for line in told.lines] == [
        ("午前", 1, 610),
        ("夜間", 1, 1000),
        ("ピアノ", 2, 1000),
    ]
    assert told.full_yen == told.reduced_yen == 2610


def test_a_fee_class_changes_the_room_and_not_the_equipment() -> None:
    told = quote(FACILITY, ROOM, blocks=["morning"], fee_class="outside", equipment=["piano"])

    assert [line.yen for line in told.lines] == [910, 500]


def test_the_same_block_on_two_days_counts_twice() -> None:
    assert quote(FACILITY, ROOM, blocks=["morning", "morning"], fee_class="resident").full_yen == 1220


@pytest.mark.parametrize(("reduction", "yen"), [("", 610), ("half", 300), ("free", 0)])
def test_what_is_left_over_is_dropped(reduction: str, yen: int) -> None:
    told = quote(FACILITY, ROOM, blocks=["morning"], fee_class="resident", reduction=reduction)

    assert (told.full_yen, told.reduced_yen) == (610, yen)


@pytest.mark.parametrize(
    "wish",
    [
        {"blocks": ["noon"], "fee_class": "resident"},
        {"blocks": ["morning"], "fee_class": "friend"},
        {"blocks": ["morning"], "fee_class": "resident", "equipment": ["organ"]},
        {"blocks": ["morning"], "fee_class": "resident", "reduction": "gift"},
    ],
)
def test_what_the_room_does_not_have_has_no_price(wish: dict[str, object]) -> None:
    with pytest.raises(UnknownFeeError):
        quote(FACILITY, ROOM, **wish)


@given(
    blocks=st.lists(st.sampled_from(["morning", "evening"]), min_size=1, max_size=6),
    fee_class=st.sampled_from(["resident", "outside"]),
    reduction=st.sampled_from(["", "half", "free"]),
)
def test_a_reduction_never_costs_more(blocks: list[str], fee_class: str, reduction: str) -> None:
    told = quote(FACILITY, ROOM, blocks=blocks, fee_class=fee_class, reduction=reduction)

    assert 0 <= told.reduced_yen <= told.full_yen == sum(line.yen for line in told.lines)
    assert told.reduced_yen % FACILITY.rounding_yen == 0
