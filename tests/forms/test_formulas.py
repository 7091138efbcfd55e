"""Calculations are chosen, compiled and read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.forms.domain.formulas import Calculation, Formula, compile_formula, fits, read_formula


@given(st.sampled_from(Calculation), st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=4))
def test_every_calculation_comes_back_as_it_was_chosen(calculation, names):
    formula = Formula(calculation, tuple(names))
    assert read_formula(compile_formula(formula)) == formula


@pytest.mark.parametrize(
    "rule", [0, {"+": []}, {"+": [{"var": "a"}, 1]}, {"if": [{"var": "a"}, 1, 2]}, {"+": {"var": "a"}}]
)
def test_another_formula_is_left_alone(rule):
    assert read_formula(rule) is None


def test_a_calculation_wants_fields_of_its_kind():
    age = Formula(Calculation.AGE, ("born_on",))
    assert fits(age, ["date"])
    assert not fits(age, ["yen"])
    assert not fits(Formula(Calculation.DAYS, ("a",)), ["date"])
