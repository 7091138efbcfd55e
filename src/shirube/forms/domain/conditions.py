"""Conditions as people choose them (field – comparison – value), compiled to JSON Logic and read back from it.

What cannot be read back is an advanced rule: it is shown as it is and never rewritten.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Rule = Any


class Comparison(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    CONTAINS = "contains"
    LACKS = "lacks"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE = "more"
    LESS = "less"
    AGE_AT_LEAST = "age_at_least"
    AGE_AT_MOST = "age_at_most"
    COUNT_AT_LEAST = "count_at_least"
    COUNT_AT_MOST = "count_at_most"
    FILLED = "filled"
    EMPTY = "empty"


C = Comparison
_PRESENCE = (C.FILLED, C.EMPTY)
_ORDER = (C.AT_LEAST, C.AT_MOST, C.MORE, C.LESS)
_BY_TYPE: dict[str, tuple[Comparison, ...]] = {
    "choice": (C.IS, C.IS_NOT, *_PRESENCE),
    "choices": (C.CONTAINS, C.LACKS, *_PRESENCE),
    "yes_no": (C.IS,),
    "consent": (C.IS,),
    "number": (C.IS, C.IS_NOT, *_ORDER, *_PRESENCE),
    "yen": (C.IS, C.IS_NOT, *_ORDER, *_PRESENCE),
    "computed": (C.IS, C.IS_NOT, *_ORDER, *_PRESENCE),
    "date": (C.AT_LEAST, C.AT_MOST, C.MORE, C.LESS, C.AGE_AT_LEAST, C.AGE_AT_MOST, *_PRESENCE),
    "files": (C.COUNT_AT_LEAST, C.COUNT_AT_MOST, *_PRESENCE),
    "group": (C.COUNT_AT_LEAST, C.COUNT_AT_MOST, *_PRESENCE),
    "text": (C.IS, C.IS_NOT, *_PRESENCE),
    "kana": (C.IS, C.IS_NOT, *_PRESENCE),
}
_OPERATORS = {
    C.IS: "==",
    C.IS_NOT: "!=",
    C.AT_LEAST: ">=",
    C.AT_MOST: "<=",
    C.MORE: ">",
    C.LESS: "<",
    C.AGE_AT_LEAST: ">=",
    C.AGE_AT_MOST: "<=",
    C.COUNT_AT_LEAST: ">=",
    C.COUNT_AT_MOST: "<=",
}
_PLAIN = {operator: one for one, operator in _OPERATORS.items() if not one.startswith(("age", "count"))}
_WRAPPED = {"age_on": "age", "count": "count"}
TODAY = "today"


@dataclass(frozen=True, slots=True)
class Condition:
    """`value` is what the answer is compared with; where `other` names a field, that field's answer instead."""

    field: str
    comparison: Comparison
    value: Any = None
    other: str = ""

    @property
    def needs_value(self) -> bool:
        return self.comparison not in _PRESENCE


@dataclass(frozen=True, slots=True)
class Conditions:
    """Several conditions: all must hold, or any one."""

    items: tuple[Condition, ...]
    is_any: bool = False


def comparisons_for(field_type: str) -> tuple[Comparison, ...]:
    """What can be asked of an answer of this type."""
    return _BY_TYPE.get(field_type, _PRESENCE)


def compile_conditions(conditions: Conditions) -> Rule:
    """JSON Logic, or None where there is no condition."""
    rules = [_compile(one) for one in conditions.items]
    if len(rules) < 2:
        return rules[0] if rules else None
    return {"or" if conditions.is_any else "and": rules}


def read_conditions(rule: Rule) -> Conditions | None:
    """What the picker would show, or None where it cannot show the rule exactly."""
    if rule is None:
        return Conditions(())
    found = _read_all(rule)
    if found is None or compile_conditions(found) != rule:
        return None
    return found


def shown_rule(rule: Rule) -> str:
    """The rule as text, for those who edit it as such."""
    return "" if rule is None else json.dumps(rule, ensure_ascii=False)


def _compile(condition: Condition) -> Rule:
    answer: Rule = {"var": condition.field}
    value: Rule = {"var": condition.other} if condition.other else condition.value
    if value == TODAY:
        value = {"today": []}
    match condition.comparison:
        case C.FILLED:
            return {"!=": [answer, None]}
        case C.EMPTY:
            return {"==": [answer, None]}
        case C.CONTAINS:
            return {"in": [value, answer]}
        case C.LACKS:
            return {"!": [{"in": [value, answer]}]}
        case C.AGE_AT_LEAST | C.AGE_AT_MOST:
            answer = {"age_on": [answer, {"today": []}]}
        case C.COUNT_AT_LEAST | C.COUNT_AT_MOST:
            answer = {"count": [answer]}
    return {_OPERATORS[condition.comparison]: [answer, value]}


def _read_all(rule: Rule) -> Conditions | None:
    joined = _single(rule)
    if joined and joined[0] in {"and", "or"} and isinstance(joined[1], list):
        parts = [_read(one) for one in joined[1]]
        items = tuple(one for one in parts if one is not None)
        return Conditions(items, is_any=joined[0] == "or") if len(items) == len(parts) else None
    one = _read(rule)
    return Conditions((one,)) if one else None


def _read(rule: Rule) -> Condition | None:
    found = _single(rule)
    if not found:
        return None
    operator, arguments = found
    if operator == "!":
        inner = _read(arguments[0]) if isinstance(arguments, list) and arguments else None
        is_lack = inner is not None and inner.comparison == C.CONTAINS
        return Condition(inner.field, C.LACKS, inner.value, inner.other) if inner and is_lack else None
    if not isinstance(arguments, list) or len(arguments) != 2:
        return None
    if operator == "in":
        return _build(arguments[1], C.CONTAINS, arguments[0])
    return _read_comparison(operator, arguments)


def _read_comparison(operator: str, arguments: list[Any]) -> Condition | None:
    left, right = arguments
    plain = _PLAIN.get(operator)
    if plain is None:
        return None
    if right is None:
        presence = {C.IS: C.EMPTY, C.IS_NOT: C.FILLED}.get(plain)
        return _build(left, presence, None) if presence else None
    wrapped = _single(left)
    if wrapped and wrapped[0] in _WRAPPED and plain in {C.AT_LEAST, C.AT_MOST} and wrapped[1]:
        return _build(wrapped[1][0], C(f"{_WRAPPED[wrapped[0]]}_{plain}"), right)
    return _build(left, plain, right)


def _build(answer: Rule, comparison: Comparison, value: Rule) -> Condition | None:
    field = _named(answer)
    if not field:
        return None
    if _single(value) == (TODAY, []):
        return Condition(field, comparison, TODAY)
    other = _named(value)
    if other:
        return Condition(field, comparison, None, other)
    return None if isinstance(value, dict | list) else Condition(field, comparison, value)


def _named(rule: Rule) -> str:
    found = _single(rule)
    return found[1] if found and found[0] == "var" and isinstance(found[1], str) else ""


def _single(rule: Rule) -> tuple[str, Any] | None:
    if isinstance(rule, Mapping) and len(rule) == 1:
        return next(iter(rule.items()))
    return None
