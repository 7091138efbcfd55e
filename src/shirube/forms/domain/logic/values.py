"""Values in rules: how JavaScript compares them, and the one that JavaScript lacks, "cannot say"."""

from __future__ import annotations

import math
from typing import Any, Final


class Unknown:
    """The result of comparing or reckoning with an answer that is not there: neither true nor false."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "unknown"


UNKNOWN: Final = Unknown()
# Danger: a rule of forty signs can double a text or a number in every row; nothing a form needs is as large.
LARGEST_NUMBER = 10**18
LONGEST_TEXT = 10_000
LONGEST_LIST = 1_000


def is_absent(value: Any) -> bool:
    return value is None or value is UNKNOWN


def number_of(value: Any) -> int | float | None:
    """The number as JavaScript would read it; None where it would say NaN."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float):
        return value if math.isfinite(value) else None
    if isinstance(value, str) and len(value) <= 30:
        return _number_in(value.strip())
    return None


def _number_in(text: str) -> int | float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return int(number) if number.is_integer() and "e" not in text.lower() else number


def bounded(value: Any) -> Any:
    """The value, or UNKNOWN where it has grown beyond anything a form needs."""
    if isinstance(value, int | float):
        return value if abs(value) <= LARGEST_NUMBER else UNKNOWN
    if isinstance(value, str):
        return value if len(value) <= LONGEST_TEXT else UNKNOWN
    if isinstance(value, list):
        return value if len(value) <= LONGEST_LIST else UNKNOWN
    return value


def loosely_equal(one: Any, other: Any) -> bool:
    """JavaScript's ==. An absent answer equals only another absent one: who has not answered has not said no."""
    if is_absent(one) or is_absent(other):
        return is_absent(one) and is_absent(other)
    if isinstance(one, str) and isinstance(other, str):
        return one == other
    first, second = number_of(one), number_of(other)
    if first is not None and second is not None:
        return first == second
    return type(one) is type(other) and one == other


def strictly_equal(one: Any, other: Any) -> bool:
    """JavaScript's ===; whole numbers and others are one kind there."""
    numbers = (int, float)
    same_kind = type(one) is type(other) or (type(one) in numbers and type(other) in numbers)
    return same_kind and bool(one == other)


def is_less(one: Any, other: Any) -> bool | Unknown:
    """Texts (and so dates, written 2026-04-01) by their letters, everything else as numbers."""
    if is_absent(one) or is_absent(other):
        return UNKNOWN
    if isinstance(one, str) and isinstance(other, str):
        return one < other
    first, second = number_of(one), number_of(other)
    return first is not None and second is not None and first < second


def text_of(value: Any) -> str:
    if is_absent(value):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, list):
        return ",".join(text_of(one) for one in value)
    return str(value)
