"""Buttons of a step that ask for something else than the next step: a row more, an address, a file taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Act = Literal["add", "remove", "find", "remove_file", "take", "upload"]
_ACTS: Mapping[str, Act] = {
    "_add": "add",
    "_remove": "remove",
    "_find": "find",
    "_remove_file": "remove_file",
    "_take": "take",
    "_upload": "upload",
}
# These end in what they take away: "_remove.children.k3f9".
_WITH_TARGET = frozenset({"remove", "remove_file"})


@dataclass(frozen=True, slots=True)
class Asked:
    """`path` is the field's; `target` the row or file that is meant, for "add" the id of the new row."""

    act: Act
    path: str
    target: str = ""


def find_asked(posted: Mapping[str, Sequence[str]]) -> Asked | None:
    """The button that was pressed, if any: `_add.children`."""
    for name in posted:
        prefix, _, rest = name.partition(".")
        act = _ACTS.get(prefix)
        if act is None or not rest:
            continue
        if act in _WITH_TARGET:
            path, _, target = rest.rpartition(".")
            return Asked(act, path, target)
        return Asked(act, rest)
    return None
