"""A KPI's months before and after an action began. It lays them side by side; it proves nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shirube.plans.domain.document import ActionItem, InitiativeItem

# A whole year on each side, so that every season stands on both.
REACH = 12


@dataclass(frozen=True, slots=True)
class Start:
    """When an action, or a phase of it, is planned to begin: fiscal years begin in April."""

    action: ActionItem
    phase: str
    fiscal_year: int

    @property
    def code(self) -> str:
        return f"{self.action.code}.{self.fiscal_year}"

    @property
    def month(self) -> date:
        return date(self.fiscal_year, 4, 1)


@dataclass(frozen=True, slots=True)
class Month:
    """`value` None: nothing was measured, or too few people are in it (`is_hidden`)."""

    begins_on: date
    value: Decimal | None
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """The months of one side, and the mean of those that have a value."""

    months: tuple[Month, ...]

    @property
    def measured(self) -> tuple[Decimal, ...]:
        return tuple(one.value for one in self.months if one.value is not None)

    @property
    def mean(self) -> Decimal | None:
        return sum(self.measured, Decimal(0)) / len(self.measured) if self.measured else None


@dataclass(frozen=True, slots=True)
class Effect:
    """The month in which the action began belongs to the months after."""

    begins_on: date
    before: Side
    after: Side

    @property
    def difference(self) -> Decimal | None:
        before, after = self.before.mean, self.after.mean
        return None if before is None or after is None else after - before


def list_starts(item: InitiativeItem) -> tuple[Start, ...]:
    """Every phase of every action of the initiative, in the order in which they stand."""
    return tuple(
        Start(action, phase.name, phase.first_year) for action in item.actions for phase in action.phases
    )


def around(months: Mapping[date, Month], begins_on: date, until: date) -> Effect:
    """A year on each side of the month, as far as `until`; a month without a value stays in its place, empty."""
    before = (_month(months, shift(begins_on, -back)) for back in range(REACH, 0, -1))
    after = (_month(months, one) for one in _following(begins_on, until))
    return Effect(begins_on, Side(tuple(before)), Side(tuple(after)))


def shift(month: date, by: int) -> date:
    """The first day of the month so many months later."""
    number = month.year * 12 + month.month - 1 + by
    return date(number // 12, number % 12 + 1, 1)


def _following(begins_on: date, until: date) -> Iterator[date]:
    return (one for ahead in range(REACH) if (one := shift(begins_on, ahead)) <= until)


def _month(months: Mapping[date, Month], begins_on: date) -> Month:
    return months.get(begins_on, Month(begins_on, None))
