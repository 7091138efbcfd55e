"""Remembering that a service outside did not answer, or does again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.domain.outages import SAME_OUTAGE
from shirube.accounts.models import Outage
from shirube.accounts.queries.outages import forget_look
from shirube.kernel.transactions import command


@command
def note_outage(*, municipality_id: UUID, what: str, name: str, now: datetime) -> None:
    """It did not answer just now. Failures within an hour are one outage, which keeps its beginning."""
    open_ones = Outage.objects.filter(municipality_id=municipality_id, what=what, ended_at__isnull=True)
    open_ones.filter(last_failed_at__lte=now - SAME_OUTAGE).update(ended_at=now)
    if not open_ones.update(last_failed_at=now, name=name):
        row = Outage(municipality_id=municipality_id, what=what, name=name, since=now, last_failed_at=now)
        # Another process may have noted the same at this moment: once is enough.
        Outage.objects.bulk_create([row], ignore_conflicts=True)
    forget_look(municipality_id)


@command
def note_recovery(*, municipality_id: UUID, what: str, now: datetime) -> None:
    """It answered."""
    Outage.objects.filter(municipality_id=municipality_id, what=what, ended_at__isnull=True).update(
        ended_at=now
    )
    forget_look(municipality_id)
