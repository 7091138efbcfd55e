"""Rules of one form in the names of the whole conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

_LOOPS = frozenset({"map", "filter", "reduce", "all", "some", "none"})
_LISTS = frozenset({"missing", "missing_some"})


@dataclass(frozen=True, slots=True)
class Names:
    """Where the keys of one form went. `fixed` and dropped ones stand in rules as plain values."""

    keys: Mapping[str, str]
    inner: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, Any] = field(default_factory=dict)

    def rename(self, rule: Any, group: str = "") -> Any:
        """The rule; `group` is the key of the group in whose rows it stands."""
        if isinstance(rule, list):
            return [self.rename(one, group) for one in rule]
        if not isinstance(rule, dict):
            return rule
        ((operator, given),) = rule.items()
        operands = given if isinstance(given, list) else [given]
        if operator == "var":
            return self._answer(operands, group)
        if operator in _LOOPS:
            return {operator: self._loop(operands, group)}
        if operator in _LISTS:
            return {operator: self._listed(operands)}
        return {operator: [self.rename(one, group) for one in operands]}

    def _answer(self, operands: list[Any], group: str) -> Any:
        key, _, rest = str(operands[0] if operands else "").partition(".")
        if key == "row" and group:
            inner, _, part = rest.partition(".")
            named = self.inner[group].get(inner)
            return None if named is None else {"var": _joined("row", named, part)}
        if key in self.keys:
            return {"var": [_joined(self.keys[key], rest), *operands[1:]]}
        value = self.fixed.get(key)
        return value.get(rest) if rest and isinstance(value, dict) else value

    def _loop(self, operands: list[Any], group: str) -> list[Any]:
        source, inside, *others = operands
        named = source.get("var") if isinstance(source, dict) else None
        members = self.inner.get(named[0] if isinstance(named, list) else str(named), {})
        return [
            self.rename(source, group),
            Names(members).rename(inside) if members else inside,
            *self.rename(others, group),
        ]

    def _listed(self, operands: list[Any]) -> list[Any]:
        return [self._listed(one) if isinstance(one, list) else self.keys.get(one, one) for one in operands]


def names_in(rule: Any) -> set[str]:
    """The outer keys that a rule asks for, those of rows without their group's name as "row.key"."""
    if isinstance(rule, list):
        return {name for one in rule for name in names_in(one)}
    if not isinstance(rule, dict):
        return set()
    ((operator, given),) = rule.items()
    operands = given if isinstance(given, list) else [given]
    if operator == "var":
        key, _, rest = str(operands[0] if operands else "").partition(".")
        return {f"row.{rest.partition('.')[0]}"} if key == "row" else {key}
    if operator in _LOOPS:
        return names_in(operands[0]) | names_in(operands[2:])
    if operator in _LISTS:
        return {one for one in operands if isinstance(one, str)}
    return {name for one in operands for name in names_in(one)}


def every(rules: list[Any]) -> Any:
    """All of them; None is a rule that always holds."""
    found = _distinct(one for one in rules if one is not None)
    return None if not found else found[0] if len(found) == 1 else {"and": found}


def either(rules: list[Any]) -> Any:
    """Any one of them."""
    if any(one is None for one in rules):
        return None
    found = _distinct(rules)
    return found[0] if len(found) == 1 else {"or": found}


def _distinct(rules: Any) -> list[Any]:
    found: list[Any] = []
    for one in rules:
        if one not in found:
            found.append(one)
    return found


def _joined(*parts: str) -> str:
    return ".".join(part for part in parts if part)
