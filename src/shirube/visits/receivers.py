"""What visits do when something happens elsewhere."""

from __future__ import annotations

import logging

from shirube.accounts.interface import SYSTEM
from shirube.bookings import interface as bookings
from shirube.kernel.clock import read_clock
from shirube.kernel.errors import DomainError
from shirube.kernel.events import subscribe
from shirube.visits.commands.interviews.forgetting import close_interviews
from shirube.visits.commands.reserving import OWNER, follow_reservation
from shirube.visits.events import BranchDayClosed, VisitArrived
from shirube.visits.queries.visits import get_visit

logger = logging.getLogger(__name__)


def expect_or_not(event: bookings.ReservationEvent) -> None:
    """The visit follows its reservation. Should this be lost, the hourly task makes up for it."""
    if event.owner == OWNER:
        follow_reservation(
            municipality_id=event.municipality_id, reservation_id=event.reservation_id, now=event.at
        )


subscribe(bookings.ReservationMade)(expect_or_not)
subscribe(bookings.ReservationChanged)(expect_or_not)
subscribe(bookings.ReservationCancelled)(expect_or_not)
subscribe(bookings.WaitingPromoted)(expect_or_not)


@subscribe(VisitArrived)
def attend_reservation(event: VisitArrived) -> None:
    """Who takes the ticket of a reservation has come to it."""
    visit = get_visit(municipality_id=event.municipality_id, visit_id=event.visit_id)
    if visit.reservation_id is None:
        return
    try:
        bookings.check_in(
            municipality_id=event.municipality_id,
            reservation_id=visit.reservation_id,
            actor=SYSTEM,
            now=event.at,
        )
    except DomainError as settled:
        # Staff were faster at the list of reservations: the resident is served all the same.
        logger.info("reservation not checked in", extra={"code": settled.code})


@subscribe(BranchDayClosed)
def mark_open_interviews(event: BranchDayClosed) -> None:
    """Interviews that nobody had ended are marked for the morning. Told twice, it marks them once."""
    close_interviews(municipality_id=event.municipality_id, branch_id=event.branch_id, now=read_clock())
