"""Packs: content as validated YAML. What every kind of pack shares, and how its faults are told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from shirube.kernel.errors import InvalidInputError

# Kinds of pydantic's errors, by the code a person is told of.
_CODES = {
    "extra_forbidden": "unknown_key",
    "missing": "missing_key",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than_equal": "out_of_range",
    "string_too_long": "too_long",
    "enum": "unknown_choice",
    "literal_error": "unknown_choice",
    "union_tag_invalid": "unknown_choice",
    "union_tag_not_found": "missing_key",
    "too_short": "too_few_entries",
    "too_long": "too_many_entries",
    "list_type": "not_a_list",
    "model_type": "not_a_mapping",
    "model_attributes_type": "not_a_mapping",
    "int_type": "not_a_whole_number",
    "int_parsing": "not_a_whole_number",
    "int_from_float": "not_a_whole_number",
    "decimal_parsing": "not_a_number",
    "decimal_type": "not_a_number",
    "string_type": "not_a_text",
    "string_too_short": "empty",
    "string_pattern_mismatch": "not_in_this_form",
    "bool_parsing": "not_yes_or_no",
    "bool_type": "not_yes_or_no",
}


class PackModel(BaseModel):
    """A part of a pack. An unknown key is refused: it is a misspelt one."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


@dataclass(frozen=True, slots=True)
class PackProblem:
    """`path` leads to the place ("rows[2] › done"), `value` is what stands there, `expected` what the rest implies."""

    path: str
    code: str
    value: str = ""
    expected: str = ""


class InvalidPackError(InvalidInputError):
    """A pack that cannot be loaded, with every problem found in it. Nothing was changed."""

    code = "kernel.invalid_pack"

    def __init__(self, problems: Sequence[PackProblem]) -> None:
        first = problems[0]
        super().__init__(count=len(problems), path=first.path, problem=first.code, value=first.value)
        self.problems = tuple(problems)


def problems_of(error: ValidationError) -> list[PackProblem]:
    """Every problem that the validation found, places counted from 1.

    A validator of ours raises ValueError("code" or "code value"), which becomes the problem's code and value.
    """
    return [_problem(dict(detail)) for detail in error.errors(include_url=False)]


def _problem(detail: dict[str, Any]) -> PackProblem:
    path, context = _path(detail["loc"]), detail.get("ctx", {})
    if detail["type"] == "value_error":
        code, _, value = str(context["error"]).partition(" ")
        return PackProblem(path, code, value or _shown(detail["input"]))
    expected = str(context.get("expected") or context.get("expected_tags") or context.get("pattern") or "")
    return PackProblem(path, _CODES.get(detail["type"], "not_understood"), _shown(detail["input"]), expected)


def _path(location: Sequence[str | int]) -> str:
    path = ""
    for part in location:
        path += f"[{part + 1}]" if isinstance(part, int) else f" › {part}"
    return path.removeprefix(" › ")


def _shown(value: Any) -> str:
    return "" if isinstance(value, dict | list | tuple) else str(value)[:60]
