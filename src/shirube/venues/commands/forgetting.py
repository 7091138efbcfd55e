"""Forgetting what people told us once it has served; what is counted stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from shirube.accounts.interface import SYSTEM
from shirube.audit import interface as audit
from shirube.kernel.transactions import command
from shirube.venues.models import Attendance, Entry, RoomUse

# As long as somebody may still ask for a certificate, or about a fee.
KEPT_FOR = timedelta(days=90)


@command
def forget_old_words(*, municipality_id: UUID, now: datetime) -> int:
    """Answers, names of those who came without booking, purposes and reasons; how many rows were emptied."""
    until = now - KEPT_FOR
    mine = {"municipality_id": municipality_id}
    entries = Entry.objects.filter(**mine, session__ends_at__lt=until, answers__isnull=False)
    names = Attendance.objects.filter(**mine, session__ends_at__lt=until, name__isnull=False)
    uses = RoomUse.objects.filter(**mine, starts_at__lt=until, words__isnull=False)
    count = entries.update(answers=None) + names.update(name=None) + uses.update(words=None)
    if count:
        audit.record(
            municipality_id=municipality_id,
            actor=SYSTEM.log_name,
            action="venues.words_forgotten",
            subject=f"venues:{municipality_id}",
            now=now,
            facts={"rows": count},
        )
    return count
