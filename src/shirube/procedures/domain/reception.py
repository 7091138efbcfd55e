"""Whether applications are received at a moment, and why not."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from shirube.procedures.domain.facts import Window


class State(StrEnum):
    """`withdrawn`: the city has given the procedure up; its page stays and says so.

    `proposed`: a section would like to receive it and nobody else has agreed yet; residents are shown nothing of it.
    """

    ON = "on"
    OFF = "off"
    WITHDRAWN = "withdrawn"
    PROPOSED = "proposed"


class Refusal(StrEnum):
    """Why nothing is received online now."""

    WITHDRAWN = "withdrawn"
    OFF = "off"
    NO_SECTION = "no_section"
    NOT_YET = "not_yet"
    OVER = "over"


def refusal_on(day: date, *, state: State, window: Window, has_section: bool) -> Refusal | None:
    """None where applications are received on the day (in Japan).

    Without a section nobody would receive the case: a switch alone does not open the door.
    """
    if state is State.WITHDRAWN:
        return Refusal.WITHDRAWN
    if state is not State.ON:
        return Refusal.OFF
    if not has_section:
        return Refusal.NO_SECTION
    if window.opens_on and day < window.opens_on:
        return Refusal.NOT_YET
    if window.closes_on and day > window.closes_on:
        return Refusal.OVER
    return None
