"""Two devices, one draft: per field, the newest thing somebody really typed wins.

A page posts its whole step, also fields its reader did not touch. What a device does not know of must not be lost by
that: a value that a device posts unchanged, as it last saw it, is no change.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

# A field's state: ["a", answer] valid, ["t", {input: text}] typed and not valid, ["o", [row ids]] the rows of a group.
Leaf: TypeAlias = list[Any]
Leaves: TypeAlias = dict[str, Leaf]
# Per path the last changes: [revision, device, state or None].
Trail: TypeAlias = dict[str, list[list[Any]]]

ROW = "_row"
TRAIL_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Merged:
    leaves: Leaves
    trail: Trail
    changed: tuple[str, ...]
    # Paths where another device's newer value was kept against an unchanged older one.
    kept: tuple[str, ...]


def flatten(answers: Mapping[str, Any], typed: Mapping[str, Any]) -> Leaves:
    """One state per field, rows of groups by their ids."""
    leaves: Leaves = {}
    for key, value in answers.items():
        if _is_group(value):
            leaves[key] = ["o", [row[ROW] for row in value]]
            leaves.update(_row_leaves(key, value))
        else:
            leaves[key] = ["a", value]
    leaves.update({path: ["t", dict(inputs)] for path, inputs in typed.items()})
    return leaves


def unflatten(leaves: Mapping[str, Leaf]) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """Answers and what was typed, from the states of the fields; fields of rows that are gone are dropped."""
    answers: dict[str, Any] = {path: leaf[1] for path, leaf in leaves.items() if _is_plain(path, leaf)}
    for group, leaf in leaves.items():
        if leaf[0] == "o":
            answers[group] = [_row_of(group, row, leaves) for row in leaf[1]]
    typed = {path: leaf[1] for path, leaf in leaves.items() if leaf[0] == "t" and _has_place(path, leaves)}
    return answers, typed


def merge(
    *, now: Leaves, loaded: Leaves, posted: Leaves, trail: Trail, device: str, seen: int, revision: int
) -> Merged:
    """What is stored after a device posted.

    `now` is stored, `loaded` is what the posted state was made from, `seen` the revision the page was drawn with,
    `revision` that of the change being made.
    """
    leaves, changed, kept = dict(now), [], []
    for path in _differing(loaded, posted):
        wanted = posted.get(path)
        if wanted == now.get(path):
            continue
        known = _last_known(path, loaded, trail, device, seen)
        if wanted == known and known != now.get(path):
            kept.append(path)
            continue
        changed.append(path)
        _put(leaves, path, _with_rows_of_others(wanted, now.get(path), known))
    return Merged(
        leaves, _lengthen(trail, now, leaves, changed, device, revision), tuple(changed), tuple(kept)
    )


def _last_known(path: str, loaded: Leaves, trail: Trail, device: str, seen: int) -> Leaf | None:
    """What the device last knew of the field: the newest change it made itself or was drawn with."""
    changes = trail.get(path, [])
    known = [change for change in changes if change[0] <= seen or change[1] == device]
    state: Leaf | None = known[-1][2] if known else None
    return state if changes else loaded.get(path)


def _with_rows_of_others(wanted: Leaf | None, now: Leaf | None, known: Leaf | None) -> Leaf | None:
    """Rows that another device added stay; only rows the device knew of can be removed by it."""
    if wanted is None or now is None or wanted[0] != "o" or now[0] != "o":
        return wanted
    knew = set(known[1]) if known is not None and known[0] == "o" else set()
    added = [row for row in now[1] if row not in knew and row not in wanted[1]]
    return ["o", [*wanted[1], *added]]


def _lengthen(
    trail: Trail, before: Leaves, after: Leaves, paths: Iterable[str], device: str, revision: int
) -> Trail:
    longer = dict(trail)
    for path in paths:
        # The first change remembers what was there before it, which is what older pages know.
        changes = longer.get(path) or [[0, "", before.get(path)]]
        longer[path] = [*changes, [revision, device, after.get(path)]][-TRAIL_LENGTH:]
    return longer


def _differing(one: Leaves, other: Leaves) -> list[str]:
    return [path for path in dict.fromkeys([*one, *other]) if one.get(path) != other.get(path)]


def _put(leaves: Leaves, path: str, leaf: Leaf | None) -> None:
    if leaf is None:
        leaves.pop(path, None)
    else:
        leaves[path] = leaf


def _is_group(value: object) -> bool:
    return (
        isinstance(value, list) and bool(value) and all(isinstance(row, dict) and ROW in row for row in value)
    )


def _row_leaves(group: str, rows: list[dict[str, Any]]) -> Leaves:
    return {
        f"{group}.{row[ROW]}.{key}": ["a", value] for row in rows for key, value in row.items() if key != ROW
    }


def _is_plain(path: str, leaf: Leaf) -> bool:
    return leaf[0] == "a" and "." not in path


def _row_of(group: str, row: str, leaves: Mapping[str, Leaf]) -> dict[str, Any]:
    front = f"{group}.{row}."
    fields = {
        path.removeprefix(front): leaf[1]
        for path, leaf in leaves.items()
        if path.startswith(front) and leaf[0] == "a"
    }
    return {ROW: row, **fields}


def _has_place(path: str, leaves: Mapping[str, Leaf]) -> bool:
    group, _, rest = path.partition(".")
    if not rest:
        return True
    rows = leaves.get(group)
    return rows is not None and rows[0] == "o" and rest.partition(".")[0] in rows[1]
