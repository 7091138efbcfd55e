"""What is wrong with a pack, said in codes that an entrance turns into sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from shirube.kernel.errors import InvalidInputError
from shirube.plans.domain.packs import PlanPack

# Kinds of pydantic's errors, by the code a person is told of.
_CODES = {
    "extra_forbidden": "unknown_key",
    "missing": "missing_key",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "string_too_long": "too_long",
    "string_too_short": "empty",
    "enum": "unknown_choice",
    "literal_error": "unknown_choice",
    "int_type": "not_a_whole_number",
    "int_parsing": "not_a_whole_number",
    "decimal_parsing": "not_a_number",
    "decimal_type": "not_a_number",
    "string_type": "not_a_text",
    "bool_parsing": "not_yes_or_no",
}


@dataclass(frozen=True, slots=True)
class PackProblem:
    """`path` leads to the place: "initiatives[2] › kpis[0] › target"; `value` is what stands there."""

    path: str
    code: str
    value: str = ""


class InvalidPackError(InvalidInputError):
    code = "plans.invalid_pack"

    def __init__(self, problems: Sequence[PackProblem]) -> None:
        super().__init__(problems=tuple(problems), count=len(problems))
        self.problems = tuple(problems)


def parse_plan_pack(content: Mapping[str, Any]) -> PlanPack:
    """The pack, or InvalidPackError with every problem found. Changes nothing."""
    try:
        return PlanPack.model_validate(content)
    except ValidationError as error:
        raise InvalidPackError(problems_of(error)) from error


def problems_of(error: ValidationError) -> list[PackProblem]:
    """Every problem that the validation found."""
    return [_problem(dict(detail)) for detail in error.errors(include_url=False)]


def _problem(detail: dict[str, Any]) -> PackProblem:
    path = _path(detail["loc"])
    if detail["type"] == "value_error":
        code, _, value = str(detail["ctx"]["error"]).partition(" ")
        return PackProblem(path, code, value or _shown(detail["input"]))
    return PackProblem(path, _CODES.get(detail["type"], "not_understood"), _shown(detail["input"]))


def _path(location: Sequence[str | int]) -> str:
    path = ""
    for part in location:
        path += f"[{part + 1}]" if isinstance(part, int) else f" › {part}"
    return path.removeprefix(" › ")


def _shown(value: Any) -> str:
    return "" if isinstance(value, dict | list) else str(value)[:60]
