"""Operators that choose what is evaluated, and on which data: var, conditions, loops over lists, today."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from shirube.forms.domain.logic.values import LONGEST_LIST, UNKNOWN

Evaluate = Callable[[Any, date | None], Any]


def constant(value: Any) -> Evaluate:
    return lambda _data, _today: value


def read_var(name: Any = "", default: Any = None) -> Evaluate:
    """The value at `name` ("address.city"), or the default. The empty name means the data themselves."""
    if name is None or name == "":
        return lambda data, _today: data
    keys = str(name).split(".")

    def read(data: Any, _today: date | None) -> Any:
        for key in keys:
            data = _member(data, key)
            if data is None:
                return default
        return data

    return read


def _member(data: Any, key: str) -> Any:
    if isinstance(data, Mapping):
        return data.get(key)
    if isinstance(data, list) and key.isdecimal() and int(key) < len(data):
        return data[int(key)]
    return None


def _choose(*parts: Evaluate) -> Evaluate:
    """if, else if, else. With a condition that cannot be told, neither branch is taken."""
    pairs = list(zip(parts[::2], parts[1::2], strict=False))
    last = parts[-1] if len(parts) % 2 else constant(None)

    def choose(data: Any, today: date | None) -> Any:
        for condition, result in pairs:
            met = condition(data, today)
            if met is UNKNOWN:
                return UNKNOWN
            if _truthy(met):
                return result(data, today)
        return last(data, today)

    return choose


def _all_of(*parts: Evaluate) -> Evaluate:
    """The first false operand, else UNKNOWN if one cannot be told, else the last."""

    def conjoin(data: Any, today: date | None) -> Any:
        result, is_open = None, False
        for part in parts:
            result = part(data, today)
            if result is UNKNOWN:
                is_open = True
            elif not _truthy(result):
                return result
        return UNKNOWN if is_open else result

    return conjoin


def _any_of(*parts: Evaluate) -> Evaluate:
    """The first true operand, else UNKNOWN if one cannot be told, else the last."""

    def disjoin(data: Any, today: date | None) -> Any:
        result, is_open = None, False
        for part in parts:
            result = part(data, today)
            if result is UNKNOWN:
                is_open = True
            elif _truthy(result):
                return result
        return UNKNOWN if is_open else result

    return disjoin


def _truthy(value: Any) -> bool:
    # JSON Logic, "Truthy": "0" is true here although JavaScript's own rules are subtler; empty lists are false.
    return bool(value)


def _list(source: Evaluate, data: Any, today: date | None) -> list[Any]:
    found = source(data, today)
    return found[:LONGEST_LIST] if isinstance(found, list) else []


def _map(source: Evaluate, each: Evaluate) -> Evaluate:
    return lambda data, today: [each(one, today) for one in _list(source, data, today)]


def _filter(source: Evaluate, test: Evaluate) -> Evaluate:
    return lambda data, today: [one for one in _list(source, data, today) if test(one, today)]


def _reduce(source: Evaluate, step: Evaluate, start: Evaluate) -> Evaluate:
    def reduced(data: Any, today: date | None) -> Any:
        total = start(data, today)
        for one in _list(source, data, today):
            total = step({"current": one, "accumulator": total}, today)
        return total

    return reduced


def _every(source: Evaluate, test: Evaluate) -> Evaluate:
    def every(data: Any, today: date | None) -> Any:
        results = [test(one, today) for one in _list(source, data, today)]
        if any(one is not UNKNOWN and not one for one in results):
            return False
        return UNKNOWN if any(one is UNKNOWN for one in results) else bool(results)

    return every


def _some(source: Evaluate, test: Evaluate) -> Evaluate:
    def some(data: Any, today: date | None) -> Any:
        results = [test(one, today) for one in _list(source, data, today)]
        if any(results):
            return True
        return UNKNOWN if any(one is UNKNOWN for one in results) else False

    return some


def _none(source: Evaluate, test: Evaluate) -> Evaluate:
    some = _some(source, test)

    def none(data: Any, today: date | None) -> Any:
        found = some(data, today)
        return UNKNOWN if found is UNKNOWN else not found

    return none


def _missing(*parts: Evaluate) -> Evaluate:
    def missing(data: Any, today: date | None) -> list[Any]:
        names = [part(data, today) for part in parts]
        flat = names[0] if len(names) == 1 and isinstance(names[0], list) else names
        return [name for name in flat if _is_missing(data, name)]

    return missing


def _missing_some(fewest: Evaluate, names: Evaluate) -> Evaluate:
    def missing_some(data: Any, today: date | None) -> list[Any]:
        asked = _list(names, data, today)
        lacking = [name for name in asked if _is_missing(data, name)]
        needed = fewest(data, today)
        return [] if isinstance(needed, int) and len(asked) - len(lacking) >= needed else lacking

    return missing_some


def _is_missing(data: Any, name: Any) -> bool:
    return read_var(name)(data, None) in (None, "")


def _today() -> Evaluate:
    return lambda _data, today: UNKNOWN if today is None else today.isoformat()


SCOPED: Mapping[str, Callable[..., Evaluate]] = {
    "if": _choose,
    "?:": _choose,
    "and": _all_of,
    "or": _any_of,
    "map": _map,
    "filter": _filter,
    "reduce": _reduce,
    "all": _every,
    "some": _some,
    "none": _none,
    "missing": _missing,
    "missing_some": _missing_some,
    "today": _today,
}
