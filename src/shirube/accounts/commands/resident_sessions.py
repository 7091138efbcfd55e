"""Where a resident is signed in, and ending it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.commands.residents import record_of_resident
from shirube.accounts.commands.sessions import SessionNotFoundError
from shirube.accounts.domain.identity import ResidentActor
from shirube.accounts.models import Session
from shirube.kernel.transactions import command


@command
def end_resident_session(
    *, municipality_id: UUID, session_id: UUID, actor: ResidentActor, now: datetime
) -> None:
    """Sign out one of one's own sessions elsewhere. SessionNotFoundError."""
    own = Session.objects.filter(municipality_id=municipality_id, resident_id=actor.resident_id)
    if not own.filter(pk=session_id).delete()[0]:
        raise SessionNotFoundError
    record_of_resident(municipality_id, actor, "resident_session_ended", now)


@command
def end_other_resident_sessions(
    *, municipality_id: UUID, kept_key: str | None, actor: ResidentActor, now: datetime
) -> int:
    """Sign out all of one's sessions but the one with `kept_key`. Returns how many ended."""
    own = Session.objects.filter(municipality_id=municipality_id, resident_id=actor.resident_id)
    ended = own.exclude(session_key=kept_key).delete()[0]
    record_of_resident(municipality_id, actor, "resident_other_sessions_ended", now, {"ended": ended})
    return ended
