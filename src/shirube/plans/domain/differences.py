"""What two forms of one thing differ in, and how two people's edits of it come together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Lists whose parts have a name of their own are compared part by part, others as a whole.
_NAMED_BY = ("code", "slug")


@dataclass(frozen=True, slots=True)
class Difference:
    """`path` leads to the place: ("kpis", "online-rate", "target", "value"). None where there is nothing."""

    path: tuple[str, ...]
    before: Any
    after: Any


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every place in which two packs of one kind, as JSON values, differ; in the order of the pack."""
    return tuple(_compare((), dict(before), dict(after)))


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


def _compare(path: tuple[str, ...], before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for key in dict.fromkeys([*before, *after]):
            yield from _compare((*path, key), before.get(key), after.get(key))
        return
    name = _name_of_parts(before, after)
    if name is None:
        yield Difference(path, before, after)
        return
    were, are = ({part[name]: part for part in parts} for parts in (before, after))
    for key in dict.fromkeys([*were, *are]):
        yield from _compare((*path, key), were.get(key), are.get(key))
    if list(were) != list(are) and set(were) == set(are):
        yield Difference((*path, "order"), list(were), list(are))


def _name_of_parts(*lists: Any) -> str | None:
    """By which key all parts of all lists are told apart, or None where they are not."""
    if not all(isinstance(one, list) for one in lists):
        return None
    return next((name for name in _NAMED_BY if all(_tells_apart(name, one) for one in lists)), None)


def _tells_apart(name: str, parts: Sequence[Any]) -> bool:
    if not all(isinstance(part, dict) and name in part for part in parts):
        return False
    return len({part[name] for part in parts}) == len(parts)
