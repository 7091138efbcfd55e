"""Facts that only tests record, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from shirube.measures import interface as measures
from shirube.measures.models import Bucket, Correction

SOURCE = measures.FactSource(identifier="test.cases", subject="test.case")
NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
YESTERDAY = date(2026, 11, 20)


def case(key: str, on: date, channel: str = "online", days: int = 3, **facts) -> measures.NewFact:
    return measures.NewFact(key, on, {"channel": channel, "days": days}, **facts)


@dataclass
class Book:
    """One measure of one city: record, roll up, look."""

    municipality_id: object
    measure: measures.Measure
    clock: datetime = NOW

    def record(self, *facts: measures.NewFact) -> None:
        self.clock += timedelta(seconds=1)
        with transaction.atomic():
            measures.record_facts(
                municipality_id=self.municipality_id, source=SOURCE, facts=facts, now=self.clock
            )

    def roll_up(self, through: date = YESTERDAY) -> int:
        measures.gather_facts(municipality_id=self.municipality_id, source=SOURCE)
        return measures.roll_up(
            municipality_id=self.municipality_id, measure=self.measure, through=through, now=self.clock
        )

    def rebuild(self) -> None:
        measures.rebuild_measure(
            municipality_id=self.municipality_id,
            measure=self.measure,
            through=YESTERDAY,
            now=self.clock,
            actor="system",
        )

    def value(self, on: date = YESTERDAY):
        return measures.compute_measure(
            municipality_id=self.municipality_id, measure=self.measure.identifier, on=on
        ).value

    @property
    def buckets(self) -> set[tuple[object, ...]]:
        """Everything the buckets say; those that have become empty say nothing."""
        rows = Bucket.objects.filter(measure=self.measure.identifier).exclude(n=0)
        return {
            (r.period, r.begins_on, r.dimension, r.label, r.n, r.part, r.total, _sorted(r.counted))
            for r in rows
        }

    @property
    def corrections(self) -> list[tuple[object, ...]]:
        rows = Correction.objects.filter(measure=self.measure.identifier).order_by("period", "begins_on")
        return [(row.period, row.begins_on, row.was, row.became, row.reason) for row in rows]


def _sorted(counted: dict[str, int] | None) -> Iterable[tuple[str, int]]:
    return tuple(sorted((counted or {}).items()))
