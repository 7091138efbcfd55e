"""What people choose becomes a rule, and the rule is read back as what they chose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.forms.domain.conditions import (
    TODAY,
    Comparison,
    Condition,
    Conditions,
    comparisons_for,
    compile_conditions,
    read_conditions,
)

KEYS = st.sampled_from(["kind", "born_on", "row.age", "children"])
VALUES = st.one_of(st.booleans(), st.integers(), st.text(min_size=1, max_size=5), st.just(TODAY))


def condition(field, comparison, value, other):
    has_value = comparison not in {Comparison.FILLED, Comparison.EMPTY}
    named = other if has_value else ""
    return Condition(field, comparison, value if has_value and not named else None, named)


CONDITION = st.builds(
    condition, KEYS, st.sampled_from(Comparison), VALUES, st.sampled_from(["", "", "amount"])
)


@given(st.lists(CONDITION, max_size=4), st.booleans())
def test_every_choice_comes_back_as_it_was_made(items, is_any):
    chosen = Conditions(tuple(items), is_any=is_any and len(items) > 1)
    assert read_conditions(compile_conditions(chosen)) == chosen


@pytest.mark.parametrize(
    "rule",
    [
        {"if": [{"var": "a"}, 1, 2]},
        {"==": [1, {"var": "a"}]},
        {"==": [{"+": [{"var": "a"}, 1]}, 2]},
        {"and": [{"==": [{"var": "a"}, 1]}, {"or": [{"==": [{"var": "b"}, 1]}]}]},
        {"!": [{"==": [{"var": "a"}, 1]}]},
        {">=": [{"age_on": [{"var": "a"}, "2026-04-01"]}, 20]},
        {"and": [{"==": [{"var": "a"}, 1]}]},
        True,
    ],
)
def test_a_rule_that_the_picker_cannot_show_exactly_is_left_alone(rule):
    assert read_conditions(rule) is None


def test_choices_compare_by_content_and_an_unknown_type_by_presence():
    assert Comparison.CONTAINS in comparisons_for("choices")
    assert comparisons_for("bank_account") == (Comparison.FILLED, Comparison.EMPTY)
