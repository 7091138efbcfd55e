"""What a bucket holds. Amounts can be added and taken away, so that a bucket never has to be counted again.

Medians and percentiles are exact: every value is kept with how often it occurred. What that costs is one entry for each
different value, which is why a source hands out days, minutes or whole seconds and not microseconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from shirube.measures.domain.computed import HUNDRED
from shirube.measures.domain.kinds import Kind


@dataclass(slots=True)
class Amount:
    """`n` facts, `part` of them fulfilling what is asked, their `total`, and each value with its number of facts."""

    n: int = 0
    part: int = 0
    total: Decimal = Decimal(0)
    counted: Counter[Decimal] = field(default_factory=Counter)

    def add(self, other: Amount, times: int = 1) -> None:
        """Put `other` in so many times, or take it out as often where `times` is below 0."""
        self.n += times * other.n
        self.part += times * other.part
        self.total += times * other.total
        for value, number in other.counted.items():
            self.counted[value] += times * number
            if not self.counted[value]:
                del self.counted[value]

    @property
    def is_empty(self) -> bool:
        return not (self.n or self.part or self.total or self.counted)

    def value(self, kind: Kind, percent: int = 50) -> Decimal | None:
        """The figure of `kind`; None where there is nothing to divide by or to rank."""
        if kind is Kind.COUNT:
            return Decimal(self.n)
        if kind is Kind.SUM:
            return self.total
        if not self.n:
            return None
        if kind is Kind.RATIO:
            return HUNDRED * self.part / self.n
        return self.total / self.n if kind is Kind.MEAN else nearest_rank(self.counted, percent)


def nearest_rank(counted: Mapping[Decimal, int], percent: int) -> Decimal | None:
    """The smallest value that at least `percent` of all values do not exceed (nearest rank); None of nothing."""
    wanted = -(-sum(counted.values()) * percent // 100)
    for value in sorted(counted):
        wanted -= counted[value]
        if wanted <= 0:
            return value
    return None


def sum_of(amounts: Iterable[Amount]) -> Amount:
    whole = Amount()
    for amount in amounts:
        whole.add(amount)
    return whole


def write_counted(counted: Mapping[Decimal, int]) -> dict[str, int]:
    """For a JSON column. One value has one spelling."""
    return {f"{value.normalize():f}": times for value, times in counted.items()}


def read_counted(content: Mapping[str, int] | None) -> Counter[Decimal]:
    return Counter({Decimal(value): times for value, times in (content or {}).items()})
