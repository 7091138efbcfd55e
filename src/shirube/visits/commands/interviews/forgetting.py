"""Forgetting: the keys are destroyed, and with them everything that was sealed under them, in backups too."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from shirube.accounts.interface import SYSTEM, Actor
from shirube.audit import interface as audit
from shirube.files import interface as files
from shirube.kernel.transactions import command, step
from shirube.visits.commands.guards import require_counter
from shirube.visits.commands.interviews.moving import InterviewMovedError, note
from shirube.visits.domain.interview.states import AT_DESK, ENDED, InterviewState
from shirube.visits.models import Interview
from shirube.visits.queries.interviews.reading import InterviewView
from shirube.visits.queries.interviews.sealing import KEY

_NOTHING = {"wrapped": None, "wrapped_secret": None, "content": None, "secrets": None}
_AT_ONCE = 500


@command
def abandon_interview(*, interview: InterviewView, actor: Actor, now: datetime) -> None:
    """The desk ends it without handing in; nothing of it stays. InterviewMovedError, NotCounterStaffError."""
    require_counter(actor)
    rows = Interview.objects.filter(
        municipality_id=interview.municipality_id, pk=interview.id, state__in=AT_DESK
    )
    if not _forget(rows, now):
        raise InterviewMovedError(interview_id=str(interview.id))
    note(interview.municipality_id, "interview_abandoned", interview.id, actor.log_name, now)


@command
def throw_away(*, interview: InterviewView, now: datetime) -> None:
    """The resident throws away what they prepared. Already gone is as well."""
    rows = Interview.objects.filter(
        municipality_id=interview.municipality_id,
        pk=interview.id,
        state__in=[InterviewState.PREPARING, InterviewState.PREPARED],
    )
    _forget(rows, now)


@command
def forget_if_over(*, municipality_id: UUID, interview_id: UUID, now: datetime) -> datetime | None:
    """Forget one that has expired; the moment it will, where it was touched meanwhile; None where nothing is left."""
    rows = Interview.objects.filter(municipality_id=municipality_id, pk=interview_id, wrapped__isnull=False)
    if _forget(rows.filter(expires_at__lte=now), now):
        return None
    return rows.values_list("expires_at", flat=True).first()


@command
def forget_expired(*, municipality_id: UUID, now: datetime) -> int:
    """Hourly: every interview whose time is over. Returns how many."""
    rows = Interview.objects.filter(
        municipality_id=municipality_id, wrapped__isnull=False, expires_at__lte=now
    )
    some = list(rows.values_list("pk", flat=True)[:_AT_ONCE])
    gone = _forget(rows.filter(pk__in=some), now)
    if gone:
        audit.record(
            municipality_id=municipality_id,
            actor=SYSTEM.log_name,
            action="visits.interviews_forgotten",
            subject=f"visits.interviews:{municipality_id}",
            now=now,
            facts={"count": gone},
        )
    return gone


@command
def close_interviews(*, municipality_id: UUID, branch_id: UUID, now: datetime) -> int:
    """The branch has closed: what was still open at its desks is marked, kept until the next morning, and told.

    It is not thrown away: the answers of a resident who waited an hour are worth a look by the person who asked.
    """
    rows = Interview.objects.filter(
        municipality_id=municipality_id,
        visit__municipality_id=municipality_id,
        visit__branch_id=branch_id,
        state__in=AT_DESK,
        was_open_at_closing=False,
    )
    count = rows.update(was_open_at_closing=True)
    if count:
        audit.record(
            municipality_id=municipality_id,
            actor=SYSTEM.log_name,
            action="visits.interviews_left_open",
            subject=f"visits.branch:{branch_id}",
            now=now,
            facts={"count": count},
        )
    return count


@command
def forget_interview_again(*, municipality_id: UUID, holder: str, now: datetime) -> bool:
    """One that was forgotten already and came back with an older database; False where it did not."""
    interview_id = UUID(holder.partition(":")[2])
    rows = Interview.objects.filter(municipality_id=municipality_id, pk=interview_id, wrapped__isnull=False)
    return bool(_destroy(rows, now))


@step
def _forget(rows: QuerySet[Interview], now: datetime) -> int:
    """Destroy the keys, and have the ledger say so; what was not handed in is abandoned with it."""
    chosen = dict(rows.filter(wrapped__isnull=False).values_list("pk", "municipality_id"))
    done = _destroy(rows, now)
    # Danger: one may have been touched since it was chosen, and lives on; the ledger names those only that are gone.
    for municipality_id in set(chosen.values()):
        gone = Interview.objects.filter(
            municipality_id=municipality_id, pk__in=list(chosen), wrapped__isnull=True
        )
        holders = [f"{KEY}:{one}" for one in gone.values_list("pk", flat=True)]
        files.note_all_forgotten(municipality_id=municipality_id, holders=holders, now=now)
    return done


@step
def _destroy(rows: QuerySet[Interview], now: datetime) -> int:
    rest = {**_NOTHING, "screen_hash": "", "code_hash": "", "touched_at": now}
    done = rows.filter(state__in=ENDED).update(**rest)
    return done + rows.exclude(state__in=ENDED).update(**rest, state=InterviewState.ABANDONED)
