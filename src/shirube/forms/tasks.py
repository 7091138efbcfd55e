"""The room's background work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.forms.commands.scheduling import put_due_forms_into_force
from shirube.jobs import interface as jobs


@jobs.task(title="新しい版のフォームへの切替え")
def start_versions(*, municipality_id: UUID, due_at: str) -> None:
    """The versions whose day has come."""
    put_due_forms_into_force(municipality_id=municipality_id, now=datetime.fromisoformat(due_at))
