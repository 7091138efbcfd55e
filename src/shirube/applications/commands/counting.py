"""Telling the measures what happened to a case, in the transaction in which it happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from shirube.applications.domain.figures import received_content, settled_content
from shirube.applications.models import CaseStatistic
from shirube.kernel.transactions import step
from shirube.measures import interface as measures


def _received_before(municipality_id: UUID) -> Iterator[measures.NewFact]:
    rows = CaseStatistic.objects.filter(municipality_id=municipality_id).order_by()
    return (_received(row) for row in rows.iterator())


def _settled_before(municipality_id: UUID) -> Iterator[measures.NewFact]:
    rows = CaseStatistic.objects.filter(municipality_id=municipality_id, settled_on__isnull=False)
    return (fact for row in rows.order_by().iterator() for fact in _settled(row))


RECEIVED = measures.FactSource(
    identifier="applications.received", subject="applications.case", history=_received_before
)
SETTLED = measures.FactSource(
    identifier="applications.settled", subject="applications.case", history=_settled_before
)


@step
def count_received(row: CaseStatistic, now: datetime) -> None:
    """A case has come in."""
    measures.record_facts(
        municipality_id=row.municipality_id, source=RECEIVED, facts=[_received(row)], now=now
    )


@step
def count_settled(*, municipality_id: UUID, case_id: UUID, now: datetime) -> None:
    """A case has come to its end."""
    rows = CaseStatistic.objects.filter(municipality_id=municipality_id, case_id=case_id)
    facts = [fact for row in rows for fact in _settled(row)]
    measures.record_facts(municipality_id=municipality_id, source=SETTLED, facts=facts, now=now)


def _received(row: CaseStatistic) -> measures.NewFact:
    content = received_content(channel=row.channel, procedure=row.procedure_code)
    return measures.NewFact(str(row.case_id), row.submitted_on, content)


def _settled(row: CaseStatistic) -> Iterator[measures.NewFact]:
    if row.settled_on is not None:
        content = settled_content(
            procedure=row.procedure_code,
            outcome=row.outcome,
            days=row.days_used,
            standard_days=row.standard_days,
            rounds=row.rounds,
        )
        yield measures.NewFact(str(row.case_id), row.settled_on, content)
