"""Giving places back: by cancelling, by the end of a hold, by closing. Who waits moves up in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F

from shirube.bookings.commands.promoting import promote
from shirube.bookings.commands.stock import free_places, give_back
from shirube.bookings.commands.story import Story
from shirube.bookings.domain.states import OPEN, ReservationState, Source, WaitingState
from shirube.bookings.events import ReservationCancelled, ReservationExpired
from shirube.bookings.models import Reservation, ReservedSlot, WaitingEntry
from shirube.bookings.queries.reservations import (
    ReservationNotFoundError,
    get_reservation_for,
    reservations_of,
    view_reservation,
)
from shirube.bookings.queries.rights import Acting, is_staff, require_runner
from shirube.bookings.queries.views import ReservationView
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command, step

# Places that were kept for somebody who was told so.
_OFFERED = frozenset({Source.WAITING_LIST, Source.LOTTERY})


class ReservationSettledError(ConflictError):
    """It is cancelled, over, or otherwise no longer what this could be done to."""

    code = "bookings.reservation_settled"


class TooLateError(ConflictError):
    """Its holder could change or cancel it until `until`; the office still can."""

    code = "bookings.too_late"


@command
def cancel_reservation(
    *, municipality_id: UUID, reservation_id: UUID, actor: Acting, now: datetime, reason: str = ""
) -> ReservationView:
    """By its holder until the hour the policy names, by staff at any time. Its places are free at once.

    Raises ReservationNotFoundError, ReservationSettledError, TooLateError, NotYourResourceError.
    """
    row = get_reservation_for(municipality_id=municipality_id, reservation_id=reservation_id, actor=actor)
    check_may_decide(row=row, actor=actor, now=now)
    story = Story(municipality_id=municipality_id, actor=actor.log_name, now=now)
    slot_ids = release(row=row, state=ReservationState.CANCELLED, story=story, reason=reason)
    story.add(row, "cancelled", event=ReservationCancelled, letter="cancelled", by_staff=is_staff(actor))
    promote(slot_ids=slot_ids, story=story)
    story.tell()
    return view_reservation(row)


def check_may_decide(*, row: Reservation, actor: Acting, now: datetime) -> None:
    """Whether the actor may change or cancel it now. ReservationSettledError, TooLateError, NotYourResourceError."""
    if is_staff(actor):
        require_runner(resource=row.resource, actor=actor)
    if row.state not in OPEN:
        raise ReservationSettledError(state=row.state)
    until = row.resource.policy.holder_decides_until(row.starts_at)
    # A hold is nothing yet: whoever made it may let it go at any time.
    if not is_staff(actor) and now >= until and row.state != ReservationState.HELD:
        raise TooLateError(until=until.isoformat())


@step
def release(
    *,
    row: Reservation,
    state: ReservationState,
    story: Story,
    reason: str = "",
    stale_only: bool = False,
) -> list[UUID]:
    """Settle the reservation in `state` and give its places back; the slots they were in. ReservationSettledError.

    `stale_only`: only a hold whose time is over. Whoever comes at once, one does it. The caller promotes and tells.
    """
    same = Reservation.objects.filter(municipality_id=row.municipality_id, pk=row.pk)
    rows = same.filter(state=ReservationState.HELD, hold_until__lte=story.now) if stale_only else same
    if not rows.filter(state__in=OPEN).update(
        state=state, settled_at=story.now, reason=reason, revision=F("revision") + 1
    ):
        raise ReservationSettledError(state=row.state)
    row.state, row.settled_at, row.reason, row.revision = state, story.now, reason, row.revision + 1
    reserved = list(
        ReservedSlot.objects.filter(municipality_id=row.municipality_id, reservation=row, is_active=True)
    )
    give_back(municipality_id=row.municipality_id, resource_id=row.resource_id, counted=row.counted)
    free_places(municipality_id=row.municipality_id, reserved=reserved)
    _close_offer(row, state, story)
    return [one.slot_id for one in reserved]


@command
def expire_hold(*, municipality_id: UUID, reservation_id: UUID, now: datetime) -> bool:
    """End a hold whose time is over; who waits moves up. False where it was confirmed, cancelled or still runs."""
    row = reservations_of(municipality_id).filter(pk=reservation_id).first()
    if row is None:
        raise ReservationNotFoundError
    story = Story(municipality_id=municipality_id, actor="system", now=now)
    try:
        slot_ids = release(row=row, state=ReservationState.EXPIRED, story=story, stale_only=True)
    except ReservationSettledError:
        return False
    # A hold of somebody who only looked is not written to; one who was offered places is.
    letter = "lapsed" if row.source in _OFFERED else ""
    story.add(row, "expired", event=ReservationExpired, letter=letter)
    promote(slot_ids=slot_ids, story=story)
    story.tell()
    return True


def release_stale_holds(*, municipality_id: UUID, slot_ids: Sequence[UUID], now: datetime) -> bool:
    """End the holds in these slots whose time is over. Whether there was one."""
    stale = ReservedSlot.objects.filter(
        municipality_id=municipality_id,
        slot__in=slot_ids,
        is_active=True,
        reservation__state=ReservationState.HELD,
        reservation__hold_until__lte=now,
    )
    ids = sorted(set(stale.values_list("reservation", flat=True)))
    ended = [expire_hold(municipality_id=municipality_id, reservation_id=one, now=now) for one in ids]
    return any(ended)


def _close_offer(row: Reservation, state: ReservationState, story: Story) -> None:
    """What was offered to one who waited is over with it."""
    closed = WaitingState.LAPSED if state == ReservationState.EXPIRED else WaitingState.LEFT
    offers = WaitingEntry.objects.filter(municipality_id=row.municipality_id, reservation=row)
    offers.filter(state=WaitingState.OFFERED).update(state=closed, settled_at=story.now)
