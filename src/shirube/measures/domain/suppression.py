"""Figures of few people are not told in public, nor what would tell them by a difference."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

# Fewer than five: the threshold of the state's own statistics for tables about people.
FEWEST_TOLD = 5

K = TypeVar("K", bound=Hashable)


def is_few(people: int | Decimal | None) -> bool:
    """From one to four people. Nobody at all is told: it points at nobody."""
    return people is not None and 0 < people < FEWEST_TOLD


def hide_few(cells: Mapping[K, int]) -> frozenset[K]:
    """The cells to hide where their total is told too.

    A single hidden cell is the total less the others, and two hidden cells of one person each are known from their
    sum of two: so the next smallest are hidden as well until at least two are, with five people or more among them.
    Where there are no more, all cells with anybody in them are hidden.
    """
    hidden = {key for key, people in cells.items() if is_few(people)}
    rest = sorted((people, index, key) for index, (key, people) in enumerate(cells.items()) if people)
    for _people, _index, key in rest:
        if not hidden or _is_safe(hidden, cells):
            break
        hidden.add(key)
    return frozenset(hidden)


def is_total_safe(hidden: frozenset[K], cells: Mapping[K, int]) -> bool:
    """Whether the total may be told beside the hidden cells; where not, it is hidden too."""
    return not hidden or _is_safe(hidden, cells)


def tell_growth(values: Sequence[Decimal | None]) -> tuple[bool, ...]:
    """Which values of a series in the order of time may be told: neither few, nor few away from the last one told.

    A count that only grows tells by its differences who came between two days.
    """
    told: list[bool] = []
    last: Decimal | None = None
    for value in values:
        grown = value if last is None or value is None else abs(value - last)
        may = value is not None and not is_few(value) and not is_few(grown)
        told.append(may)
        last = value if may else last
    return tuple(told)


def is_ratio_told(part: Decimal | None, whole: Decimal | None) -> bool:
    """A share is told where neither those in it nor those outside it are few."""
    if part is None or whole is None:
        return True
    return not (is_few(part) or is_few(whole - part) or is_few(whole))


def _is_safe(hidden: set[K] | frozenset[K], cells: Mapping[K, int]) -> bool:
    return len(hidden) > 1 and sum(cells[key] for key in hidden) >= FEWEST_TOLD
