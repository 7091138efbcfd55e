"""What past days teach: how long a service takes, and how far the promised waiting was off."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from shirube.visits.domain.estimating import FIVE_MINUTES

# Times older than this are about another season and other hands.
LEARNS_FROM = timedelta(days=60)
ERROR_OVER = timedelta(days=30)
# Fewer are chance: below it the service's own default is used, and no error is published.
ENOUGH = 10


class Part(StrEnum):
    """Parts of a day with hours of their own."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True)
class Error:
    """Of `promises` residents who were told a time: by how much it was off, in seconds either way."""

    promises: int
    median: int
    p90: int
    within_five_minutes: int


def part_of(local: datetime) -> Part:
    """`local` is in Japan's time."""
    if local.hour < 11:
        return Part.MORNING
    return Part.MIDDAY if local.hour < 14 else Part.AFTERNOON


def percentile(values: Sequence[int], share: float) -> int:
    """The nearest rank: a value that somebody really had. ValueError for no values."""
    if not values:
        raise ValueError("no values")
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)), 1) - 1]


def error_of(promised_and_waited: Sequence[tuple[int, int]]) -> Error | None:
    """How far promises were off; None for fewer than ENOUGH of them."""
    if len(promised_and_waited) < ENOUGH:
        return None
    off = [abs(waited - promised) for promised, waited in promised_and_waited]
    return Error(
        promises=len(off),
        median=percentile(off, 0.5),
        p90=percentile(off, 0.9),
        within_five_minutes=sum(one <= FIVE_MINUTES for one in off),
    )
