"""Signing in and out, as it concerns the records: who came, and which sessions end."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.commands.log import record_own_change
from shirube.accounts.models import Session
from shirube.kernel.errors import NotFoundError
from shirube.kernel.transactions import command


class SessionNotFoundError(NotFoundError):
    """The session has ended already, or is another person's."""

    code = "accounts.session_not_found"


@command
def record_sign_in(*, municipality_id: UUID, user_id: UUID, methods: list[str], now: datetime) -> None:
    """Note that a person signed in, and by what (password, totp, webauthn, …)."""
    record_own_change(
        municipality_id=municipality_id,
        user_id=user_id,
        action="signed_in",
        now=now,
        facts={"methods": methods},
    )


@command
def record_second_factor(
    *, municipality_id: UUID, user_id: UUID, kind: str, added: bool, now: datetime
) -> None:
    """Note that a person set up or removed a second factor."""
    record_own_change(
        municipality_id=municipality_id,
        user_id=user_id,
        action="second_factor_added" if added else "second_factor_removed",
        now=now,
        facts={"kind": kind},
    )


@command
def end_session(*, municipality_id: UUID, user_id: UUID, session_id: UUID, now: datetime) -> None:
    """Sign out one of one's own sessions elsewhere. SessionNotFoundError."""
    sessions = Session.objects.filter(municipality_id=municipality_id, user_id=user_id, pk=session_id)
    if not sessions.delete()[0]:
        raise SessionNotFoundError
    record_own_change(
        municipality_id=municipality_id,
        user_id=user_id,
        action="session_ended",
        now=now,
    )


@command
def end_other_sessions(*, municipality_id: UUID, user_id: UUID, kept_key: str | None, now: datetime) -> int:
    """Sign out all of one's sessions but the one with `kept_key`. Returns how many ended."""
    sessions = Session.objects.filter(municipality_id=municipality_id, user_id=user_id).exclude(
        session_key=kept_key
    )
    ended = sessions.delete()[0]
    record_own_change(
        municipality_id=municipality_id,
        user_id=user_id,
        action="other_sessions_ended",
        now=now,
        facts={"ended": ended},
    )
    return ended


@command
def forget_expired_sessions(*, municipality_id: UUID, now: datetime) -> int:
    """Daily: rows of sessions that are over. Returns how many."""
    return Session.objects.filter(municipality_id=municipality_id, expire_date__lt=now).delete()[0]
