"""The order of a queue, in words that can hang on the wall.

First those with a reason to go first, then those whose reserved time has come, then the others; within each by the time
from which their place counts. Who reserved and comes more than a quarter of an hour late stands in line like everyone.
"""

from __future__ import annotations

from datetime import datetime, timedelta

GRACE = timedelta(minutes=15)
# A reserved resident is called this much before the time, so that the desk does not stand idle.
EARLY = timedelta(minutes=5)
PRIORITY, RESERVED, IN_TURN = 0, 1, 2


def rank(*, is_priority: bool, reserved_for: datetime | None, now: datetime) -> int:
    if is_priority:
        return PRIORITY
    return RESERVED if reserved_for is not None and reserved_for - EARLY <= now else IN_TURN


def is_too_late(*, reserved_for: datetime, arrived_at: datetime) -> bool:
    """Whether the reserved place in line is lost; the resident is served all the same."""
    return arrived_at > reserved_for + GRACE
