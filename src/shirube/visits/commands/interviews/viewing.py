"""Whoever of the staff looks at an interview is written down, once for each person, interview and quarter of an hour."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.kernel.transactions import command
from shirube.visits.commands.guards import require_counter
from shirube.visits.commands.interviews.moving import note
from shirube.visits.models import InterviewViewing
from shirube.visits.queries.interviews.reading import InterviewView, get_interview

WINDOW_SECONDS = 15 * 60


def open_interview(
    *, municipality_id: UUID, interview_id: UUID, actor: Actor, now: datetime
) -> InterviewView:
    """The interview for a desk. InterviewNotFoundError, InterviewForgottenError, NotCounterStaffError."""
    require_counter(actor)
    interview = get_interview(municipality_id=municipality_id, interview_id=interview_id, now=now)
    _write_down(municipality_id=municipality_id, interview_id=interview.id, actor=actor, now=now)
    return interview


def _write_down(*, municipality_id: UUID, interview_id: UUID, actor: Actor, now: datetime) -> None:
    place: dict[str, object] = {
        "municipality_id": municipality_id,
        "interview_id": interview_id,
        "staff_id": actor.staff_id,
        "window": int(now.timestamp()) // WINDOW_SECONDS,
    }
    # Cost: most looks are one of many in the same quarter of an hour, and write nothing.
    if not InterviewViewing.objects.filter(**place).exists():
        _record(place, actor, now)


@command
def _record(place: dict[str, object], actor: Actor, now: datetime) -> None:
    _row, is_new = InterviewViewing.objects.get_or_create(**place, defaults={"at": now})
    if is_new:
        note(_row.municipality_id, "interview_viewed", _row.interview_id, actor.log_name, now)
