"""What is wrong with a pack, said in codes that an entrance turns into sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from shirube.kernel.errors import InvalidInputError

# Kinds of pydantic's errors, by the code a person is told of.
_CODES = {
    "extra_forbidden": "unknown_key",
    "missing": "missing_key",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "literal_error": "unknown_choice",
    "int_type": "not_a_whole_number",
    "int_from_float": "not_a_whole_number",
    "string_type": "not_a_text",
    "string_too_short": "empty",
    "string_pattern_mismatch": "not_in_this_form",
    "bool_parsing": "not_yes_or_no",
    "bool_type": "not_yes_or_no",
}


@dataclass(frozen=True, slots=True)
class PackProblem:
    """`path` leads to the place ("rows[2] › done"), `value` is what stands there, `expected` what the rest implies."""

    path: str
    code: str
    value: str = ""
    expected: str = ""


class InvalidPackError(InvalidInputError):
    """A comparison pack that cannot be loaded. Nothing was changed."""

    code = "measures.invalid_pack"

    def __init__(self, problems: Sequence[PackProblem]) -> None:
        first = problems[0]
        super().__init__(
            problems=tuple(problems),
            count=len(problems),
            path=first.path,
            problem=first.code,
            value=first.value,
            expected=first.expected,
        )
        self.problems = tuple(problems)


def problems_of(error: ValidationError) -> list[PackProblem]:
    """Every problem that pydantic found, in our codes; places are counted from 1."""
    return [_problem(dict(detail)) for detail in error.errors(include_url=False)]


def _problem(detail: dict[str, Any]) -> PackProblem:
    code = _CODES.get(detail["type"], "not_understood")
    expected = str(detail.get("ctx", {}).get("expected") or detail.get("ctx", {}).get("pattern") or "")
    return PackProblem(_path(detail["loc"]), code, _shown(detail["input"]), expected)


def _path(location: Sequence[str | int]) -> str:
    path = ""
    for part in location:
        path += f"[{part + 1}]" if isinstance(part, int) else f" › {part}"
    return path.removeprefix(" › ")


def _shown(value: Any) -> str:
    return "" if isinstance(value, dict | list | tuple) else str(value)[:60]
