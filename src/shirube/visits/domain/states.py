"""How a visit and each thing done in it can stand. Stored values are stable; the labels are staff's."""

from __future__ import annotations

from enum import StrEnum


class VisitState(StrEnum):
    """`expected` has reserved and is not here yet; `here` covers everything between arrival and going home."""

    EXPECTED = "expected"
    HERE = "here"
    DONE = "done"
    LEFT = "left"
    CANCELLED = "cancelled"


class StepState(StrEnum):
    """One service within a visit. `later` waits until the service before it in the same visit is done."""

    LATER = "later"
    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    ON_HOLD = "on_hold"
    DONE = "done"
    MOVED = "moved"
    DROPPED = "dropped"


OPEN_STEPS = (StepState.LATER, StepState.WAITING, StepState.CALLED, StepState.SERVING, StepState.ON_HOLD)
# In these the resident stands at a desk, or is on the way to it.
AT_DESK = (StepState.CALLED, StepState.SERVING)


class Source(StrEnum):
    """How somebody came into the queue."""

    RESERVATION = "reservation"
    KIOSK = "kiosk"
    RECEPTION = "reception"


class Priority(StrEnum):
    """Why somebody is called before others; shown to staff only."""

    NONE = ""
    CONDITION = "condition"
    CHILD = "child"
    INTERPRETER = "interpreter"
    CONTINUED = "continued"
    OTHER = "other"


class Told(StrEnum):
    """What a waiting resident is told on the ticket's page and by mail when their place in line has changed."""

    NOTHING = ""
    DESK_CLOSED = "desk_closed"
    TRANSFERRED = "transferred"
    RETURNED = "returned"
    ON_HOLD = "on_hold"
    DAY_CLOSED = "day_closed"
