"""The rules of a resource: how slots are cut, from when to when they can be booked, how many, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from shirube.kernel.calendar import JAPAN
from shirube.kernel.errors import InvalidInputError


class PolicyInvalidError(InvalidInputError):
    """`field` names the rule that cannot be."""

    code = "bookings.policy_invalid"


class LimitWindow(StrEnum):
    """Over what the slots of one person are counted. RESOURCE: all that have not ended are one window, for ever."""

    DAY = "day"
    MONTH = "month"
    RESOURCE = "resource"


@dataclass(frozen=True, slots=True)
class Block:
    """A named part of the day, as halls are let: 午前 9:00-12:00. `code` is morning, afternoon, evening or the city's."""

    code: str
    begins: str
    ends: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Quantities count places; limits count slots.

    minutes: how long each slot is, where the calendar is cut evenly; `blocks` are used instead where there are some.
    lead_minutes: how long before its start a slot can no longer be booked.
    horizon_days: how many days ahead slots exist and can be booked; with `opens_months_before` n > 0 instead a slot
    can be booked from the first day of the month n months before its own, at midnight or `opens_hour`.
    hold_minutes: how long places are kept for somebody who is still typing.
    per_person_max, per_group_max: slots within `limit_window`; 0 is without limit.
    cancel_until_minutes: how long before the start it may still be changed and cancelled by its holder.
    offer_hours: how long one promoted from the waiting list has to confirm; 0 is confirmed at once.
    """

    minutes: int = 30
    blocks: tuple[Block, ...] = ()
    lead_minutes: int = 0
    horizon_days: int = 60
    opens_months_before: int = 0
    opens_hour: int = 0
    hold_minutes: int = 10
    quantity_max: int = 1
    per_person_max: int = 0
    per_group_max: int = 0
    limit_window: LimitWindow = LimitWindow.DAY
    cancel_until_minutes: int = 0
    needs_account: bool = False
    needs_group: bool = False
    needs_approval: bool = False
    waiting_list: bool = True
    offer_hours: int = 0

    def closes_at(self, starts_at: datetime) -> datetime:
        """From this moment on a slot can no longer be booked online."""
        return starts_at - timedelta(minutes=self.lead_minutes)

    def opens_at(self, starts_at: datetime) -> datetime:
        """From this moment on a slot can be booked."""
        day = starts_at.astimezone(JAPAN).date()
        if not self.opens_months_before:
            return _moment(day - timedelta(days=self.horizon_days), self.opens_hour)
        months = day.year * 12 + day.month - 1 - self.opens_months_before
        return _moment(date(months // 12, months % 12 + 1, 1), self.opens_hour)

    def holder_decides_until(self, starts_at: datetime) -> datetime:
        """Until this moment its holder may change or cancel a reservation."""
        return starts_at - timedelta(minutes=self.cancel_until_minutes)

    def window_of(self, starts_at: datetime) -> str:
        """The name of the window of limits in which a slot is counted."""
        day = starts_at.astimezone(JAPAN).date()
        names = {LimitWindow.DAY: f"{day:%Y-%m-%d}", LimitWindow.MONTH: f"{day:%Y-%m}"}
        return names.get(self.limit_window, "all")

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


_LEAST: Mapping[str, int] = {"minutes": 5, "hold_minutes": 1, "quantity_max": 1}
_MOST: Mapping[str, int] = {
    "minutes": 24 * 60,
    "lead_minutes": 366 * 24 * 60,
    "cancel_until_minutes": 366 * 24 * 60,
    "horizon_days": 400,
    "opens_months_before": 12,
    "opens_hour": 23,
    "hold_minutes": 60,
    "offer_hours": 14 * 24,
    "quantity_max": 1000,
    "per_person_max": 1000,
    "per_group_max": 1000,
}


def check_policy(policy: Policy) -> None:
    """PolicyInvalidError for a number that is out of reach."""
    for name, most in _MOST.items():
        if not _LEAST.get(name, 0) <= getattr(policy, name) <= most:
            raise PolicyInvalidError(field=name, least=_LEAST.get(name, 0), most=most)


def read_policy(stored: Mapping[str, Any]) -> Policy:
    """The policy as `as_json` wrote it; rules that a later version added have their usual value."""
    known = {one.name for one in fields(Policy)}
    facts = {name: value for name, value in stored.items() if name in known}
    facts["blocks"] = tuple(Block(**block) for block in facts.get("blocks", ()))
    facts["limit_window"] = LimitWindow(facts.get("limit_window", LimitWindow.DAY))
    return Policy(**facts)


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=JAPAN)
