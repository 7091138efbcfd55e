"""From a hold to a reservation; and staff's yes or no where one is needed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F

from shirube.bookings.commands.founding import settled_state
from shirube.bookings.commands.promoting import promote
from shirube.bookings.commands.releasing import ReservationSettledError, release
from shirube.bookings.commands.story import Story
from shirube.bookings.commands.wishes import BookerNeededError, TwiceError, count_wish
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.states import ReservationState, WaitingState
from shirube.bookings.events import ReservationCancelled, ReservationChanged, ReservationMade
from shirube.bookings.models import Reservation, ReservedSlot, Slot, WaitingEntry
from shirube.bookings.queries.reservations import get_reservation_for, view_reservation
from shirube.bookings.queries.rights import Acting, require_runner
from shirube.bookings.queries.sealing import key_of_person, seal_booker, secret_for
from shirube.bookings.queries.views import ReservationView
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command


class HoldExpiredError(ConflictError):
    """The places were kept until `hold_until`, which has passed; nothing was booked."""

    code = "bookings.hold_expired"


def confirm_reservation(
    *,
    municipality_id: UUID,
    reservation_id: UUID,
    booker: Booker,
    actor: Acting,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> ReservationView:
    """Make a hold or an offer a reservation of `booker`, who may be nobody where it is known already.

    `actor` is its holder (a Booker with the account or `secret`) or staff. Confirming twice is answered with the same
    reservation. Raises ReservationNotFoundError, HoldExpiredError, ReservationSettledError, BookerNeededError,
    TwiceError, LimitReachedError.
    """
    try:
        return _confirm(
            municipality_id=municipality_id,
            reservation_id=reservation_id,
            booker=booker,
            actor=actor,
            now=now,
            facts=facts,
        )
    except IntegrityError as failure:
        # Constraint bookings_one_person_once_in_a_slot; the hold stays as it was.
        raise TwiceError from failure


@command
def _confirm(
    *,
    municipality_id: UUID,
    reservation_id: UUID,
    booker: Booker,
    actor: Acting,
    now: datetime,
    facts: Mapping[str, Any] | None,
) -> ReservationView:
    row = get_reservation_for(municipality_id=municipality_id, reservation_id=reservation_id, actor=actor)
    secret = secret_for(municipality_id, row.key)
    if row.state in {ReservationState.CONFIRMED, ReservationState.ASKED}:
        return replace(view_reservation(row), secret=secret)
    _learn_booker(row, booker, secret)
    _count(row)
    row.facts = {**row.facts, **(facts or {})}
    _settle_hold(row, now)
    story = Story(municipality_id=municipality_id, actor=actor.log_name, now=now)
    letter = "confirmed" if row.state == ReservationState.CONFIRMED else "asked"
    story.add(row, "booked", event=ReservationMade, letter=letter, source=row.source, quantity=row.quantity)
    story.tell()
    return replace(view_reservation(row), secret=secret)


def _learn_booker(row: Reservation, booker: Booker, secret: str) -> None:
    """What was typed while the places were kept; whose they are, where that was not known yet. BookerNeededError."""
    if not booker.is_reachable:
        if not row.person_key:
            raise BookerNeededError
        return
    known = replace(booker, secret=secret)
    row.booker = seal_booker(known, municipality_id=row.municipality_id, row_id=row.pk)
    row.language = booker.language
    if row.person_key:
        return
    row.resident_id = booker.resident_id
    row.person_key = key_of_person(row.municipality_id, booker)
    reserved = ReservedSlot.objects.filter(municipality_id=row.municipality_id, reservation=row)
    reserved.filter(is_active=True).update(holder=row.person_key)


def _count(row: Reservation) -> None:
    """Against the limits, where the hold was made by nobody known."""
    if row.counted:
        return
    reserved = ReservedSlot.objects.filter(
        municipality_id=row.municipality_id, reservation=row, is_active=True
    )
    slots = Slot.objects.filter(municipality_id=row.municipality_id, pk__in=reserved.values("slot"))
    row.counted = count_wish(
        municipality_id=row.municipality_id,
        slots=list(slots),
        resource=row.resource,
        person=row.person_key,
        group_id=row.group_id,
    )


def _settle_hold(row: Reservation, now: datetime) -> None:
    """The step from held, if its time is not over. HoldExpiredError, ReservationSettledError."""
    row.state, row.confirmed_at = settled_state(row, now)
    changed = {
        name: getattr(row, name)
        for name in (
            "state",
            "confirmed_at",
            "booker",
            "resident_id",
            "language",
            "person_key",
            "facts",
            "counted",
        )
    }
    held = Reservation.objects.filter(
        municipality_id=row.municipality_id, pk=row.pk, state=ReservationState.HELD
    )
    if not held.filter(hold_until__gt=now).update(**changed, hold_until=None, revision=F("revision") + 1):
        _explain(row)
    row.hold_until, row.revision = None, row.revision + 1
    offers = WaitingEntry.objects.filter(municipality_id=row.municipality_id, reservation=row)
    offers.filter(state=WaitingState.OFFERED).update(state=WaitingState.TAKEN, settled_at=now)


def _explain(row: Reservation) -> None:
    found = Reservation.objects.get(municipality_id=row.municipality_id, pk=row.pk)
    if found.state in {ReservationState.HELD, ReservationState.EXPIRED}:
        raise HoldExpiredError
    raise ReservationSettledError(state=found.state)


@command
def approve_reservation(
    *, municipality_id: UUID, reservation_id: UUID, actor: Acting, now: datetime
) -> ReservationView:
    """Staff agree to what was asked for. ReservationSettledError, NotYourResourceError."""
    row = get_reservation_for(municipality_id=municipality_id, reservation_id=reservation_id, actor=actor)
    require_runner(resource=row.resource, actor=actor)
    asked = Reservation.objects.filter(
        municipality_id=municipality_id, pk=row.pk, state=ReservationState.ASKED
    )
    if not asked.update(state=ReservationState.CONFIRMED, confirmed_at=now, revision=F("revision") + 1):
        raise ReservationSettledError(state=row.state)
    row.state, row.confirmed_at, row.revision = ReservationState.CONFIRMED, now, row.revision + 1
    story = Story(municipality_id=municipality_id, actor=actor.log_name, now=now)
    story.add(row, "approved", event=ReservationChanged, letter="confirmed")
    story.tell()
    return view_reservation(row)


@command
def refuse_reservation(
    *, municipality_id: UUID, reservation_id: UUID, reason: str, actor: Acting, now: datetime
) -> ReservationView:
    """Staff do not agree; its places are free again. ReservationSettledError, NotYourResourceError."""
    row = get_reservation_for(municipality_id=municipality_id, reservation_id=reservation_id, actor=actor)
    require_runner(resource=row.resource, actor=actor)
    if row.state != ReservationState.ASKED:
        raise ReservationSettledError(state=row.state)
    story = Story(municipality_id=municipality_id, actor=actor.log_name, now=now)
    slot_ids = release(row=row, state=ReservationState.CANCELLED, story=story, reason=reason)
    story.add(row, "refused", event=ReservationCancelled, letter="refused")
    promote(slot_ids=slot_ids, story=story)
    story.tell()
    return view_reservation(row)
