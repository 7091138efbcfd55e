"""Few people are not told, nor what would tell them by a difference."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.measures.domain.suppression import hide_few, is_ratio_told, is_total_safe, tell_growth

CELLS = st.dictionaries(st.integers(0, 11), st.integers(0, 40), max_size=12)


@pytest.mark.parametrize(
    ("cells", "hidden"),
    [
        ({"a": 10, "b": 20}, set()),
        ({"a": 0, "b": 20}, set()),
        ({"a": 3, "b": 20, "c": 9}, {"a", "c"}),
        ({"a": 1, "b": 1, "c": 9, "d": 30}, {"a", "b", "c"}),
        ({"a": 4, "b": 4, "c": 9}, {"a", "b"}),
        ({"a": 3, "b": 0}, {"a"}),
    ],
)
def test_the_next_smallest_hides_the_one_that_is_few(cells, hidden):
    assert hide_few(cells) == hidden


@given(CELLS)
def test_no_few_is_told_and_none_follows_from_the_total(cells):
    hidden = hide_few(cells)
    assert all(key in hidden for key, people in cells.items() if 0 < people < 5)
    hidden_people = [cells[key] for key in hidden]
    told_total = is_total_safe(hidden, cells)
    assert not hidden or not told_total or (len(hidden_people) > 1 and sum(hidden_people) >= 5)


def test_a_count_that_grows_by_few_waits():
    values = [Decimal(value) for value in (3, 6, 8, 11, 11, 30)]
    assert tell_growth(values) == (False, True, False, True, True, True)


@given(st.lists(st.integers(0, 12), max_size=12))
def test_between_two_told_values_there_are_never_few(steps):
    values, total = [], Decimal(0)
    for step in steps:
        total += step
        values.append(total)
    told = [value for value, may in zip(values, tell_growth(values), strict=True) if may]
    assert all(b - a == 0 or b - a >= 5 for a, b in pairwise(told))


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(3, 40, False), (38, 40, False), (20, 40, True), (0, 40, True), (0, 3, False)]
)
def test_a_share_is_told_where_neither_side_is_few(part, whole, told):
    assert is_ratio_told(Decimal(part), Decimal(whole)) is told
