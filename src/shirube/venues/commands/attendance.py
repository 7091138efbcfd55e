"""Who came to a session: those who had booked, and those who came without. Counted for ever."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.bookings import interface as bookings
from shirube.files import interface as files
from shirube.kernel import events
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.ids import new_id
from shirube.kernel.transactions import command
from shirube.venues.commands.guards import session_row
from shirube.venues.domain.ages import AgeGroup
from shirube.venues.events import AttendanceRecorded
from shirube.venues.models import Attendance, Entry, Session
from shirube.venues.queries.sealing import seal_words


class NotYetHeldError(ConflictError):
    """Nobody can have come to a session that has not begun; doors open two hours before."""

    code = "venues.not_yet_held"


class AttendedTwiceError(ConflictError):
    """The reservation is ticked already."""

    code = "venues.attended_twice"


class PeopleCountError(InvalidInputError):
    """Fewer than one person, or more than a line can hold."""

    code = "venues.people_count"


_DOORS_OPEN_SECONDS = 2 * 3600
_MOST_PEOPLE = 1000


def attend(
    *, municipality_id: UUID, session_id: UUID, line: bookings.ReservationLine, actor: Actor, now: datetime
) -> None:
    """Tick somebody who had booked as there. Raises SessionNotFoundError, NotYourVenueError, NotYetHeldError, AttendedTwiceError."""
    session = session_row(municipality_id, session_id, actor)
    _record_booked(session=session, line=line, actor=actor, now=now)
    # The list of the session is what counts; that bookings has marked it already changes nothing here.
    with suppress(bookings.ReservationSettledError):
        bookings.check_in(municipality_id=municipality_id, reservation_id=line.id, actor=actor, now=now)


def unattend(
    *, municipality_id: UUID, session_id: UUID, reservation_id: UUID, actor: Actor, now: datetime
) -> None:
    """Take a tick back. SessionNotFoundError, NotYourVenueError."""
    session = session_row(municipality_id, session_id, actor)
    _unrecord(session=session, reservation_id=reservation_id, actor=actor, now=now)
    with suppress(bookings.ReservationSettledError):
        bookings.undo_check(
            municipality_id=municipality_id, reservation_id=reservation_id, actor=actor, now=now
        )


@command
def add_attendees(
    *,
    municipality_id: UUID,
    session_id: UUID,
    counts: Mapping[AgeGroup, int],
    actor: Actor,
    now: datetime,
    name: str = "",
) -> None:
    """Count people who came without booking, or who stand on a paper list; `name` where one person wants a certificate.

    Raises SessionNotFoundError, NotYourVenueError, NotYetHeldError, PeopleCountError.
    """
    session = session_row(municipality_id, session_id, actor)
    _require_held(session, now)
    if not counts or any(not 1 <= count <= _MOST_PEOPLE for count in counts.values()):
        raise PeopleCountError
    keyring = files.ensure_keyring(municipality_id=municipality_id, now=now)
    for age_group, count in counts.items():
        row = _row(session, age_group, count, actor, now)
        row.name = seal_words({"name": name} if name else {}, keyring=keyring, row_id=row.pk)
        row.save(force_insert=True)
    _tell(session, actor, now, people=sum(counts.values()))


@command
def remove_attendee(
    *, municipality_id: UUID, attendance_id: UUID, session_id: UUID, actor: Actor, now: datetime
) -> None:
    """Take back a line that was added by hand. SessionNotFoundError, NotYourVenueError."""
    session = session_row(municipality_id, session_id, actor)
    rows = Attendance.objects.filter(municipality_id=municipality_id, session=session, pk=attendance_id)
    if rows.filter(reservation_id__isnull=True).delete()[0]:
        _tell(session, actor, now, people=-1)


@command
def _record_booked(*, session: Session, line: bookings.ReservationLine, actor: Actor, now: datetime) -> None:
    _require_held(session, now)
    entry = _entry_of(session, line)
    row = _row(session, AgeGroup(entry.age_group) if entry else AgeGroup.UNKNOWN, line.quantity, actor, now)
    row.reservation_id = line.id
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise AttendedTwiceError from error
    _tell(session, actor, now, people=line.quantity)


def _entry_of(session: Session, line: bookings.ReservationLine) -> Entry | None:
    named = line.facts.get("entry")
    if not named:
        return None
    return Entry.objects.filter(municipality_id=session.municipality_id, session=session, pk=named).first()


@command
def _unrecord(*, session: Session, reservation_id: UUID, actor: Actor, now: datetime) -> None:
    rows = Attendance.objects.filter(
        municipality_id=session.municipality_id, session=session, reservation_id=reservation_id
    )
    if rows.delete()[0]:
        _tell(session, actor, now, people=-1)


def _row(session: Session, age_group: AgeGroup, people: int, actor: Actor, now: datetime) -> Attendance:
    return Attendance(
        id=new_id(),
        municipality_id=session.municipality_id,
        session=session,
        age_group=age_group,
        people=people,
        recorded_at=now,
        recorded_by=actor.log_name,
    )


def _require_held(session: Session, now: datetime) -> None:
    if (session.starts_at - now).total_seconds() > _DOORS_OPEN_SECONDS:
        raise NotYetHeldError


def _tell(session: Session, actor: Actor, now: datetime, *, people: int) -> None:
    audit.record(
        municipality_id=session.municipality_id,
        actor=actor.log_name,
        action="venues.attendance_recorded",
        subject=f"venues.session:{session.pk}",
        now=now,
        facts={"people": people},
    )
    events.publish(AttendanceRecorded(municipality_id=session.municipality_id, session_id=session.pk))
