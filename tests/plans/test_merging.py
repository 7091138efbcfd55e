"""Two people's edits of one thing."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shirube.plans.domain.merging import merge

leaves = st.none() | st.integers(0, 3) | st.sampled_from(["", "一", "二"])
parts = st.dictionaries(st.sampled_from("xyz"), leaves, max_size=3)
named = st.lists(st.sampled_from("abc"), unique=True).flatmap(
    lambda codes: st.tuples(
        *[parts.map(lambda part, code=code: {**part, "code": code}) for code in codes]
    ).map(list)
)
packs = st.fixed_dictionaries({"title": leaves, "kpis": named, "notes": st.lists(parts, max_size=2)})


@given(packs, packs)
def test_where_only_one_of_two_changed_something_the_change_stands(
    base: dict[str, Any], changed: dict[str, Any]
) -> None:
    assert merge(base, changed, base) == changed
    assert merge(base, base, changed) == changed


@given(packs, packs)
def test_two_who_changed_the_same_agree(base: dict[str, Any], changed: dict[str, Any]) -> None:
    assert merge(base, changed, changed) == changed


def test_changes_to_different_parts_come_together() -> None:
    base = {"title": "題", "kpis": [{"code": "a", "name": "甲"}, {"code": "b", "name": "乙"}]}
    mine = {"title": "題", "kpis": [{"code": "a", "name": "甲の新"}, {"code": "b", "name": "乙"}]}
    theirs = {"title": "新題", "kpis": [{"code": "a", "name": "甲"}, {"code": "c", "name": "丙"}]}

    merged = merge(base, mine, theirs)

    assert merged == {"title": "新題", "kpis": [{"code": "a", "name": "甲の新"}, {"code": "c", "name": "丙"}]}


def test_where_both_changed_one_value_mine_stands() -> None:
    base, mine, theirs = {"title": "元"}, {"title": "私の"}, {"title": "先の人の"}

    assert merge(base, mine, theirs) == {"title": "私の"}


def test_a_part_that_both_changed_in_other_places_keeps_both_changes() -> None:
    base = {"kpis": [{"code": "a", "unit": "件", "target": {"value": 1, "fiscal_year": 2028}}]}
    mine = {"kpis": [{"code": "a", "unit": "％", "target": {"value": 1, "fiscal_year": 2028}}]}
    theirs = {"kpis": [{"code": "a", "unit": "件", "target": {"value": 2, "fiscal_year": 2028}}]}

    assert merge(base, mine, theirs) == {
        "kpis": [{"code": "a", "unit": "％", "target": {"value": 2, "fiscal_year": 2028}}]
    }
