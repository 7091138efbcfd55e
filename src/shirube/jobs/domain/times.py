"""When scheduled work is due. All moments are in Japan's time, which knows no summer time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


class When(Protocol):
    def latest(self, moment: datetime) -> datetime:
        """The last time it was due, not later than `moment`; same time zone as `moment`."""
        ...


@dataclass(frozen=True, slots=True)
class Hourly:
    minute: int = 0

    def latest(self, moment: datetime) -> datetime:
        due = moment.replace(minute=self.minute, second=0, microsecond=0)
        return due if due <= moment else due - timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Daily:
    hour: int
    minute: int = 0

    def latest(self, moment: datetime) -> datetime:
        due = moment.replace(hour=self.hour, minute=self.minute, second=0, microsecond=0)
        return due if due <= moment else due - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Weekly:
    """`weekday` counts from Monday, which is 0."""

    weekday: int
    hour: int
    minute: int = 0

    def latest(self, moment: datetime) -> datetime:
        due = Daily(self.hour, self.minute).latest(moment)
        return due - timedelta(days=(due.weekday() - self.weekday) % 7)


@dataclass(frozen=True, slots=True)
class Monthly:
    """`day` is 1 to 28, which every month has."""

    day: int
    hour: int
    minute: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 28:
            raise ValueError("a monthly day is one that every month has: 1 to 28")

    def latest(self, moment: datetime) -> datetime:
        due = moment.replace(day=self.day, hour=self.hour, minute=self.minute, second=0, microsecond=0)
        if due <= moment:
            return due
        return (due.replace(day=1) - timedelta(days=1)).replace(day=self.day)
