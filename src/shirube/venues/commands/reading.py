"""Writing down who of the staff read the names of those who booked."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel.transactions import command


@command
def note_reading(*, municipality_id: UUID, subject: str, people: int, actor: Actor, now: datetime) -> None:
    """`subject` is the session or room whose list was read ("venues.session:<id>"); nothing for an empty list."""
    if not people:
        return
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action="venues.names_read",
        subject=subject,
        now=now,
        facts={"people": people},
    )
