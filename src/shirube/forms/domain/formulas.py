"""Calculations as people choose them: one kind, over one or several fields; compiled to JSON Logic and read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Calculation(StrEnum):
    SUM = "sum"
    DIFFERENCE = "difference"
    PRODUCT = "product"
    AGE = "age"
    DAYS = "days"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Formula:
    """`names` in the order of the form: of a difference, the first less the others."""

    calculation: Calculation
    names: tuple[str, ...]


# What each calculation can be made of, and of how many fields at least and at most.
NUMBERS = frozenset({"number", "yen", "computed"})
MADE_OF: Mapping[Calculation, tuple[frozenset[str], int, int]] = {
    Calculation.SUM: (NUMBERS, 1, 30),
    Calculation.DIFFERENCE: (NUMBERS, 2, 30),
    Calculation.PRODUCT: (NUMBERS, 2, 30),
    Calculation.AGE: (frozenset({"date"}), 1, 1),
    Calculation.DAYS: (frozenset({"date"}), 2, 2),
    Calculation.COUNT: (frozenset({"group", "files", "choices"}), 1, 1),
}
_PLAIN = {
    Calculation.SUM: "+",
    Calculation.DIFFERENCE: "-",
    Calculation.PRODUCT: "*",
    Calculation.DAYS: "days_between",
}


def fits(formula: Formula, types: Sequence[str]) -> bool:
    """Whether fields of these types can be calculated so."""
    allowed, least, most = MADE_OF[formula.calculation]
    return least <= len(types) <= most and all(one in allowed for one in types)


def compile_formula(formula: Formula) -> dict[str, Any]:
    answers: list[Any] = [{"var": name} for name in formula.names]
    if formula.calculation is Calculation.AGE:
        return {"age_on": [*answers, {"today": []}]}
    if formula.calculation is Calculation.COUNT:
        return {"count": answers}
    return {_PLAIN[formula.calculation]: answers}


def read_formula(rule: Any) -> Formula | None:
    """What the picker would show, or None where it cannot show the rule exactly."""
    if not isinstance(rule, Mapping) or len(rule) != 1:
        return None
    arguments = next(iter(rule.values()))
    if not isinstance(arguments, list):
        return None
    names = tuple(
        one["var"] for one in arguments if isinstance(one, Mapping) and isinstance(one.get("var"), str)
    )
    exact = (Formula(one, names) for one in Calculation)
    return next((one for one in exact if names and compile_formula(one) == rule), None)
