"""Moving a reservation to other slots: the new places are taken before the old ones are freed, all or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F

from shirube.bookings.commands.founding import reserved_rows
from shirube.bookings.commands.promoting import promote
from shirube.bookings.commands.releasing import ReservationSettledError, check_may_decide
from shirube.bookings.commands.stock import free_places, give_back, lock_slots, take_places
from shirube.bookings.commands.story import Story
from shirube.bookings.commands.wishes import (
    SlotElsewhereError,
    TwiceError,
    Wish,
    check_wish,
    count_wish,
)
from shirube.bookings.domain.states import OPEN, Source
from shirube.bookings.events import ReservationChanged
from shirube.bookings.models import Reservation, ReservedSlot, Slot
from shirube.bookings.queries.reservations import booker_of, get_reservation_for, view_reservation
from shirube.bookings.queries.rights import Acting, is_staff
from shirube.bookings.queries.slots import list_slot_rows
from shirube.bookings.queries.views import ReservationView
from shirube.kernel.transactions import command


def change_reservation(
    *, municipality_id: UUID, reservation_id: UUID, slot_ids: Sequence[UUID], actor: Acting, now: datetime
) -> ReservationView:
    """Hold `slot_ids` instead of what it holds now; on any error everything stays as it was.

    The first slot must be of the same resource. Raises what cancelling and booking raise, and SlotElsewhereError.
    """
    try:
        return _change(
            municipality_id=municipality_id,
            reservation_id=reservation_id,
            slot_ids=slot_ids,
            actor=actor,
            now=now,
        )
    except IntegrityError as failure:
        raise TwiceError from failure


@command
def _change(
    *, municipality_id: UUID, reservation_id: UUID, slot_ids: Sequence[UUID], actor: Acting, now: datetime
) -> ReservationView:
    row = get_reservation_for(municipality_id=municipality_id, reservation_id=reservation_id, actor=actor)
    check_may_decide(row=row, actor=actor, now=now)
    old = list(ReservedSlot.objects.filter(municipality_id=municipality_id, reservation=row, is_active=True))
    kept = {one.slot_id for one in old}
    wish = _wish(row, slot_ids, actor, now)
    slots = list_slot_rows(municipality_id=municipality_id, slot_ids=wish.slot_ids)
    if row.resource_id not in {slot.resource_id for slot in slots}:
        raise SlotElsewhereError
    check_wish(wish, [slot for slot in slots if slot.pk not in kept])
    freed = [one for one in old if one.slot_id not in set(slot_ids)]
    _move(row, slots, freed, [slot for slot in slots if slot.pk not in kept])
    story = Story(municipality_id=municipality_id, actor=actor.log_name, now=now)
    story.add(row, "changed", event=ReservationChanged, letter="changed", slots=len(slots))
    promote(slot_ids=[one.slot_id for one in freed], story=story)
    story.tell()
    return view_reservation(row)


def _wish(row: Reservation, slot_ids: Sequence[UUID], actor: Acting, now: datetime) -> Wish:
    """The rules are those of who moves it: staff may where its holder may not any more."""
    return Wish(
        municipality_id=row.municipality_id,
        slot_ids=tuple(slot_ids),
        quantity=row.quantity,
        booker=booker_of(row),
        key=row.key,
        source=Source.PHONE if is_staff(actor) else Source.ONLINE,
        actor=actor.log_name,
        now=now,
        group_id=row.group_id,
    )


def _move(
    row: Reservation, slots: Sequence[Slot], freed: Sequence[ReservedSlot], added: Sequence[Slot]
) -> None:
    _retell(row, slots)
    give_back(municipality_id=row.municipality_id, resource_id=row.resource_id, counted=row.counted)
    row.counted = count_wish(
        municipality_id=row.municipality_id,
        slots=slots,
        resource=row.resource,
        person=row.person_key,
        group_id=row.group_id,
    )
    Reservation.objects.filter(municipality_id=row.municipality_id, pk=row.pk).update(counted=row.counted)
    wanted = [(slot.pk, row.quantity) for slot in added]
    lock_slots(
        municipality_id=row.municipality_id,
        slot_ids=[*(slot.pk for slot in added), *(one.slot_id for one in freed)],
    )
    ReservedSlot.objects.bulk_create(reserved_rows(row, wanted))
    take_places(municipality_id=row.municipality_id, wanted=wanted)
    free_places(municipality_id=row.municipality_id, reserved=freed)
    gone = ReservedSlot.objects.filter(municipality_id=row.municipality_id, pk__in=[one.pk for one in freed])
    gone.delete()


def _retell(row: Reservation, slots: Sequence[Slot]) -> None:
    """Its times, if it stands as it was read. ReservationSettledError."""
    row.starts_at = min(slot.starts_at for slot in slots)
    row.ends_at = max(slot.ends_at for slot in slots)
    rows = Reservation.objects.filter(
        municipality_id=row.municipality_id, pk=row.pk, revision=row.revision, state__in=OPEN
    )
    if not rows.update(starts_at=row.starts_at, ends_at=row.ends_at, revision=F("revision") + 1):
        raise ReservationSettledError(state=row.state)
    row.revision += 1
