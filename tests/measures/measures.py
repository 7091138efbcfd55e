"""Measures that only tests declare."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from shirube.measures import interface as measures

NAMES = measures.named("オンライン手続の割合", "Share of procedures online", "てつづきの　わりあい")


@dataclass
class Answer:
    """Answers with what the test gave it, and counts how often it was asked."""

    answer: measures.Computed | Exception = field(
        default_factory=lambda: measures.share(part=3, whole=4, source="試験の台帳")
    )
    asked: int = 0

    def __call__(self, municipality_id, on):  # noqa: ARG002 — what every measure is told.
        self.asked += 1
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


def standing(code: str, answer: Answer) -> measures.Measure:
    return measures.Measure(
        identifier=code,
        names=NAMES,
        unit="%",
        kind=measures.Kind.RATIO,
        window=measures.Window.MOMENT,
        formula="オンラインでできる手続 ÷ すべての手続",
        source="試験の台帳",
        how=measures.Standing(compute=answer),
    )


def rolled(code: str, kind: measures.Kind, how: measures.Rolled, **facts: Any) -> measures.Measure:
    return measures.Measure(
        **{
            "identifier": code,
            "names": NAMES,
            "unit": "件",
            "kind": kind,
            "window": measures.Window.YEAR,
            "formula": "数えたもの",
            "source": "試験の記録",
            "how": how,
            **facts,
        }
    )


def of(value: str | None) -> measures.Computed:
    return measures.Computed(value=None if value is None else Decimal(value), source="試験の台帳")
