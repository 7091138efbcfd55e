"""Conditions of a guide in JSON Logic, answered with yes, no, or "cannot be said yet".

A guide asks people who may not know. With "I don't know" a rule is neither true nor false, unless it holds either way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import AfterValidator

Answer = bool | str
Answers = Mapping[str, Answer | None]
Verdict = bool | None
_OPERATORS: Mapping[str, tuple[int, int]] = {
    "var": (1, 1), "!": (1, 1), "and": (1, 20), "or": (1, 20), "==": (2, 2), "!=": (2, 2), "in": (2, 2),
}  # fmt: skip
_DEEPEST = 8


def _check(content: Any, depth: int = 1) -> Any:
    if isinstance(content, dict):
        if len(content) != 1 or depth > _DEEPEST:
            raise ValueError("not_a_rule")
        name, operands = next(iter(content.items()))
        low, high = _OPERATORS.get(name, (1, 0))
        given = _operands(operands)
        if not low <= len(given) <= high:
            raise ValueError(f"not_a_rule {name}")
        for one in given:
            _check(one, depth + 1)
    elif isinstance(content, list):
        for one in content:
            _check(one, depth + 1)
    elif not isinstance(content, str | bool):
        # A validator tells its problem as a ValueError, whatever it is about.
        raise ValueError("not_a_rule")  # noqa: TRY004
    return content


Rule = Annotated[dict[str, Any], AfterValidator(_check)]


def evaluate(rule: Any, answers: Answers) -> Verdict:
    """True, False, or None where an answer is missing to tell."""
    if not isinstance(rule, dict):
        return bool(rule)
    name, operands = next(iter(rule.items()))
    given = _operands(operands)
    if name == "and":
        return _all(evaluate(one, answers) for one in given)
    if name == "or":
        return _not(_all(_not(evaluate(one, answers)) for one in given))
    if name == "!":
        return _not(evaluate(given[0], answers))
    if name == "var":
        value = answers.get(str(given[0]))
        return None if value is None else bool(value)
    return _compare(name, given, answers)


def names_in(rule: Any) -> Iterator[str]:
    """The questions that the rule asks for."""
    if isinstance(rule, list):
        for one in rule:
            yield from names_in(one)
    elif isinstance(rule, dict):
        for name, operands in rule.items():
            if name == "var":
                yield str(_operands(operands)[0])
            else:
                yield from names_in(operands)


def _compare(name: str, given: list[Any], answers: Answers) -> Verdict:
    left, right = (_value(one, answers) for one in given)
    if left is None or right is None:
        return None
    if name == "in":
        return left in right
    return (left == right) is (name == "==")


def _value(operand: Any, answers: Answers) -> Any:
    if isinstance(operand, dict) and "var" in operand:
        return answers.get(str(_operands(operand["var"])[0]))
    return operand


def _operands(operands: Any) -> list[Any]:
    return operands if isinstance(operands, list) else [operands]


def _all(verdicts: Iterator[Verdict]) -> Verdict:
    seen = list(verdicts)
    if False in seen:
        return False
    return None if None in seen else True


def _not(verdict: Verdict) -> Verdict:
    return None if verdict is None else not verdict
