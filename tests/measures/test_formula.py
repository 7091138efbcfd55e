"""The small language in which KPIs name what they are measured by."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shirube.measures.domain.formula import (
    InvalidFormulaError,
    Operand,
    calculate,
    operands_of,
    parse_formula,
)

A, B = Operand("room.a"), Operand("room.b")


def value(text: str, a: str | None = "6", b: str | None = "3") -> Decimal | None:
    values = {A: a, B: b}
    known = {operand: None if found is None else Decimal(found) for operand, found in values.items()}
    return calculate(parse_formula(text), known)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("room.a", 6),
        ("room.a + room.b * 2", 12),
        ("(room.a + room.b) * 2", 18),
        ("room.a - room.b - 1", 2),
        ("room.a / room.b / 2", 1),
        ("room.a * 0.5", 3),
        ("room.a / (room.b - 3)", None),
        ("room.a / 0", None),
        ("0 * 999999999999999 * 999999999999999", 0),
        ("999999999999999 * 999999999999999", None),
    ],
)
def test_a_formula_is_calculated(text, expected):
    assert value(text) == expected


def test_what_is_not_measured_makes_the_whole_not_measured():
    assert value("room.a * 0 + room.b", a=None) is None


def test_a_filter_belongs_to_its_measure():
    formula = parse_formula("room.a[channel=online] / room.a")
    assert operands_of(formula) == (Operand("room.a", "channel", "online"), A)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", 1),
        ("room", 1),
        ("room.a +", 9),
        ("room.a room.b", 7),
        ("__import__('os').system('x')", 1),
        ("room.a ** 2", 9),
        ("room.a; room.b", 7),
        ("(" * 30 + "1" + ")" * 30, 21),
        ("room.a[x=y", 7),
        ("1" * 301, 300),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, place):
    with pytest.raises(InvalidFormulaError) as refused:
        parse_formula(text)
    assert refused.value.facts["place"] == place


@given(st.text(alphabet="room.ab+-*/()[]=0123456789 _%'\"\n", max_size=60))
def test_whatever_is_written_is_calculated_or_refused(text):
    try:
        formula = parse_formula(text)
    except InvalidFormulaError:
        return
    calculate(formula, dict.fromkeys(operands_of(formula), Decimal(2)))
