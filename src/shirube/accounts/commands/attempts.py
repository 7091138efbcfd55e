"""Counting failed sign-ins, closing the door, and opening it again.

An attempt is counted before the password is looked at and given back when it was right: so a hundred guesses sent at
one moment to several worker processes are still ten.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from shirube.accounts.commands.log import record_change
from shirube.accounts.domain.lockout import ALLOWED_FAILURES, MEMORY, Attempt, Tried, digest, lock_duration
from shirube.accounts.events import SignInLocked
from shirube.accounts.models import AttemptCount, User
from shirube.accounts.queries import get_staff
from shirube.audit import interface as audit
from shirube.kernel.events import publish
from shirube.kernel.transactions import command


@command
def claim_attempt(*, municipality_id: UUID, attempt: Attempt, now: datetime) -> datetime | None:
    """Count one attempt; when the door is closed, count nothing and return the moment it opens."""
    closed = [until for subject in attempt.subjects if (until := _claim(municipality_id, subject, attempt, now))]
    return max(closed, default=None)


@command
def lock_after_failure(*, municipality_id: UUID, attempt: Attempt, now: datetime) -> datetime | None:
    """The claimed attempt has failed: close the door where it was the last one allowed. Returns until when."""
    closed = [until for subject in attempt.subjects if (until := _lock_if_due(municipality_id, subject, attempt, now))]
    return max(closed, default=None)


@command
def forgive_attempt(*, municipality_id: UUID, attempt: Attempt) -> None:
    """The claimed attempt was right: forget the account's failures, and give the address back its one."""
    counts = AttemptCount.objects.filter(municipality_id=municipality_id)
    counts.filter(digest=digest(attempt.by, attempt.email)).delete()
    # An attacker's own right password must not wipe the guesses made for others from the same address.
    counts.filter(digest=digest(Tried.ADDRESS, attempt.address), failures__gt=0).update(failures=F("failures") - 1)


@command
def unlock_staff(*, municipality_id: UUID, user_id: UUID, actor: str, now: datetime) -> None:
    """Open the door to one account again. StaffNotFoundError. An account that is not locked is left as it is."""
    email = get_staff(municipality_id=municipality_id, user_id=user_id).email
    digests = [digest(tried, email) for tried in (Tried.ACCOUNT, Tried.CODE)]
    AttemptCount.objects.filter(municipality_id=municipality_id, digest__in=digests).delete()
    record_change(municipality_id=municipality_id, user_id=user_id, action="staff_unlocked", actor=actor, now=now)


@command
def forget_old_attempts(*, municipality_id: UUID, now: datetime) -> int:
    """Daily: rows whose failures no longer count. Returns how many."""
    old = AttemptCount.objects.filter(municipality_id=municipality_id, last_failed_at__lt=now - 2 * MEMORY)
    return old.delete()[0]


def _claim(municipality_id: UUID, subject: tuple[Tried, str], attempt: Attempt, now: datetime) -> datetime | None:
    key = digest(*subject)
    AttemptCount.objects.get_or_create(
        municipality_id=municipality_id, digest=key, defaults={"tried": subject[0], "last_failed_at": now}
    )
    count = AttemptCount.objects.filter(municipality_id=municipality_id, digest=key)
    count.filter(last_failed_at__lt=now - MEMORY).update(failures=0, locks=0)
    is_open = Q(locked_until__isnull=True) | Q(locked_until__lte=now)
    if count.filter(is_open, failures__lt=ALLOWED_FAILURES[subject[0]]).update(
        failures=F("failures") + 1, last_failed_at=now
    ):
        return None
    locked_until = count.filter(locked_until__gt=now).values_list("locked_until", flat=True).first()
    # No lock yet: all allowed attempts are in flight in other processes, or were lost with one.
    return locked_until or _lock_if_due(municipality_id, subject, attempt, now)


def _lock_if_due(
    municipality_id: UUID, subject: tuple[Tried, str], attempt: Attempt, now: datetime
) -> datetime | None:
    count = AttemptCount.objects.filter(
        municipality_id=municipality_id, digest=digest(*subject), failures__gte=ALLOWED_FAILURES[subject[0]]
    )
    due = count.first()
    if due is None:
        return None
    until = now + lock_duration(due.locks)
    if count.update(failures=0, locks=F("locks") + 1, locked_until=until):
        _tell_of_lock(municipality_id, subject[0], attempt.email, until, now)
    return until


def _tell_of_lock(municipality_id: UUID, tried: Tried, email: str, until: datetime, now: datetime) -> None:
    user_id = None
    if tried is not Tried.ADDRESS:
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
