"""Operators that look at values only. Absent operands give UNKNOWN where there is nothing to compare or reckon."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from shirube.forms.domain.logic.values import (
    LONGEST_TEXT,
    UNKNOWN,
    bounded,
    is_absent,
    is_less,
    loosely_equal,
    number_of,
    strictly_equal,
    text_of,
)
from shirube.kernel.calendar import fiscal_year_of

Operator = Callable[..., Any]


def _at_most(one: Any, other: Any) -> Any:
    later = is_less(other, one)
    return UNKNOWN if later is UNKNOWN else _comparable(one, other) and not later


def _comparable(one: Any, other: Any) -> bool:
    texts = isinstance(one, str) and isinstance(other, str)
    return texts or (number_of(one) is not None and number_of(other) is not None)


def _chain(compare: Operator) -> Operator:
    """`<` of three operands asks whether the second lies between the others."""

    def compared(*operands: Any) -> Any:
        if len(operands) < 2:
            return UNKNOWN
        results = [compare(one, other) for one, other in pairwise(operands)]
        return next((one for one in results if one is UNKNOWN), all(results))

    return compared


def _reckon(make: Operator) -> Operator:
    def reckoned(*operands: Any) -> Any:
        numbers = [number_of(one) for one in operands]
        if not numbers or any(one is None for one in numbers):
            return UNKNOWN
        try:
            return bounded(make(*numbers))
        except (ArithmeticError, TypeError):
            return UNKNOWN

    return reckoned


def _minus(first: float, *rest: float) -> float:
    return first - rest[0] if rest else -first


def _product(*numbers: float) -> float:
    product: float = 1
    for number in numbers:
        product *= number
    return product


def _divide(first: float, second: float) -> float:
    result = first / second
    return int(result) if result.is_integer() else result


def _remainder(first: float, second: float) -> float:
    # JavaScript's remainder has the sign of the first operand.
    return (abs(first) % abs(second)) * (-1 if first < 0 else 1)


def _is_in(needle: Any, hay: Any) -> Any:
    if is_absent(needle) or is_absent(hay):
        return UNKNOWN
    if isinstance(hay, str):
        return text_of(needle) in hay
    return isinstance(hay, list) and any(strictly_equal(needle, one) for one in hay)


def _merge(*parts: Any) -> Any:
    merged: list[Any] = []
    for part in parts:
        merged.extend(part if isinstance(part, list) else [part])
    return bounded(merged)


def _cat(*parts: Any) -> Any:
    return bounded("".join(text_of(one) for one in parts)[: LONGEST_TEXT + 1])


def _substr(text: Any, start: Any, length: Any = None) -> Any:
    first, many = number_of(start), number_of(length)
    if is_absent(text) or first is None:
        return UNKNOWN
    rest = text_of(text)[int(first) :]
    return rest if many is None else rest[: int(many)]


def _count(*parts: Any) -> Any:
    return len(parts[0]) if len(parts) == 1 and isinstance(parts[0], list) else 0


def day_of(value: Any) -> date | None:
    """The day of a whole date; None for an absent one and for a birthday whose day is unknown."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


def _age_on(born: Any, day: Any) -> Any:
    # Law: 年齢計算ニ関スル法律: a year is full at the end of the day before the birthday, so that somebody born on
    # 1 April is a year older on 31 March for whatever counts whole days; offices ask for the birthday itself.
    first, last = day_of(born), day_of(day)
    if first is None or last is None:
        return UNKNOWN
    return last.year - first.year - ((last.month, last.day) < (first.month, first.day))


def _days_between(one: Any, other: Any) -> Any:
    first, last = day_of(one), day_of(other)
    return UNKNOWN if first is None or last is None else (last - first).days


def _fiscal_year(value: Any) -> Any:
    day = day_of(value)
    return UNKNOWN if day is None else fiscal_year_of(day)


# Each operator with the fewest and the most operands it takes.
OPERATORS: Mapping[str, tuple[Operator, int, int]] = {
    "==": (loosely_equal, 2, 2),
    "===": (strictly_equal, 2, 2),
    "!=": (lambda one, other: not loosely_equal(one, other), 2, 2),
    "!==": (lambda one, other: not strictly_equal(one, other), 2, 2),
    "<": (_chain(is_less), 2, 3),
    "<=": (_chain(_at_most), 2, 3),
    ">": (_chain(lambda one, other: is_less(other, one)), 2, 2),
    ">=": (_chain(lambda one, other: _at_most(other, one)), 2, 2),
    "!": (lambda one: UNKNOWN if one is UNKNOWN else not one, 1, 1),
    "!!": (lambda one: UNKNOWN if one is UNKNOWN else bool(one), 1, 1),
    "+": (_reckon(lambda *numbers: sum(numbers)), 1, 100),
    "-": (_reckon(_minus), 1, 2),
    "*": (_reckon(_product), 1, 100),
    "/": (_reckon(_divide), 2, 2),
    "%": (_reckon(_remainder), 2, 2),
    "min": (_reckon(min), 1, 100),
    "max": (_reckon(max), 1, 100),
    "in": (_is_in, 2, 2),
    "merge": (_merge, 0, 100),
    "cat": (_cat, 0, 100),
    "substr": (_substr, 2, 3),
    "count": (_count, 1, 1),
    "age_on": (_age_on, 2, 2),
    "days_between": (_days_between, 2, 2),
    "fiscal_year": (_fiscal_year, 1, 1),
}
