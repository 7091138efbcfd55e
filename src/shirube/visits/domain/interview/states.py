"""How an interview can stand, and how its answers came to it."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum


class Origin(StrEnum):
    DESK = "desk"
    HOME = "home"
    TERMINAL = "terminal"


class InterviewState(StrEnum):
    """`preparing` and `prepared` belong to the resident alone; from `open` on it lies at a desk."""

    PREPARING = "preparing"
    PREPARED = "prepared"
    OPEN = "open"
    CHECKING = "checking"
    CHECKED = "checked"
    CONFIRMED = "confirmed"
    ABANDONED = "abandoned"


class Source(StrEnum):
    """Where an answer came from; shown beside it and kept with the case."""

    TYPED = "typed"
    PREFILLED = "prefilled"
    CARD = "card"
    LICENCE = "licence"


AT_DESK = (InterviewState.OPEN, InterviewState.CHECKING, InterviewState.CHECKED)
ENDED = (InterviewState.CONFIRMED, InterviewState.ABANDONED)

# A writing desk forgets whoever walks away; the page in the browser counts the same three minutes.
TERMINAL_FORGETS = timedelta(minutes=3)
# What was written at a writing desk waits for the counter until the evening.
TERMINAL_WAITS = timedelta(hours=8)
HOME_KEPT = timedelta(days=30)
DESK_KEPT = timedelta(hours=12)
# After handing in, the sheets can still be printed; then nothing is left here.
KEPT_AFTER = timedelta(minutes=30)
