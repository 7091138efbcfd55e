"""Who is told that papers of a meeting lie ready."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.headquarters.queries.bodies import list_seats_on
from shirube.headquarters.queries.meetings import get_meeting


@dataclass(frozen=True, slots=True)
class Reader:
    """Who sits in the body on the day of the meeting. `email` "": without an account that is open, told by nobody."""

    post: str
    name: str
    email: str

    @property
    def words(self) -> str:
        return f"{self.post} {self.name}".strip()


def list_readers(*, municipality_id: UUID, meeting_id: UUID) -> Sequence[Reader]:
    """In the order of the seats; one with two seats once. Cost: two queries and one for each seat with an account."""
    meeting = get_meeting(municipality_id=municipality_id, meeting_id=meeting_id)
    seats = list_seats_on(municipality_id=municipality_id, body_id=meeting.body_id, day=meeting.held_on)
    readers = [
        Reader(seat.post, seat.name, _email(municipality_id, seat.staff_id) if seat.staff_id else "")
        for seat in seats
    ]
    return list({one.email or one.words: one for one in readers}.values())


def _email(municipality_id: UUID, staff_id: UUID) -> str:
    person = accounts.find_staff(municipality_id=municipality_id, user_id=staff_id)
    return person.email if person is not None and person.is_active else ""
