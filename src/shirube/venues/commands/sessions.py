"""What happens to a session that people may have booked: more or fewer seats, and that it is not held."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.bookings import interface as bookings
from shirube.kernel import events
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command
from shirube.venues.commands.guards import session_row
from shirube.venues.commands.writing import record
from shirube.venues.events import SessionCancelled
from shirube.venues.models import Session, SessionState


class SessionSettledError(ConflictError):
    """It is cancelled already, or over."""

    code = "venues.session_settled"


class CancelReasonMissingError(InvalidInputError):
    """Those who had booked are told why."""

    code = "venues.cancel_reason_missing"


def change_seats(
    *,
    municipality_id: UUID,
    session_id: UUID,
    seats: int,
    actor: Actor,
    now: datetime,
    cancel_latest: bool = False,
) -> Sequence[bookings.ReservationLine]:
    """More seats go to who waits. Those whose booking was cancelled are returned.

    Fewer than are booked: bookings.CapacityBelowBookedError, unless `cancel_latest`. SessionSettledError.
    """
    row = _open_row(municipality_id, session_id, actor, now)
    gone: Sequence[bookings.ReservationLine] = ()
    if row.slot_id is not None:
        gone = bookings.change_capacity(
            municipality_id=municipality_id,
            slot_id=row.slot_id,
            capacity=seats,
            cancel_latest=cancel_latest,
            reason="定員の変更",
            actor=actor,
            now=now,
        )
    _keep_seats(row=row, seats=seats, actor=actor, now=now)
    return gone


def cancel_session(
    *, municipality_id: UUID, session_id: UUID, reason: str, actor: Actor, now: datetime
) -> Sequence[bookings.ReservationLine]:
    """It is not held: those who booked or wait are told by letter, and returned to be called.

    Raises SessionNotFoundError, NotYourVenueError, SessionSettledError, CancelReasonMissingError.
    """
    row = _open_row(municipality_id, session_id, actor, now)
    if not reason.strip():
        raise CancelReasonMissingError
    # Before its bookings fall away: nobody shall take the seats that they leave.
    _cancel(row=row, reason=reason.strip(), actor=actor, now=now)
    if row.slot_id is None:
        return ()
    return bookings.close_slot(
        municipality_id=municipality_id, slot_id=row.slot_id, reason=reason.strip(), actor=actor, now=now
    )


def _open_row(municipality_id: UUID, session_id: UUID, actor: Actor, now: datetime) -> Session:
    row = session_row(municipality_id, session_id, actor)
    if row.state != SessionState.OPEN or row.ends_at <= now:
        raise SessionSettledError
    return row


@command
def _keep_seats(*, row: Session, seats: int, actor: Actor, now: datetime) -> None:
    Session.objects.filter(municipality_id=row.municipality_id, pk=row.pk).update(seats=seats)
    record(row.course, "venues.session_changed", actor, now, session=row.code, seats=seats)


@command
def _cancel(*, row: Session, reason: str, actor: Actor, now: datetime) -> None:
    still = Session.objects.filter(municipality_id=row.municipality_id, pk=row.pk, state=SessionState.OPEN)
    if not still.update(state=SessionState.CANCELLED, reason=reason):
        raise SessionSettledError
    record(row.course, "venues.session_cancelled", actor, now, session=row.code)
    events.publish(SessionCancelled(municipality_id=row.municipality_id, session_id=row.pk))
