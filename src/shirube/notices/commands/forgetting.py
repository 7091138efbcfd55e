"""Forgetting to whom a notice went and what it said, once nobody needs to know. The line in the log stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from shirube.kernel.transactions import command, step
from shirube.notices.models import Notice

CHUNK = 500


def forget_contents(*, municipality_id: UUID, now: datetime) -> int:
    """Empty what was settled (sent, failed or told) settings.NOTICES_KEEP_DAYS ago; how many. In short transactions.

    Law: personal data is erased without delay when it is no longer needed (個人情報保護法第22条).
    """
    before, forgotten = now - timedelta(days=settings.NOTICES_KEEP_DAYS), 0
    while chunk := _forget_chunk(municipality_id=municipality_id, before=before):
        forgotten += chunk
    return forgotten


@step
def forget_notices_about(*, municipality_id: UUID, subject: str) -> int:
    """Empty everything that was sent about a thing which is itself being erased; how many notices."""
    return _empty(Notice.objects.filter(municipality_id=municipality_id, subject=subject))


@command
def _forget_chunk(*, municipality_id: UUID, before: datetime) -> int:
    full = Notice.objects.filter(municipality_id=municipality_id, settled_at__lt=before).exclude(sealed="")
    chosen = list(full.values_list("pk", flat=True)[:CHUNK])
    return _empty(Notice.objects.filter(municipality_id=municipality_id, pk__in=chosen))


def _empty(rows: QuerySet[Notice]) -> int:
    return rows.update(sealed="", resident_id=None)
