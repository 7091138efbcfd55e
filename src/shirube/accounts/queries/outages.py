"""Reading which services outside are down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.accounts.domain.outages import NOT_TRIED_FOR, REMEMBERED_FOR
from shirube.accounts.models import Outage


@dataclass(frozen=True, slots=True)
class OutageLine:
    """A service outside that does not answer: `what` ("provider:<slug>", "revocation:<way>:<authority>") and its name for people."""

    what: str
    name: str
    since: datetime
    last_failed_at: datetime

    def is_fresh(self, now: datetime) -> bool:
        """Whether it failed only seconds ago, so that it need not be tried again."""
        return now - self.last_failed_at < NOT_TRIED_FOR


def list_outages(*, municipality_id: UUID, now: datetime) -> Sequence[OutageLine]:
    """What failed within the last minutes and has not answered since, the longest first. One query."""
    rows = Outage.objects.filter(
        municipality_id=municipality_id, ended_at__isnull=True, last_failed_at__gt=now - REMEMBERED_FOR
    )
    return [OutageLine(row.what, row.name, row.since, row.last_failed_at) for row in rows.order_by("since")]


def is_down(*, municipality_id: UUID, what: str, now: datetime) -> bool:
    """Whether this service is taken to be down."""
    return find_outage(municipality_id=municipality_id, what=what, now=now) is not None


def find_outage(*, municipality_id: UUID, what: str, now: datetime) -> OutageLine | None:
    """The outage of one service."""
    lines = list_outages(municipality_id=municipality_id, now=now)
    return next((line for line in lines if line.what == what), None)
