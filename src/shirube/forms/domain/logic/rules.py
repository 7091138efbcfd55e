"""A rule, checked when its form is read and compiled once: evaluating it can neither loop nor fail."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from shirube.forms.domain.logic.operators import OPERATORS
from shirube.forms.domain.logic.scoped import SCOPED, Evaluate, constant, read_var
from shirube.forms.domain.logic.values import UNKNOWN

DEEPEST, LARGEST, DEEPEST_LOOPS = 12, 200, 2
# The first operand of these is a list; the second is evaluated for each of its members, which is all it can see.
_LOOPS = frozenset({"map", "filter", "reduce", "all", "some", "none"})
# Today, and how many operands each takes.
_SPECIAL = {
    "var": (0, 2),
    "today": (0, 0),
    "if": (1, 100),
    "?:": (3, 3),
    "and": (1, 100),
    "or": (1, 100),
    "missing": (0, 100),
    "missing_some": (2, 2),
    **dict.fromkeys(_LOOPS - {"reduce"}, (2, 2)),
    "reduce": (3, 3),
}


class RuleError(ValueError):
    """The text is "code value", as validators of packs tell their problems."""


class Rule:
    """JSON Logic with bounds. `content` is what the author wrote; two rules with one content are equal."""

    def __init__(self, content: Any) -> None:
        """RuleError where the content is no rule that may be evaluated."""
        _check(content, depth=1, loops=0, count=[0])
        self.content = _as_json(content)
        self._evaluate = _compile(self.content)

    def evaluate(self, data: Any, today: date | None) -> Any:
        """The result for the answers in `data`: UNKNOWN where answers (or the day of today) are missing to tell."""
        return self._evaluate(data, today)

    def holds(self, data: Any, today: date | None) -> bool:
        """Whether it is true, as a condition for showing something: what cannot be said is not shown."""
        return bool(self._evaluate(data, today))

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every (list it is a member of or "", name) that the rule asks for."""
        return tuple(dict.fromkeys(_names(self.content, "")))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rule) and self._text == other._text

    def __hash__(self) -> int:
        return hash(self._text)

    def __repr__(self) -> str:
        return f"Rule({self._text})"

    @cached_property
    def _text(self) -> str:
        # true is not 1 in JSON, but it is in Python.
        return json.dumps(self.content, sort_keys=True, ensure_ascii=False)


def _check(content: Any, *, depth: int, loops: int, count: list[int]) -> None:
    count[0] += 1
    if depth > DEEPEST:
        raise RuleError(f"rule_too_deep {DEEPEST}")
    if count[0] > LARGEST:
        raise RuleError(f"rule_too_large {LARGEST}")
    if isinstance(content, list):
        for one in content:
            _check(one, depth=depth + 1, loops=loops, count=count)
    elif isinstance(content, dict):
        _check_operation(content, depth, loops, count)
    elif not (content is None or isinstance(content, str | bool | int | float | date)):
        raise RuleError(f"rule_not_json {type(content).__name__}")


def _as_json(content: Any) -> Any:
    """YAML reads 2024-04-01 as a date; answers are texts."""
    if isinstance(content, list):
        return [_as_json(one) for one in content]
    if isinstance(content, dict):
        return {str(name): _as_json(one) for name, one in content.items()}
    return content.isoformat() if isinstance(content, date) else content


def _check_operation(content: Mapping[Any, Any], depth: int, loops: int, count: list[int]) -> None:
    if len(content) != 1:
        raise RuleError("rule_needs_one_operator")
    ((name, _),) = content.items()
    fewest, most = _operand_counts(str(name))
    operands = operands_of(content)
    if not fewest <= len(operands) <= most:
        raise RuleError(f"rule_operands {name}")
    if name == "var" and not all(_is_plain(one) for one in operands):
        raise RuleError("rule_var_not_plain")
    inside = loops + (name in _LOOPS)
    if inside > DEEPEST_LOOPS:
        raise RuleError(f"rule_too_deep {DEEPEST_LOOPS}")
    for one in operands:
        _check(one, depth=depth + 1, loops=inside, count=count)


def _operand_counts(name: str) -> tuple[int, int]:
    if name in OPERATORS:
        return OPERATORS[name][1:]
    if name not in _SPECIAL:
        raise RuleError(f"unknown_operator {name}"[:80])
    return _SPECIAL[name]


def _is_plain(content: Any) -> bool:
    return not isinstance(content, dict | list)


def operands_of(content: Mapping[str, Any]) -> list[Any]:
    """`{"var": "x"}` is short for `{"var": ["x"]}`."""
    ((_, operands),) = content.items()
    return operands if isinstance(operands, list) else [operands]


def _names(content: Any, inside: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, list):
        for one in content:
            yield from _names(one, inside)
    if not isinstance(content, dict):
        return
    ((operator, _),) = content.items()
    operands = operands_of(content)
    if operator == "var":
        yield inside, str(operands[0]) if operands else ""
    elif operator in {"missing", "missing_some"}:
        yield from ((inside, name) for name in _texts(operands))
    elif operator in _LOOPS:
        yield from _loop_names(operator, operands, inside)
    else:
        yield from _names(operands, inside)


def _loop_names(operator: str, operands: list[Any], inside: str) -> Iterator[tuple[str, str]]:
    source = operands[0]
    yield from _names(source, inside)
    yield from _names(operands[2:], inside)
    named = isinstance(source, dict) and "var" in source
    members = str(operands_of(source)[0]) if named and operands_of(source) else "?"
    for within, name in _names(operands[1], members):
        if within != members or operator != "reduce":
            yield within, name
        elif name.startswith("current."):
            yield members, name.removeprefix("current.")


def _texts(operands: list[Any]) -> Iterator[str]:
    for one in operands:
        if isinstance(one, str):
            yield one
        elif isinstance(one, list):
            yield from _texts(one)


def _compile(content: Any) -> Evaluate:
    if isinstance(content, list):
        parts = [_compile(one) for one in content]
        return lambda data, today: [part(data, today) for part in parts]
    if not isinstance(content, dict):
        return constant(content)
    ((name, _),) = content.items()
    operands = operands_of(content)
    if name == "var":
        return read_var(*operands)
    parts = [_compile(one) for one in operands]
    if name in SCOPED:
        return SCOPED[name](*parts)
    return _apply(OPERATORS[name][0], parts)


def _apply(operator: Callable[..., Any], parts: list[Evaluate]) -> Evaluate:
    if len(parts) == 2:
        first, second = parts
        return lambda data, today: operator(first(data, today), second(data, today))
    return lambda data, today: operator(*[part(data, today) for part in parts])


__all__ = ["UNKNOWN", "Rule", "RuleError", "operands_of"]
