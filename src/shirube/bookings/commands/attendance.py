"""Who came and who did not; and taking it back the same day, when it was the wrong line."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import F

from shirube.bookings.commands.releasing import ReservationSettledError
from shirube.bookings.commands.story import Story
from shirube.bookings.domain.states import ReservationState
from shirube.bookings.events import CheckedIn, CheckUndone, NoShow, ReservationEvent
from shirube.bookings.models import Reservation
from shirube.bookings.queries.reservations import get_reservation_for
from shirube.bookings.queries.rights import Acting, require_runner
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command

# Somebody who comes earlier than this is told their hour first.
EARLIEST = timedelta(hours=12)


class TooEarlyError(ConflictError):
    """It does not begin until `starts_at`."""

    code = "bookings.too_early"


@command
def check_in(*, municipality_id: UUID, reservation_id: UUID, actor: Acting, now: datetime) -> None:
    """The holder is there. TooEarlyError, ReservationSettledError, NotYourResourceError."""
    row = get_reservation_for(municipality_id=municipality_id, reservation_id=reservation_id, actor=actor)
    if now < row.starts_at - EARLIEST:
        raise TooEarlyError(starts_at=row.starts_at.isoformat())
    _mark(row, ReservationState.CONFIRMED, ReservationState.ATTENDED, CheckedIn, actor, now)


@command
def mark_no_show(*, municipality_id: UUID, reservation_id: UUID, actor: Acting, now: datetime) -> None:
    """The holder has not come. Not before it begins: TooEarlyError. ReservationSettledError, NotYourResourceError."""
    row = get_reservation_for(municipality_id=municipality_id, reservation_id=reservation_id, actor=actor)
    if now < row.starts_at:
        raise TooEarlyError(starts_at=row.starts_at.isoformat())
    _mark(row, ReservationState.CONFIRMED, ReservationState.NO_SHOW, NoShow, actor, now)


@command
def undo_check(*, municipality_id: UUID, reservation_id: UUID, actor: Acting, now: datetime) -> None:
    """Take a check-in or a no-show back, on the day it was marked. ReservationSettledError, NotYourResourceError."""
    row = get_reservation_for(municipality_id=municipality_id, reservation_id=reservation_id, actor=actor)
    marked = row.settled_at
    marks = {ReservationState.ATTENDED, ReservationState.NO_SHOW}
    if row.state not in marks or marked is None or japan_date(marked) != japan_date(now):
        raise ReservationSettledError(state=row.state)
    _mark(row, ReservationState(row.state), ReservationState.CONFIRMED, CheckUndone, actor, now)


def _mark(
    row: Reservation,
    before: ReservationState,
    after: ReservationState,
    event: type[ReservationEvent],
    actor: Acting,
    now: datetime,
) -> None:
    require_runner(resource=row.resource, actor=actor)
    rows = Reservation.objects.filter(municipality_id=row.municipality_id, pk=row.pk, state=before)
    settled_at = None if after == ReservationState.CONFIRMED else now
    if not rows.update(state=after, settled_at=settled_at, revision=F("revision") + 1):
        raise ReservationSettledError(state=row.state)
    story = Story(municipality_id=row.municipality_id, actor=actor.log_name, now=now)
    story.add(row, "marked", event=event, before=before.value, after=after.value)
    story.tell()
