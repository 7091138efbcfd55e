"""抽選 as a city announces it: when, who goes first, how much each may ask for, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from shirube.kernel.errors import InvalidInputError


class LotteryInvalidError(InvalidInputError):
    """`field` names the rule or moment that cannot be."""

    code = "bookings.lottery_invalid"


class LotteryState(StrEnum):
    """As stored. ANNOUNCED takes entries between two moments; CLOSED waits for the draw, its list fixed.

    DRAWN: winners confirm, and what they leave goes to the next. SETTLED: the rest is open to who comes first.
    """

    ANNOUNCED = "announced"
    CLOSED = "closed"
    DRAWN = "drawn"
    SETTLED = "settled"
    CALLED_OFF = "called_off"


class Stage(StrEnum):
    """As people see it at a moment: between the closing hour and the worker who closes nothing is taken any more."""

    COMING = "coming"
    OPEN = "open"
    CLOSED = "closed"
    DRAWN = "drawn"
    SETTLED = "settled"
    CALLED_OFF = "called_off"


class EntryState(StrEnum):
    ENTERED = "entered"
    WITHDRAWN = "withdrawn"
    WON = "won"
    LOST = "lost"


class AwardState(StrEnum):
    """PLANNED by the draw; OFFERED is a reservation to be confirmed; VOID could not be given (the slot was closed)."""

    PLANNED = "planned"
    OFFERED = "offered"
    VOID = "void"


# Slots of a running lottery still go to the next in the order while so much time is left to confirm.
SHORTEST_OFFER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class PriorityClass:
    """Who goes first: all of priority 1 before those of 2. `facts` come along into the reservation (a fee class)."""

    code: str
    title: Mapping[str, str]
    priority: int = 1
    facts: Mapping[str, str] = field(default_factory=dict)

    def title_in(self, language: str) -> str:
        return self.title.get(language) or self.title["ja"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LotteryRules:
    """What may be asked for. Without `classes` all entries are of one class and priority."""

    classes: tuple[PriorityClass, ...] = ()
    wishes_most: int = 5
    wins_most: int = 1
    quantity_most: int = 1
    per_person_most: int = 1
    per_group_most: int = 1
    confirm_days: int = 7

    def class_of(self, code: str) -> PriorityClass | None:
        return next((one for one in self.classes if one.code == code), None)

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class LotteryTimes:
    """Entries within [enters_at, closes_at), the draw from `draws_at` on, the rest open to all from `opens_at` on."""

    enters_at: datetime
    closes_at: datetime
    draws_at: datetime
    opens_at: datetime


_MOST: Mapping[str, int] = {
    "wishes_most": 10,
    "wins_most": 100,
    "quantity_most": 1000,
    "per_person_most": 100,
    "per_group_most": 100,
    "confirm_days": 60,
}


def check_lottery(rules: LotteryRules, times: LotteryTimes, *, now: datetime) -> None:
    """LotteryInvalidError for numbers out of reach, classes of one name, or moments that do not follow each other."""
    for name, most in _MOST.items():
        if not 1 <= getattr(rules, name) <= most:
            raise LotteryInvalidError(field=name, least=1, most=most)
    codes = [one.code for one in rules.classes]
    if len(set(codes)) != len(codes) or any(one.priority < 1 for one in rules.classes):
        raise LotteryInvalidError(field="classes", least=1, most=len(codes))
    if not times.enters_at < times.closes_at <= times.draws_at < times.opens_at or times.closes_at <= now:
        raise LotteryInvalidError(field="times", least=1, most=1)


def read_rules(stored: Mapping[str, Any]) -> LotteryRules:
    """The rules as `as_json` wrote them."""
    classes = tuple(PriorityClass(**one) for one in stored["classes"])
    return LotteryRules(**{**stored, "classes": classes})


def stage_of(state: str, *, enters_at: datetime, closes_at: datetime, now: datetime) -> Stage:
    if state != LotteryState.ANNOUNCED:
        return Stage(state)
    if now < enters_at:
        return Stage.COMING
    return Stage.OPEN if now < closes_at else Stage.CLOSED


def offer_until(*, now: datetime, confirm_days: int, opens_at: datetime) -> datetime:
    """How long who is offered a slot has to confirm: never beyond the moment from which all may book."""
    return min(now + timedelta(days=confirm_days), opens_at)


def can_still_offer(*, now: datetime, opens_at: datetime) -> bool:
    return now + SHORTEST_OFFER <= opens_at


def next_place(taken: Sequence[int], most: int) -> int | None:
    """The first of the `most` places of a person or group that is not taken; None where all are."""
    return next((number for number in range(1, most + 1) if number not in taken), None)
