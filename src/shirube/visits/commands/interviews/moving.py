"""The guarded write that every change of an interview is, and its line in the log."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from shirube.audit import interface as audit
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import step
from shirube.visits.domain.interview.states import (
    DESK_KEPT,
    HOME_KEPT,
    TERMINAL_FORGETS,
    InterviewState,
    Origin,
)
from shirube.visits.models import Interview
from shirube.visits.queries.interviews.reading import InterviewView
from shirube.visits.queries.interviews.sealing import Contents, open_keys


class InterviewMovedError(ConflictError):
    """Somebody else has changed, checked or ended the interview since it was opened. Nothing was kept."""

    code = "visits.interview_moved"


@step
def move_interview(
    *,
    interview: InterviewView,
    seen_in: Collection[InterviewState],
    contents: Contents,
    now: datetime,
    numbers: Mapping[str, str] | None = None,
    **changes: Any,
) -> int:
    """Write the contents and `changes` where the interview still stands as it was read; the new revision.

    `numbers`: 個人番号 typed now, by path; those of paths that hold no answer any more go. InterviewMovedError.
    """
    row = Interview.objects.get(municipality_id=interview.municipality_id, pk=interview.id)
    keys = open_keys(row)
    kept = {**keys.unseal_numbers(row), **(numbers or {})}
    # Danger: two tablets, or the tablet and the second screen, act at once: state and revision guard both.
    same = Interview.objects.filter(
        municipality_id=interview.municipality_id,
        pk=interview.id,
        state__in=list(seen_in),
        revision=interview.revision,
    )
    versions = {**interview.talk.versions, **contents.versions}
    done = same.update(
        content=keys.seal(contents.changed(versions=versions)),
        secrets=keys.seal_numbers(kept),
        revision=interview.revision + 1,
        touched_at=now,
        **changes,
    )
    if not done:
        raise InterviewMovedError(interview_id=str(interview.id))
    return interview.revision + 1


def lasts_until(origin: Origin, state: InterviewState, now: datetime) -> datetime:
    """When an interview that was touched now is forgotten."""
    if state == InterviewState.PREPARING:
        return now + (TERMINAL_FORGETS if origin == Origin.TERMINAL else HOME_KEPT)
    return now + (DESK_KEPT if state != InterviewState.PREPARED else timedelta(days=30))


@step
def note(
    municipality_id: UUID, action: str, interview_id: UUID, actor: str, now: datetime, **facts: object
) -> None:
    audit.record(
        municipality_id=municipality_id,
        actor=actor,
        action=f"visits.{action}",
        subject=f"visits.interview:{interview_id}",
        now=now,
        facts=facts,
    )
