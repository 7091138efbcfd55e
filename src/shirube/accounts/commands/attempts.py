"""Counting failed sign-ins, closing the door, and opening it again.

An attempt is counted before the password is looked at and given back when it was right: so a hundred guesses sent at
one moment to several worker processes are still ten.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from shirube.accounts.commands.log import record_change, require_administrator
from shirube.accounts.domain.actors import Actor
from shirube.accounts.domain.lockout import (
    ALLOWED_FAILURES,
    MEMORY,
    STAFF_TRIES,
    Attempt,
    Tried,
    digest,
    lock_duration,
)
from shirube.accounts.events import SignInLocked
from shirube.accounts.models import AttemptCount, User
from shirube.accounts.queries import get_staff
from shirube.audit import interface as audit
from shirube.kernel.events import publish
from shirube.kernel.transactions import command


@command
def claim_attempt(*, municipality_id: UUID, attempt: Attempt, now: datetime) -> datetime | None:
    """Count one attempt; where a door is closed, return the moment it opens instead of None."""
    _place_counts(municipality_id, attempt, now)
    # Both are counted, also where the first door is closed already.
    counted = [_count(municipality_id, subject, now) for subject in attempt.subjects]
    if all(counted):
        return None
    rows = _rows(municipality_id, attempt)
    locked = [row.locked_until for row in rows if row.locked_until and row.locked_until > now]
    # No lock yet: all allowed attempts are in flight in other processes, or were lost with one.
    return max(locked, default=None) or _lock_due(municipality_id, rows, attempt, now)


@command
def lock_after_failure(*, municipality_id: UUID, attempt: Attempt, now: datetime) -> datetime | None:
    """The claimed attempt has failed: close the door where it was the last one allowed. Returns until when."""
    return _lock_due(municipality_id, _rows(municipality_id, attempt), attempt, now)


@command
def forgive_attempt(*, municipality_id: UUID, attempt: Attempt) -> None:
    """The claimed attempt was right: forget the account's failures, and give the address back its one."""
    counts = AttemptCount.objects.filter(municipality_id=municipality_id)
    counts.filter(digest=digest(attempt.by, attempt.email)).delete()
    # An attacker's own right password must not wipe the guesses made for others from the same address.
    counts.filter(digest=digest(attempt.network, attempt.address), failures__gt=0).update(
        failures=F("failures") - 1
    )


@command
def unlock_staff(*, municipality_id: UUID, user_id: UUID, actor: Actor, now: datetime) -> None:
    """Open the door to one account again. StaffNotFoundError. An account that is not locked is left as it is."""
    require_administrator(actor)
    email = get_staff(municipality_id=municipality_id, user_id=user_id).email
    digests = [digest(tried, email) for tried in (Tried.ACCOUNT, Tried.CODE)]
    AttemptCount.objects.filter(municipality_id=municipality_id, digest__in=digests).delete()
    record_change(
        municipality_id=municipality_id, user_id=user_id, action="staff_unlocked", actor=actor, now=now
    )


@command
def forget_old_attempts(*, municipality_id: UUID, now: datetime) -> int:
    """Daily: rows whose failures no longer count. Returns how many."""
    old = AttemptCount.objects.filter(municipality_id=municipality_id, last_failed_at__lt=now - 2 * MEMORY)
    return old.delete()[0]


def _place_counts(municipality_id: UUID, attempt: Attempt, now: datetime) -> None:
    rows = [
        AttemptCount(
            municipality_id=municipality_id, tried=tried, digest=digest(tried, value), last_failed_at=now
        )
        for tried, value in attempt.subjects
    ]
    AttemptCount.objects.bulk_create(rows, ignore_conflicts=True)


def _count(municipality_id: UUID, subject: tuple[Tried, str], now: datetime) -> bool:
    count = AttemptCount.objects.filter(municipality_id=municipality_id, digest=digest(*subject))
    count.filter(last_failed_at__lt=now - MEMORY).update(failures=0, locks=0)
    is_open = Q(locked_until__isnull=True) | Q(locked_until__lte=now)
    allowed = count.filter(is_open, failures__lt=ALLOWED_FAILURES[subject[0]])
    return bool(allowed.update(failures=F("failures") + 1, last_failed_at=now))


def _rows(municipality_id: UUID, attempt: Attempt) -> list[AttemptCount]:
    digests = [digest(*subject) for subject in attempt.subjects]
    return list(AttemptCount.objects.filter(municipality_id=municipality_id, digest__in=digests))


def _lock_due(
    municipality_id: UUID, rows: list[AttemptCount], attempt: Attempt, now: datetime
) -> datetime | None:
    due = [row for row in rows if row.failures >= ALLOWED_FAILURES[Tried(row.tried)]]
    return max((_lock(municipality_id, row, attempt, now) for row in due), default=None)


def _lock(municipality_id: UUID, row: AttemptCount, attempt: Attempt, now: datetime) -> datetime:
    until = now + lock_duration(row.locks)
    # Another process may have done it just now: only one of them finds the failures still there.
    still_due = AttemptCount.objects.filter(
        municipality_id=municipality_id, pk=row.pk, failures__gte=ALLOWED_FAILURES[Tried(row.tried)]
    )
    if still_due.update(failures=0, locks=F("locks") + 1, locked_until=until):
        _tell_of_lock(municipality_id, Tried(row.tried), attempt.email, until, now)
    return until


def _tell_of_lock(municipality_id: UUID, tried: Tried, email: str, until: datetime, now: datetime) -> None:
    user_id = None
    if tried in STAFF_TRIES:
        users = User.objects.filter(municipality_id=municipality_id, email__iexact=email.strip())
        user_id = users.values_list("pk", flat=True).first()
    audit.record(
        municipality_id=municipality_id,
        actor=audit.SYSTEM,
        action="accounts.sign_in_locked",
        subject=f"accounts.user:{user_id}" if user_id else f"accounts.{tried}:unknown",
        now=now,
        facts={"until": until.isoformat(), "tried": tried.value},
    )
    publish(SignInLocked(municipality_id=municipality_id, user_id=user_id))
