"""How long somebody will wait: the line is played through with the desks that are open, in plain seconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

# A service that has taken longer than it usually does is taken to need this share of the usual time more.
_OVERDUE_SHARE = 0.25
FIVE_MINUTES = 300


@dataclass(slots=True)
class OpenDesk:
    """A desk that calls: what it serves, and in how many seconds it is free for the next."""

    services: frozenset[UUID]
    free_in: float = 0.0


@dataclass(frozen=True, slots=True)
class Waiting:
    """One in the line: for which service, and how many seconds that usually takes."""

    service_id: UUID
    seconds: float


def remaining(*, usual: float, elapsed: float) -> float:
    """Of a service that runs since `elapsed` seconds."""
    return max(usual - elapsed, usual * _OVERDUE_SHARE)


def play(line: Sequence[Waiting], desks: Sequence[OpenDesk]) -> list[int | None]:
    """For each in the line the seconds until called, in the order of the line; None where no open desk serves them.

    Cost: length of the line times the number of desks. `desks` are left as they are.
    """
    free = [OpenDesk(desk.services, desk.free_in) for desk in desks]
    return [_seat(one, free) for one in line]


def _seat(one: Waiting, desks: Sequence[OpenDesk]) -> int | None:
    able = [desk for desk in desks if one.service_id in desk.services]
    if not able:
        return None
    desk = min(able, key=lambda each: each.free_in)
    waits, desk.free_in = desk.free_in, desk.free_in + one.seconds
    return round(waits)


def spoken_minutes(seconds: int) -> int:
    """As it is told: whole minutes to ten, then in steps of five, never rounded down to nothing that was something."""
    minutes = -(-seconds // 60)
    return minutes if minutes <= 10 else 5 * round(minutes / 5)
