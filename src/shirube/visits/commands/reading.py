"""Writing down that somebody read names."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.kernel.transactions import command
from shirube.visits.commands.guards import note


@command
def record_names_read(
    *, municipality_id: UUID, branch_id: UUID, count: int, actor: Actor, now: datetime
) -> None:
    """The list of those who are expected today was looked at."""
    note(municipality_id, "expected_viewed", f"visits.branch:{branch_id}", actor, now, count=count)
