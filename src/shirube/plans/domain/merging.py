"""How two people's edits of one thing come together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

# Lists whose parts have a name of their own are merged part by part, others as a whole.
_NAMED_BY = ("code", "slug")


def merge(base: Any, mine: Any, theirs: Any) -> Any:
    """Theirs, with everything that I changed since `base` put over it.

    Part by part where parts have names; where both changed one value, mine stands. JSON values in and out.
    """
    if mine == base:
        return theirs
    if theirs == base:
        return mine
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return _merge_maps(base if isinstance(base, dict) else {}, mine, theirs)
    name = _name_of_parts(base, mine, theirs)
    return _merge_parts(name, base, mine, theirs) if name else mine


def _merge_maps(base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    keys = dict.fromkeys([*theirs, *mine])
    merged = {key: merge(base.get(key), mine.get(key), theirs.get(key)) for key in keys}
    return {key: value for key, value in merged.items() if value is not None or key in mine}


def _merge_parts(name: str, base: list[Any], mine: list[Any], theirs: list[Any]) -> list[Any]:
    """In my order, then what they added; a part one of us removed untouched by the other stays removed."""
    were, ours, others = ({part[name]: part for part in parts} for parts in (base, mine, theirs))
    merged = (merge(were.get(key), ours.get(key), others.get(key)) for key in dict.fromkeys([*ours, *others]))
    return [part for part in merged if part is not None]


def _name_of_parts(*lists: Any) -> str | None:
    """By which key all parts of all lists are told apart, or None where they are not."""
    if not all(isinstance(one, list) for one in lists):
        return None
    return next((name for name in _NAMED_BY if all(_tells_apart(name, one) for one in lists)), None)


def _tells_apart(name: str, parts: Sequence[Any]) -> bool:
    if not all(isinstance(part, dict) and name in part for part in parts):
        return False
    return len({part[name] for part in parts}) == len(parts)
