"""Recording what happened, inside the command of the room in which it happened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from shirube.kernel.prepared_writes import PreparedInsert
from shirube.kernel.transactions import step
from shirube.measures.domain.facts import NewFact, write_content
from shirube.measures.models import Fact
from shirube.measures.registry import FactSource

_AT_ONCE = 2000
_FACTS = PreparedInsert(Fact)


@step
def record_facts(
    *, municipality_id: UUID, source: FactSource, facts: Iterable[NewFact], now: datetime
) -> None:
    """Keep the facts in the transaction of the caller: with what happened, or not at all."""
    rows = [_row(municipality_id, source.identifier, fact, now) for fact in facts]
    if len(rows) == 1:
        # Cost: what a rush tells comes singly, and goes along with its other rows.
        _FACTS.insert(*rows)
        return
    Fact.objects.bulk_create(rows, batch_size=_AT_ONCE)


def _row(municipality_id: UUID, source: str, fact: NewFact, now: datetime) -> Fact:
    return Fact(
        municipality_id=municipality_id,
        source=source,
        key=fact.key,
        on=fact.on,
        content=write_content(fact.content),
        is_withdrawn=fact.is_withdrawn,
        reason=fact.reason,
        recorded_at=now,
    )
