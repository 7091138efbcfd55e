"""Several fields that ask for one fact become one field, as strict as the strictest of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shirube.visits.domain.interview.packages import Fact

Content = dict[str, Any]
Kind = tuple[str, tuple[str, ...]]
_NEEDS = ("no", "soft", "yes")
# What belongs to a question's place and not to its kind.
_OWN = frozenset({"key", "label", "help", "required", "concept", "when", "checks", "fields"})
_ANY = frozenset({"latin", "old_name", "other"})
_ALL = frozenset({"unknown_day"})
_BOUNDS = ("not_before", "not_after")
_LEAST, _MOST = frozenset({"max_length", "maximum", "max_rows"}), frozenset({"minimum", "min_rows"})


def blend(key: str, contents: Sequence[Mapping[str, Any]], fact: Fact | None) -> Content:
    """One field of all, which are of one kind. Conditions and checks are the caller's."""
    first = contents[0]
    blended: Content = {"key": key, "type": first["type"], "label": first["label"]}
    blended |= {name: value for name, value in first.items() if name == "help"}
    blended |= {name: value for name, value in first.items() if name not in _OWN | {"type"}}
    for one in contents[1:]:
        _tighten(blended, one)
    need = max((str(one.get("required", "yes")) for one in contents), key=_NEEDS.index)
    if need != "yes":
        blended["required"] = need
    if first.get("concept"):
        blended["concept"] = first["concept"]
    return blended | _words(fact)


def _tighten(blended: Content, other: Mapping[str, Any]) -> None:
    for name in _ANY:
        if other.get(name):
            blended[name] = True
    for name in _ALL:
        if name in blended and not other.get(name):
            del blended[name]
    for names, choose in ((_LEAST, min), (_MOST, max)):
        for name in names & set(other):
            blended[name] = choose(blended.get(name, other[name]), other[name])
    # A bound in time that any of them sets; the forms of the house only set "today".
    blended |= {name: other[name] for name in _BOUNDS if name in other and name not in blended}


def kind_of(content: Mapping[str, Any]) -> Kind:
    """Fields of one kind take the same answers: a type, and for choices the same options."""
    return str(content["type"]), tuple(str(one["value"]) for one in content.get("options", ()))


def _words(fact: Fact | None) -> Content:
    return {} if fact is None else fact.model_dump(mode="json", by_alias=True, exclude_none=True)
