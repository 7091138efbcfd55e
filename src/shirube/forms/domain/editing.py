"""Changes to a form that is being drafted: each takes the content (the YAML shape) and gives a new one.

A draft may be wrong in itself for a while: a rule may name a field that was removed. Nothing here minds; what is wrong is
told beside the field, and only publishing demands that nothing is.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from shirube.kernel.errors import NotFoundError

Content = dict[str, Any]


class PartNotFoundError(NotFoundError):
    """The step or field was removed meanwhile, by this person in another window or by somebody else."""

    code = "forms.part_not_found"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field lies: the list that holds it and its position there. `group` is "" on the step itself."""

    step: Content
    fields: list[Content]
    position: int
    group: str = ""

    @property
    def field(self) -> Content:
        return self.fields[self.position]


def new_content(code: str, title: str) -> Content:
    """A form with one empty step, to begin with."""
    first = {"code": "page1", "title": {"ja": title}, "fields": []}
    return {"code": code, "title": {"ja": title}, "steps": [first]}


def words_of(value: Any) -> dict[str, str]:
    """Words in full: a plain string is Japanese only."""
    return {"ja": value} if isinstance(value, str) else dict(value or {})


def japanese(value: Any) -> str:
    return words_of(value).get("ja", "")


def find_step(content: Content, code: str) -> Content:
    """PartNotFoundError."""
    for step in content.get("steps", []):
        if step.get("code") == code:
            return dict_of(step)
    raise PartNotFoundError(part=code)


def dict_of(value: Any) -> Content:
    """The same object, known to be a mapping."""
    if not isinstance(value, dict):
        raise PartNotFoundError(part=str(value)[:40])
    return value


def find_spot(content: Content, path: str) -> Spot:
    """The place of a field by its path: "name", or "children.name" inside a group. PartNotFoundError."""
    for spot in iterate_spots(content):
        if path_of(spot) == path:
            return spot
    raise PartNotFoundError(part=path)


def path_of(spot: Spot) -> str:
    key = str(spot.field.get("key", ""))
    return f"{spot.group}.{key}" if spot.group else key


def iterate_spots(content: Content) -> Iterator[Spot]:
    """Every field with its place, those of a group after the group."""
    for step in content.get("steps", []):
        fields = step.setdefault("fields", [])
        for position, field in enumerate(fields):
            yield Spot(step, fields, position)
            if field.get("type") == "group":
                inner = field.setdefault("fields", [])
                group = str(field.get("key", ""))
                yield from (Spot(step, inner, number, group) for number in range(len(inner)))


def add_step(content: Content, title: str) -> tuple[Content, str]:
    """A step at the end; its code counts on."""
    new = copy.deepcopy(content)
    taken = {step.get("code") for step in new["steps"]}
    code = _free("page", taken)
    new["steps"].append({"code": code, "title": {"ja": title}, "fields": []})
    return new, code


def change_step(content: Content, code: str, **values: Any) -> Content:
    """Give the step these values; an empty one takes the key away."""
    new = copy.deepcopy(content)
    _put(find_step(new, code), values)
    return new


def move_step(content: Content, code: str, by: int) -> Content:
    new = copy.deepcopy(content)
    steps = new["steps"]
    _shift(steps, steps.index(find_step(new, code)), by)
    return new


def remove_step(content: Content, code: str) -> Content:
    """Without the step and all its fields."""
    new = copy.deepcopy(content)
    new["steps"].remove(find_step(new, code))
    return new


def add_field(
    content: Content, step_code: str, field: Content, *, group: str = "", after: str = ""
) -> tuple[Content, str]:
    """A field at the end of the step or group, or behind the field `after`; without a key it gets a counted one."""
    new = copy.deepcopy(content)
    fields = _list_for(new, step_code, group)
    keys = {one.get("key") for one in fields} if group else _keys(new)
    field = {"key": field.get("key") or _free("q", keys), **{k: v for k, v in field.items() if k != "key"}}
    position = next((n for n, one in enumerate(fields, 1) if after and one.get("key") == after), len(fields))
    fields.insert(position, field)
    return new, f"{group}.{field['key']}" if group else str(field["key"])


def change_field(content: Content, path: str, **values: Any) -> Content:
    """Give the field these values; None, "", [] and {} take a key away."""
    new = copy.deepcopy(content)
    _put(find_spot(new, path).field, values)
    return new


def replace_field(content: Content, path: str, field: Content) -> Content:
    """Put another field in its place. A new key is followed by every rule that names the old one."""
    new = copy.deepcopy(content)
    spot = find_spot(new, path)
    old, key = str(spot.field.get("key", "")), str(field.get("key", ""))
    spot.fields[spot.position] = field
    if key and key != old:
        _rename(new, spot, old, key)
    return new


def move_field(content: Content, path: str, by: int) -> Content:
    """Up (-1) or down (+1). At the edge of its step a field goes on into the next step."""
    new = copy.deepcopy(content)
    spot = find_spot(new, path)
    target = spot.position + by
    if 0 <= target < len(spot.fields) or spot.group:
        _shift(spot.fields, spot.position, by)
    else:
        _carry_to_neighbour(new, spot, by)
    return new


def remove_field(content: Content, path: str) -> Content:
    new = copy.deepcopy(content)
    spot = find_spot(new, path)
    del spot.fields[spot.position]
    return new


def put_back(
    content: Content, step_code: str, field: Content, *, group: str, position: int
) -> tuple[Content, str]:
    """A field that was removed, at its old place as far as that still is there. PartNotFoundError without its step."""
    new = copy.deepcopy(content)
    fields = _list_for(new, step_code, group)
    taken = {one.get("key") for one in fields} if group else _keys(new)
    back = field if field.get("key") not in taken else {**field, "key": _free("q", taken)}
    fields.insert(position, back)
    return new, f"{group}.{back['key']}" if group else str(back["key"])


def duplicate_field(content: Content, path: str) -> tuple[Content, str]:
    """The same question once more, right behind the first."""
    spot = find_spot(content, path)
    twin = {key: value for key, value in copy.deepcopy(spot.field).items() if key != "key"}
    return add_field(
        content, str(spot.step["code"]), twin, group=spot.group, after=str(spot.field.get("key", ""))
    )


def count_fields(content: Content) -> int:
    return sum(1 for _ in iterate_spots(content))


def _list_for(content: Content, step_code: str, group: str) -> list[Content]:
    if group:
        return list_of(find_spot(content, group).field.setdefault("fields", []))
    return list_of(find_step(content, step_code).setdefault("fields", []))


def list_of(value: Any) -> list[Content]:
    """The same object, known to be a list."""
    if not isinstance(value, list):
        raise PartNotFoundError(part=str(value)[:40])
    return value


def _keys(content: Content) -> set[str]:
    return {str(spot.field.get("key", "")) for spot in iterate_spots(content) if not spot.group}


def _free(stem: str, taken: Any) -> str:
    return next(code for number in itertools.count(1) if (code := f"{stem}{number}") not in taken)


def _put(target: Content, values: Content) -> None:
    for key, value in values.items():
        if value in (None, "", [], {}):
            target.pop(key, None)
        else:
            target[key] = value


def _shift(items: list[Content], position: int, by: int) -> None:
    target = position + by
    if 0 <= target < len(items):
        items.insert(target, items.pop(position))


def _carry_to_neighbour(content: Content, spot: Spot, by: int) -> None:
    steps = content["steps"]
    number = steps.index(spot.step) + by
    if not 0 <= number < len(steps):
        return
    field = spot.fields.pop(spot.position)
    fields = steps[number].setdefault("fields", [])
    fields.insert(len(fields) if by < 0 else 0, field)


def _rename(content: Content, spot: Spot, old: str, key: str) -> None:
    """Let rules follow: inside a group the row's own names, else the form's."""
    if spot.group:
        for field in spot.fields:
            _follow(field, f"row.{old}", f"row.{key}")
        return
    for step in content["steps"]:
        _follow(step, old, key)


def _follow(part: Any, old: str, new: str) -> None:
    if isinstance(part, list):
        for one in part:
            _follow(one, old, new)
    elif isinstance(part, dict):
        named = part.get("var")
        if len(part) == 1 and isinstance(named, str) and (named == old or named.startswith(f"{old}.")):
            part["var"] = new + named[len(old) :]
            return
        for value in part.values():
            _follow(value, old, new)
