"""Measures that only tests declare."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from shirube.measures.interface import Computed, share


@dataclass
class CountedMeasure:
    """Answers with what the test gave it, and counts how often it was asked."""

    identifier: str
    answer: Computed | Exception = field(default_factory=lambda: share(part=3, whole=4, source="試験の台帳"))
    title: str = "オンライン手続の割合"
    unit: str = "%"
    formula: str = "オンラインでできる手続 ÷ すべての手続"
    asked: int = 0

    def compute(self, municipality_id, on):  # noqa: ARG002 — the protocol's signature.
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def of(value: str | None) -> Computed:
    return Computed(value=None if value is None else Decimal(value), source="試験の台帳")
