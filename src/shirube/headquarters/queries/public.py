"""What residents see of meetings: those announced, and those whose minutes are published."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from shirube.headquarters.domain.terms import MinutesState
from shirube.headquarters.queries.bodies import list_bodies
from shirube.headquarters.queries.meetings import (
    MeetingLine,
    MeetingNotFoundError,
    get_meeting,
    list_meetings,
)


def list_public_meetings(*, municipality_id: UUID) -> Sequence[MeetingLine]:
    """The newest first."""
    public = _public_bodies(municipality_id)
    return [one for one in list_meetings(municipality_id=municipality_id) if _is_public(one, public)]


def get_public_meeting(*, municipality_id: UUID, meeting_id: UUID) -> MeetingLine:
    """MeetingNotFoundError also for one that residents do not see."""
    meeting = get_meeting(municipality_id=municipality_id, meeting_id=meeting_id)
    if not _is_public(meeting, _public_bodies(municipality_id)):
        raise MeetingNotFoundError(meeting=str(meeting_id))
    return meeting


def _public_bodies(municipality_id: UUID) -> frozenset[UUID]:
    return frozenset(body.id for body in list_bodies(municipality_id=municipality_id) if body.is_public)


def _is_public(meeting: MeetingLine, bodies: frozenset[UUID]) -> bool:
    is_shown = meeting.is_announced or meeting.minutes is MinutesState.PUBLISHED
    return meeting.body_id in bodies and is_shown
