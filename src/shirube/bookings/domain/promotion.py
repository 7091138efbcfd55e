"""Who on a waiting list comes next. Nobody is skipped silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Who = TypeVar("Who")


@dataclass(frozen=True, slots=True)
class Turn(Generic[Who]):
    """One who waits, and for how many places."""

    who: Who
    quantity: int


@dataclass(frozen=True, slots=True)
class Promotion(Generic[Who]):
    """`promoted` get places, in this order; `passed` stood before one of them but wanted more than were free."""

    promoted: tuple[Who, ...] = ()
    passed: tuple[Who, ...] = field(default=())


def plan_promotion(free: int, waiting: Sequence[Turn[Who]]) -> Promotion[Who]:
    """Freed places go to the first in order whose quantity fits; `waiting` stands in order of arrival."""
    promoted: list[Who] = []
    too_large: list[Who] = []
    passed: list[Who] = []
    for turn in waiting:
        if turn.quantity > free:
            too_large.append(turn.who)
            continue
        free -= turn.quantity
        promoted.append(turn.who)
        passed, too_large = passed + too_large, []
    return Promotion(tuple(promoted), tuple(passed))
