"""Booking: keeping places for some minutes, confirming them, or both at once.

Cost: a booking takes one read and seven writes besides the beginning and end of its transaction, on PostgreSQL in three
statements; those that lock what others want (the slot, the city's audit chain) come last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db import IntegrityError

from shirube.bookings.commands.founding import new_row, settled_state, wanted_places, write_rows
from shirube.bookings.commands.orders import order_expiry
from shirube.bookings.commands.releasing import release_stale_holds
from shirube.bookings.commands.stock import SlotFullError, take_places
from shirube.bookings.commands.story import Story
from shirube.bookings.commands.turns import require_token, use_turn
from shirube.bookings.commands.wishes import BookerNeededError, TwiceError, Wish, check_wish
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.states import ReservationState, Source
from shirube.bookings.events import ReservationMade
from shirube.bookings.models import Reservation, Resource, Slot
from shirube.bookings.queries.reservations import is_holder, reservations_of, time_of, view_reservation
from shirube.bookings.queries.rights import Acting, require_runner
from shirube.bookings.queries.slots import list_slot_rows
from shirube.bookings.queries.views import Held, ReservationView
from shirube.kernel.errors import ConflictError, DomainError
from shirube.kernel.prepared_writes import writes_together
from shirube.kernel.transactions import command

Made = TypeVar("Made")
_TRIES = 3


class KeyTakenError(ConflictError):
    """The idempotency key was used for another booking."""

    code = "bookings.key_taken"


def hold_slots(
    *,
    municipality_id: UUID,
    slot_ids: Sequence[UUID],
    quantity: int,
    booker: Booker,
    key: str,
    actor: Acting,
    now: datetime,
    source: Source = Source.ONLINE,
    group_id: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
    quantities: Mapping[UUID, int] | None = None,
) -> Held:
    """Keep places for `hold_minutes` while somebody types; all slots or none. `booker` may still be nobody.

    The same `key` again is answered with the same hold. Raises what `check_wish` raises, TwiceError,
    LimitReachedError, KeyTakenError, TurnNeededError, NotYourResourceError where staff book for another section.
    """
    wish = Wish(
        municipality_id=municipality_id,
        slot_ids=tuple(slot_ids),
        quantity=quantity,
        booker=booker,
        key=key,
        source=source,
        actor=actor.log_name,
        now=now,
        group_id=group_id,
        facts=facts or {},
        quantities=quantities or {},
    )
    row = _insist(wish, lambda: _hold(wish=wish, actor=actor), lambda earlier: earlier)
    return Held(
        reservation_id=row.pk, number=row.number, secret=wish.secret, hold_until=row.hold_until or now
    )


def book_slots(
    *,
    municipality_id: UUID,
    slot_ids: Sequence[UUID],
    quantity: int,
    booker: Booker,
    key: str,
    actor: Acting,
    now: datetime,
    source: Source = Source.ONLINE,
    group_id: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
    quantities: Mapping[UUID, int] | None = None,
) -> ReservationView:
    """Book in one transaction: confirmed, or asked for where staff must agree. BookerNeededError, and as `hold_slots`."""
    wish = Wish(
        municipality_id=municipality_id,
        slot_ids=tuple(slot_ids),
        quantity=quantity,
        booker=booker,
        key=key,
        source=source,
        actor=actor.log_name,
        now=now,
        group_id=group_id,
        facts=facts or {},
        quantities=quantities or {},
    )
    if not booker.is_reachable and not wish.by_staff:
        raise BookerNeededError
    return _insist(wish, lambda: _book(wish=wish, actor=actor), lambda earlier: _shown(earlier, wish))


@command
def _hold(*, wish: Wish, actor: Acting) -> Reservation:
    slots = _allowed_slots(wish, actor)
    policy = slots[0].resource.policy
    row = new_row(wish, slots)
    row.hold_until = wish.now + timedelta(minutes=policy.hold_minutes)
    _pass_the_door(wish, row)
    with writes_together():
        write_rows(row=row, wish=wish, slots=slots)
        order_expiry(row=row)
        take_places(municipality_id=wish.municipality_id, wanted=wanted_places(wish, slots))
    story = _story(wish)
    story.add(row, "held", **_facts(wish))
    story.tell()
    return row


@command
def _book(*, wish: Wish, actor: Acting) -> ReservationView:
    slots = _allowed_slots(wish, actor)
    row = new_row(wish, slots)
    row.state, row.confirmed_at = settled_state(row, wish.now)
    story = _story(wish)
    letter = "confirmed" if row.state == ReservationState.CONFIRMED else "asked"
    _pass_the_door(wish, row)
    with writes_together():
        write_rows(row=row, wish=wish, slots=slots)
        story.add(row, "booked", event=ReservationMade, letter=letter, **_facts(wish))
        take_places(municipality_id=wish.municipality_id, wanted=wanted_places(wish, slots))
    story.tell()
    times = [time_of(slot, wish.quantity_of(slot.pk)) for slot in slots]
    secret = wish.secret
    known = replace(wish.booker, secret=secret)
    return replace(view_reservation(row, slots=times, booker=known), secret=secret)


def _story(wish: Wish) -> Story:
    return Story(municipality_id=wish.municipality_id, actor=wish.actor, now=wish.now)


def _insist(wish: Wish, attempt: Callable[[], Made], again: Callable[[Reservation], Made]) -> Made:
    """Try; what fails may be the second click of one that did not, whatever it failed by."""
    for _ in range(_TRIES):
        try:
            return attempt()
        except (IntegrityError, DomainError) as failure:
            if (earlier := _earlier(wish)) is not None:
                return again(earlier)
            _judge(wish, failure)
    raise SlotFullError


def _earlier(wish: Wish) -> Reservation | None:
    """The reservation of an earlier click. KeyTakenError."""
    row = reservations_of(wish.municipality_id).filter(key=wish.key).first()
    if row is not None and row.person_key != wish.person:
        raise KeyTakenError
    return row


def _judge(wish: Wish, failure: Exception) -> None:
    """Raise what stands in the way; nothing where trying again can help."""
    if isinstance(failure, SlotFullError):
        # Holds that nobody confirmed are freed by a worker; where none runs, whoever comes frees them.
        if release_stale_holds(municipality_id=wish.municipality_id, slot_ids=wish.slot_ids, now=wish.now):
            return
        raise failure
    if isinstance(failure, DomainError):
        raise failure
    if is_holder(municipality_id=wish.municipality_id, slot_ids=wish.slot_ids, person=wish.person):
        raise TwiceError from failure
    # Else only chance has hit a number that is taken (constraint bookings_reservation_number).


def _allowed_slots(wish: Wish, actor: Acting) -> list[Slot]:
    slots = list_slot_rows(municipality_id=wish.municipality_id, slot_ids=wish.slot_ids)
    if wish.by_staff:
        for resource in {slot.resource_id: slot.resource for slot in slots}.values():
            require_runner(resource=resource, actor=actor)
    if wish.waits_its_turn:
        # Cost: whoever has not even stood in line is turned away before anything else is looked at.
        require_token(resource=_main(wish, slots), booker=wish.booker)
    check_wish(wish, slots)
    return slots


def _pass_the_door(wish: Wish, row: Reservation) -> None:
    """Who came in through a waiting room makes room for the next."""
    if wish.waits_its_turn:
        use_turn(resource=row.resource, booker=wish.booker, now=wish.now)


def _main(wish: Wish, slots: Sequence[Slot]) -> Resource:
    return next(slot.resource for slot in slots if slot.pk == wish.slot_ids[0])


def _shown(earlier: Reservation, wish: Wish) -> ReservationView:
    return replace(view_reservation(earlier), secret=wish.secret)


def _facts(wish: Wish) -> dict[str, Any]:
    return {"source": wish.source.value, "quantity": wish.quantity, "slots": len(wish.slot_ids)}
