"""Two forms of one thing, and two people's edits of it."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shirube.plans.domain.differences import Difference, differences, merge

leaves = st.none() | st.integers(0, 3) | st.sampled_from(["", "一", "二"])
parts = st.dictionaries(st.sampled_from("xyz"), leaves, max_size=3)
named = st.lists(st.sampled_from("abc"), unique=True).flatmap(
    lambda codes: st.tuples(
        *[parts.map(lambda part, code=code: {**part, "code": code}) for code in codes]
    ).map(list)
)
packs = st.fixed_dictionaries({"title": leaves, "kpis": named, "notes": st.lists(parts, max_size=2)})


@given(packs)
def test_a_thing_does_not_differ_from_itself(pack: dict[str, Any]) -> None:
    assert differences(pack, pack) == ()


@given(packs, packs)
def test_things_without_a_difference_are_the_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert (differences(one, other) == ()) == (one == other) or _same_but_for_none(one, other)


def _same_but_for_none(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """A key that is absent and a key that holds None are both nothing."""
    return differences(one, other) == ()


@given(packs, packs)
def test_where_only_one_of_two_changed_something_the_change_stands(
    base: dict[str, Any], changed: dict[str, Any]
) -> None:
    assert merge(base, changed, base) == changed
    assert merge(base, base, changed) == changed


@given(packs, packs)
def test_two_who_changed_the_same_agree(base: dict[str, Any], changed: dict[str, Any]) -> None:
    assert differences(merge(base, changed, changed), changed) == ()


def test_changes_to_different_parts_come_together() -> None:
    base = {"title": "題", "kpis": [{"code": "a", "name": "甲"}, {"code": "b", "name": "乙"}]}
    mine = {"title": "題", "kpis": [{"code": "a", "name": "甲の新"}, {"code": "b", "name": "乙"}]}
    theirs = {"title": "新題", "kpis": [{"code": "a", "name": "甲"}, {"code": "c", "name": "丙"}]}

    merged = merge(base, mine, theirs)

    assert merged == {"title": "新題", "kpis": [{"code": "a", "name": "甲の新"}, {"code": "c", "name": "丙"}]}


def test_where_both_changed_one_value_mine_stands_and_theirs_is_shown() -> None:
    base, mine, theirs = {"title": "元"}, {"title": "私の"}, {"title": "先の人の"}

    assert merge(base, mine, theirs) == {"title": "私の"}
    assert differences(theirs, mine) == (Difference(("title",), "先の人の", "私の"),)


def test_a_part_is_found_by_its_code_wherever_it_stands() -> None:
    before = {"kpis": [{"code": "a", "unit": "件"}, {"code": "b", "unit": "％"}]}
    after = {"kpis": [{"code": "b", "unit": "割"}, {"code": "c", "unit": "件"}]}

    assert differences(before, after) == (
        Difference(("kpis", "a"), {"code": "a", "unit": "件"}, None),
        Difference(("kpis", "b", "unit"), "％", "割"),
        Difference(("kpis", "c"), None, {"code": "c", "unit": "件"}),
    )
