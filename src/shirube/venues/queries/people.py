"""Who entered a session, who waits and who came. For staff; names are told by the bookings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from shirube.bookings import interface as bookings
from shirube.forms import interface as forms
from shirube.venues.domain.ages import AgeGroup
from shirube.venues.domain.days import day_of
from shirube.venues.models import Attendance, Entry
from shirube.venues.queries.courses import SessionView
from shirube.venues.queries.sealing import open_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody who has booked. `attendance_id` is None until they are there."""

    line: bookings.ReservationLine
    age_group: AgeGroup
    answers: tuple[forms.SummaryLine, ...] = field(repr=False)
    attendance_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkIn:
    """Somebody who came without booking, or several of one age."""

    attendance_id: UUID
    age_group: AgeGroup
    people: int
    name: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guests:
    """Everybody of a session. `came` counts people, not bookings."""

    booked: tuple[Guest, ...]
    walk_ins: tuple[WalkIn, ...]
    waiting: tuple[bookings.WaitingView, ...]
    seats_taken: int
    came: int


def list_guests(*, session: SessionView, municipality_id: UUID) -> Guests:
    """Cost: six queries and one for each form version that was answered."""
    lines = _lines(municipality_id, session)
    came = list(
        Attendance.objects.filter(municipality_id=municipality_id, session_id=session.id).order_by("id")
    )
    entries = _entries(municipality_id, session)
    ticked = {row.reservation_id: row.pk for row in came if row.reservation_id}
    booked = tuple(
        Guest(
            line=line,
            age_group=_age(entries.get(str(line.facts.get("entry")))),
            answers=_answers(municipality_id, entries.get(str(line.facts.get("entry")))),
            attendance_id=ticked.get(line.id),
        )
        for line in lines
    )
    return Guests(
        booked=booked,
        walk_ins=tuple(_walk_in(row) for row in came if row.reservation_id is None),
        waiting=tuple(_waiting(municipality_id, session)),
        seats_taken=sum(line.quantity for line in lines),
        came=sum(row.people for row in came),
    )


def find_attendance(
    *, municipality_id: UUID, session_id: UUID, attendance_id: UUID
) -> tuple[UUID | None, str] | None:
    """The reservation of somebody who came, or the name that was written down; None where nobody came."""
    rows = Attendance.objects.filter(municipality_id=municipality_id, session_id=session_id)
    row = rows.filter(pk=attendance_id).first()
    return None if row is None else (row.reservation_id, _name(row))


def has_attended(*, municipality_id: UUID, session_id: UUID, reservation_id: UUID) -> bool:
    rows = Attendance.objects.filter(municipality_id=municipality_id, session_id=session_id)
    return rows.filter(reservation_id=reservation_id).exists()


def _lines(municipality_id: UUID, session: SessionView) -> Sequence[bookings.ReservationLine]:
    if session.resource_id is None:
        return ()
    lines = bookings.list_day(
        municipality_id=municipality_id,
        resource_ids=[session.resource_id],
        day=day_of(session.starts_at),
    )
    return [line for line in lines if line.state is not bookings.ReservationState.HELD]


def _waiting(municipality_id: UUID, session: SessionView) -> Sequence[bookings.WaitingView]:
    if session.slot_id is None:
        return ()
    return bookings.list_waiting(municipality_id=municipality_id, slot_id=session.slot_id)


def _entries(municipality_id: UUID, session: SessionView) -> Mapping[str, Entry]:
    rows = Entry.objects.filter(municipality_id=municipality_id, session_id=session.id)
    return {str(row.pk): row for row in rows}


def _age(entry: Entry | None) -> AgeGroup:
    return AgeGroup(entry.age_group) if entry else AgeGroup.UNKNOWN


def _answers(municipality_id: UUID, entry: Entry | None) -> tuple[forms.SummaryLine, ...]:
    if entry is None or entry.form_version_id is None:
        return ()
    answers: dict[str, Any] = open_words(entry.answers, municipality_id=municipality_id, row_id=entry.pk)
    version = forms.get_form_version(municipality_id=municipality_id, version_id=entry.form_version_id)
    told = forms.summarise(version.form, answers, language="ja") if answers else []
    return tuple(line for section in told for line in section.lines if line.value)


def _walk_in(row: Attendance) -> WalkIn:
    return WalkIn(attendance_id=row.pk, age_group=AgeGroup(row.age_group), people=row.people, name=_name(row))


def _name(row: Attendance) -> str:
    return str(open_words(row.name, municipality_id=row.municipality_id, row_id=row.pk).get("name", ""))
