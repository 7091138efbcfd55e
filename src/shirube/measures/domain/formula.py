"""The small language in which a KPI names what it is measured by.

    applications.online_share
    applications.received[channel=online] * 0.001
    (procedures.online_count + 2) / series.procedures * 100

Codes of measures, each with at most one filter, numbers, + - * / and brackets. Nothing else can be written in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation, Overflow

from shirube.kernel.errors import InvalidInputError

LONGEST_FORMULA = 300
_DEEPEST = 20
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d{1,15}(?:\.\d{1,6})?)"
    r"|(?P<code>[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*)(?:\[(?P<dimension>[a-z_]+)=(?P<label>[^\[\]=]{1,80})\])?"
    r"|(?P<sign>[-+*/()]))"
)
_LARGEST = Decimal(10) ** 18


class InvalidFormulaError(InvalidInputError):
    """The formula cannot be read; `place` is the number of the letter where reading stopped."""

    code = "measures.invalid_formula"


@dataclass(frozen=True, slots=True)
class Operand:
    """A measure, or the part of it with one label."""

    code: str
    dimension: str = ""
    label: str = ""

    def __str__(self) -> str:
        return f"{self.code}[{self.dimension}={self.label}]" if self.dimension else self.code


@dataclass(frozen=True, slots=True)
class Operation:
    sign: str
    left: Formula
    right: Formula


Formula = Operand | Decimal | Operation


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    place: int
    operand: Operand | None = None


class _Reader:
    """Reads one token after the other; multiplication binds closer than addition."""

    def __init__(self, text: str) -> None:
        self.tokens = [*_tokens(text), _Token("end", "", len(text) + 1)]
        self.at = 0

    def read(self) -> Formula:
        formula = self._chain("+-", lambda depth: self._chain("*/", self._atom, depth), 0)
        if self.tokens[self.at].kind != "end":
            raise InvalidFormulaError(place=self.tokens[self.at].place)
        return formula

    def _chain(self, signs: str, part: Callable[[int], Formula], depth: int) -> Formula:
        left = part(depth)
        while self.tokens[self.at].text and self.tokens[self.at].text in signs:
            sign = self._next().text
            left = Operation(sign, left, part(depth))
        return left

    def _atom(self, depth: int) -> Formula:
        token = self._next()
        if token.operand is not None:
            return token.operand
        if token.kind == "number":
            return Decimal(token.text)
        if token.text == "(" and depth < _DEEPEST:
            inner = self._chain("+-", lambda deep: self._chain("*/", self._atom, deep), depth + 1)
            if self._next().text == ")":
                return inner
        raise InvalidFormulaError(place=token.place)

    def _next(self) -> _Token:
        token = self.tokens[self.at]
        if token.kind != "end":
            self.at += 1
        return token


def parse_formula(text: str) -> Formula:
    """The formula, or InvalidFormulaError."""
    if len(text) > LONGEST_FORMULA:
        raise InvalidFormulaError(place=LONGEST_FORMULA)
    return _Reader(text).read()


def _tokens(text: str) -> Iterator[_Token]:
    at, text = 0, text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise InvalidFormulaError(place=at + 1)
        kind = found.lastgroup or ""
        if found["code"]:
            operand = Operand(found["code"], found["dimension"] or "", (found["label"] or "").strip())
            yield _Token("code", "", at + 1, operand)
        else:
            yield _Token(kind, found[kind], at + 1)
        at = found.end()


def operands_of(formula: Formula) -> tuple[Operand, ...]:
    """Every measure that the formula names, once, in its order."""
    if isinstance(formula, Operand):
        return (formula,)
    if isinstance(formula, Decimal):
        return ()
    return tuple(dict.fromkeys((*operands_of(formula.left), *operands_of(formula.right))))


def calculate(formula: Formula, values: Mapping[Operand, Decimal | None]) -> Decimal | None:
    """The value; None where any operand has none, where it would divide by zero, or beyond all figures."""
    if isinstance(formula, Operand):
        return values[formula]
    if isinstance(formula, Decimal):
        return formula
    left, right = calculate(formula.left, values), calculate(formula.right, values)
    if left is None or right is None or (formula.sign == "/" and right == 0):
        return None
    try:
        result = _OPERATIONS[formula.sign](left, right)
    except (InvalidOperation, Overflow):
        return None
    return result if abs(result) < _LARGEST else None


_OPERATIONS: Mapping[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
}
