"""What the builder reads from a draft: which fields a rule may ask, where a problem lies, what a preview shows."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from shirube.forms.domain.editing import Content, Spot, iterate_spots, japanese, path_of

# What `parse_form` calls a place: "steps[2] › fields[3] › fields[1] › label".
_PLACE = re.compile(r"steps\[(\d+)\](?: › fields\[(\d+)\](?: › (?:\w+ › )?fields\[(\d+)\])?)?")
_EMPTY = {
    "key": "nothing_yet",
    "type": "explanation",
    "label": {"ja": "まだ質問がありません"},
    "text": {"ja": "質問を加えると、ここに出ます。"},
}
_SILENT = frozenset({"explanation", "my_number"})


@dataclass(frozen=True, slots=True)
class Askable:
    """A field that a rule may ask. `name` is its name in rules: "kind", or "row.age" inside its own group."""

    name: str
    label: str
    type: str
    options: tuple[tuple[str, str], ...] = ()


def list_askable(content: Content, path: str, *, whole_step: bool = False) -> list[Askable]:
    """The fields that a rule at `path` (a field, or "step:<code>") may name: those that stand before it.

    A check may look at the whole of its step (`whole_step`). Inside a group, neighbours are named as `row.…`.
    """
    found: list[Askable] = []
    own_step = _step_of(content, path)
    group = path.rpartition(".")[0]
    is_over = False
    for spot in iterate_spots(content):
        is_own = spot.step.get("code") == own_step
        is_over = is_over or path_of(spot) == path or (is_own and path.startswith("step:"))
        if is_over and not (whole_step and is_own):
            break
        if spot.field.get("type") in _SILENT or path_of(spot) == group:
            continue
        if not spot.group or spot.group == group:
            found.append(_askable(spot))
    return found


def _step_of(content: Content, path: str) -> str:
    if path.startswith("step:"):
        return path.removeprefix("step:")
    return next((str(one.step.get("code")) for one in iterate_spots(content) if path_of(one) == path), "")


def _askable(spot: Spot) -> Askable:
    field = spot.field
    key = str(field.get("key", ""))
    options = tuple(
        (str(one.get("value", "")), japanese(one.get("label"))) for one in field.get("options", [])
    )
    name = f"row.{key}" if spot.group else key
    return Askable(name, japanese(field.get("label")), str(field.get("type", "")), options)


def place_of(content: Content, problem_path: str) -> str:
    """The field (its path) or the step ("step:<code>") in which a problem of parsing lies; "" for the form itself."""
    match = _PLACE.match(problem_path)
    if not match:
        return ""
    try:
        step = content["steps"][int(match[1]) - 1]
        if match[2] is None:
            return f"step:{step['code']}"
        field = step["fields"][int(match[2]) - 1]
        if match[3] is None:
            return str(field["key"])
        return f"{field['key']}.{field['fields'][int(match[3]) - 1]['key']}"
    except (LookupError, TypeError):
        return ""


def without_rules(content: Content) -> Content:
    """The form as a preview shows it: every question stands there, whatever was answered; a broken rule breaks nothing."""
    new = copy.deepcopy(content)
    for step in new.get("steps", []):
        step.pop("when", None)
    for spot in iterate_spots(new):
        spot.field.pop("when", None)
        spot.field.pop("checks", None)
    for step in new.get("steps", []):
        step["fields"] = list(_without_computed(step.get("fields", []))) or [_EMPTY]
    return new


def _without_computed(fields: list[Content]) -> Iterator[Content]:
    for field in fields:
        if field.get("type") == "computed":
            words = {"ja": "（ほかの答えから計算した値が出ます）"}
            yield {
                "key": field.get("key"),
                "type": "explanation",
                "label": field.get("label"),
                "text": words,
            }
        else:
            yield field
