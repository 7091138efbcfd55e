"""The audit entry of a change to one account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.audit import interface as audit


def record_change(
    *, municipality_id: UUID, user_id: UUID, action: str, actor: str, now: datetime, facts: dict[str, object] | None = None
) -> None:
    """One entry about the account `user_id`. From here on, writers of this municipality stand in line (audit.record)."""
    audit.record(
        municipality_id=municipality_id,
        actor=actor,
        action=f"accounts.{action}",
        subject=f"accounts.user:{user_id}",
        now=now,
        facts=facts or {},
    )
