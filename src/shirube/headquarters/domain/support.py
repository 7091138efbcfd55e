"""The support desk (相談窓口): kinds and urgency of a request, and the way from asking to the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum


class SupportKind(StrEnum):
    SYSTEM = "system"
    ONLINE = "online"
    PROCESS = "process"
    DATA = "data"
    AI = "ai"
    SECURITY = "security"
    OTHER = "other"


class Urgency(StrEnum):
    """In the order in which the desk looks at them."""

    TODAY = "today"
    WEEK = "week"
    NONE = "none"


class SupportState(StrEnum):
    WAITING = "waiting"
    TAKEN_UP = "taken_up"
    ANSWERED = "answered"
    CLOSED = "closed"


class SupportAct(StrEnum):
    """What was done with a request. ASK opens it; ADD is a further word of the section, which wants an answer again."""

    ASK = "ask"
    TAKE_UP = "take_up"
    HAND_ON = "hand_on"
    ANSWER = "answer"
    ADD = "add"
    CLOSE = "close"


OPEN = frozenset({SupportState.WAITING, SupportState.TAKEN_UP, SupportState.ANSWERED})
UNANSWERED = frozenset({SupportState.WAITING, SupportState.TAKEN_UP})
# From which states an act may be done, and where it leads. None: the state stays.
ACTS: Mapping[SupportAct, tuple[frozenset[SupportState], SupportState | None]] = {
    SupportAct.TAKE_UP: (frozenset({SupportState.WAITING}), SupportState.TAKEN_UP),
    SupportAct.HAND_ON: (UNANSWERED, SupportState.TAKEN_UP),
    SupportAct.ANSWER: (OPEN, SupportState.ANSWERED),
    SupportAct.ADD: (OPEN, SupportState.WAITING),
    SupportAct.CLOSE: (OPEN, SupportState.CLOSED),
}
URGENCY_ORDER: Mapping[Urgency, int] = {urgency: place for place, urgency in enumerate(Urgency)}


def open_acts(state: SupportState, *, is_desk: bool, is_asking: bool) -> Sequence[SupportAct]:
    """What somebody may do now: the desk takes up, hands on, answers; the section adds a word; both may close."""
    desk = (SupportAct.TAKE_UP, SupportAct.ANSWER, SupportAct.HAND_ON)
    mine = [*(desk if is_desk else ()), *((SupportAct.ADD,) if is_asking else ())]
    ending = [SupportAct.CLOSE] if is_desk or is_asking else []
    return [act for act in (*mine, *ending) if state in ACTS[act][0]]
