"""Booking a room: the fee is worked out and shown first, places are held, the use is kept, then the hold is confirmed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.bookings import interface as bookings
from shirube.files import interface as files
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.ids import new_id
from shirube.kernel.transactions import command
from shirube.venues.domain.fees import Quote, ReductionState, UnknownFeeError, quote, reduce_fee
from shirube.venues.models import RoomUse
from shirube.venues.queries.facilities import FacilityView, RoomNotFoundError, RoomView, get_rooms
from shirube.venues.queries.obstacles import Obstacle, find_obstacles
from shirube.venues.queries.sealing import seal_words


class FeeChangedError(ConflictError):
    """The fee is not the one that the booker saw: `full_yen` is what it is now. Nothing was booked."""

    code = "venues.fee_changed"


class FeeUnknownError(InvalidInputError):
    """The room has no such block, fee class, equipment or reduction."""

    code = "venues.fee_unknown"


class TooManyPeopleError(InvalidInputError):
    """More people than the room holds: `most`."""

    code = "venues.too_many_people"


class GivenByLotteryError(ConflictError):
    """Who gets the room on that day is drawn; until the rest is opened nobody books it directly."""

    code = "venues.given_by_lottery"


class RoomNeededError(ConflictError):
    """The city holds a class there, or the house is shut at the turn of the year."""

    code = "venues.room_needed"


class RoomSlotsError(InvalidInputError):
    """No block was chosen, or one of another room."""

    code = "venues.room_slots"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomWish:
    """What the room is for and who pays what. `reason`: why a reduction is asked for."""

    fee_class: str
    people: int
    equipment: tuple[str, ...] = ()
    reduction: str = ""
    purpose: str = field(default="", repr=False)
    reason: str = field(default="", repr=False)


def quote_room(
    *,
    municipality_id: UUID,
    room_id: UUID,
    slot_ids: Sequence[UUID],
    wish: RoomWish,
    now: datetime,
) -> Quote:
    """The fee of these slots of the room. Raises RoomNotFoundError, RoomSlotsError, FeeUnknownError, TooManyPeopleError."""
    facility, room = _room(municipality_id, room_id)
    if wish.people > room.facts.people:
        raise TooManyPeopleError(most=room.facts.people)
    slots = _slots(municipality_id, room, slot_ids, now)
    return _quote(facility, room, [slot.label for slot in slots], wish)


def book_room(
    *,
    municipality_id: UUID,
    room_id: UUID,
    slot_ids: Sequence[UUID],
    wish: RoomWish,
    seen_yen: int,
    booker: bookings.Booker,
    key: str,
    actor: bookings.Acting,
    now: datetime,
    source: bookings.Source = bookings.Source.ONLINE,
) -> bookings.ReservationView:
    """Book blocks of a room at the fee that was shown. The same `key` again is answered with the same reservation.

    Raises what `quote_room` raises, FeeChangedError, GivenByLotteryError, RoomNeededError, and what bookings.hold_slots and
    bookings.confirm_reservation raise.
    """
    _, room = _room(municipality_id, room_id)
    told = quote_room(municipality_id=municipality_id, room_id=room_id, slot_ids=slot_ids, wish=wish, now=now)
    if told.full_yen != seen_yen:
        raise FeeChangedError(full_yen=told.full_yen)
    slots = _slots(municipality_id, room, slot_ids, now)
    _check_obstacles(municipality_id, room, slots)
    held = bookings.hold_slots(
        municipality_id=municipality_id,
        slot_ids=list(slot_ids),
        quantity=1,
        booker=booker,
        key=key,
        source=source,
        facts=_facts(wish),
        actor=actor,
        now=now,
    )
    _keep_use(
        municipality_id=municipality_id,
        room_id=room.id,
        reservation_id=held.reservation_id,
        slots=slots,
        wish=wish,
        told=told,
        now=now,
    )
    holder = replace(booker, secret=held.secret)
    return bookings.confirm_reservation(
        municipality_id=municipality_id,
        reservation_id=held.reservation_id,
        booker=holder,
        actor=holder if actor is booker else actor,
        now=now,
    )


def follow_reservation(
    *, municipality_id: UUID, reservation: bookings.ReservationView, is_over: bool, now: datetime
) -> None:
    """Bring the use of a room in line with its reservation, after it was made elsewhere (a lottery), moved or cancelled.

    Staff may have moved it to where its fee class is gone: the fee then stays as it was.
    """
    facility, room = _room(municipality_id, reservation.subject_id)
    if is_over:
        _end_use(municipality_id=municipality_id, reservation_id=reservation.id)
        return
    wish = wish_of(reservation.facts, facility, room)
    try:
        told = _quote(facility, room, [slot.label for slot in reservation.slots], wish)
    except FeeUnknownError:
        return
    _keep_use(
        municipality_id=municipality_id,
        room_id=room.id,
        reservation_id=reservation.id,
        slots=reservation.slots,
        wish=wish,
        told=told,
        now=now,
    )
    _renew_use(
        municipality_id=municipality_id,
        reservation_id=reservation.id,
        slots=reservation.slots,
        told=told,
        facility=facility,
    )


def wish_of(facts: Mapping[str, Any], facility: FacilityView, room: RoomView) -> RoomWish:
    """What a reservation's facts say; where it was made without any, the first fee class and all seats."""
    return RoomWish(
        fee_class=str(facts.get("fee_class") or facility.facts.fee_classes[0].code),
        people=int(facts.get("people") or room.facts.people),
        equipment=tuple(facts.get("equipment") or ()),
        reduction=str(facts.get("reduction") or ""),
    )


def _facts(wish: RoomWish) -> dict[str, Any]:
    return {
        "fee_class": wish.fee_class,
        "people": wish.people,
        "equipment": list(wish.equipment),
        "reduction": wish.reduction,
    }


def _room(municipality_id: UUID, room_id: UUID) -> tuple[FacilityView, RoomView]:
    found = get_rooms(municipality_id=municipality_id, room_ids=[room_id]).get(room_id)
    if found is None:
        raise RoomNotFoundError(room=str(room_id))
    return found


def _slots(
    municipality_id: UUID, room: RoomView, slot_ids: Sequence[UUID], now: datetime
) -> list[bookings.SlotView]:
    slots = [bookings.get_slot(municipality_id=municipality_id, slot_id=one, now=now) for one in slot_ids]
    if not slots or any(slot.resource_id != room.resource_id for slot in slots):
        raise RoomSlotsError
    return sorted(slots, key=lambda slot: slot.starts_at)


def _check_obstacles(municipality_id: UUID, room: RoomView, slots: Sequence[bookings.SlotView]) -> None:
    found = find_obstacles(municipality_id=municipality_id, room=room, slots=slots)
    if Obstacle.LOTTERY in found.values():
        raise GivenByLotteryError
    if found:
        raise RoomNeededError


def _quote(facility: FacilityView, room: RoomView, blocks: Sequence[str], wish: RoomWish) -> Quote:
    try:
        return quote(
            facility.facts,
            room.facts,
            blocks=blocks,
            fee_class=wish.fee_class,
            equipment=wish.equipment,
            reduction=wish.reduction,
        )
    except UnknownFeeError as error:
        raise FeeUnknownError(what=str(error)) from error


@command
def _keep_use(
    *,
    municipality_id: UUID,
    room_id: UUID,
    reservation_id: UUID,
    slots: Sequence[bookings.SlotView | bookings.SlotTime],
    wish: RoomWish,
    told: Quote,
    now: datetime,
) -> None:
    """Once for each reservation; a second click finds it there."""
    keyring = files.ensure_keyring(municipality_id=municipality_id, now=now)
    row = RoomUse(
        id=new_id(),
        municipality_id=municipality_id,
        room_id=room_id,
        reservation_id=reservation_id,
        starts_at=slots[0].starts_at,
        blocks=[slot.label for slot in slots],
        fee_class=wish.fee_class,
        equipment=list(wish.equipment),
        people=wish.people,
        full_yen=told.full_yen,
        due_yen=told.full_yen,
        reduction=wish.reduction,
        reduction_state=ReductionState.ASKED if wish.reduction else ReductionState.NONE,
        made_at=now,
    )
    words = {"purpose": wish.purpose, "reason": wish.reason}
    row.words = seal_words({key: text for key, text in words.items() if text}, keyring=keyring, row_id=row.pk)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Constraint venues_one_use_each_reservation.
        return


@command
def _renew_use(
    *,
    municipality_id: UUID,
    reservation_id: UUID,
    slots: Sequence[bookings.SlotTime],
    told: Quote,
    facility: FacilityView,
) -> None:
    row = RoomUse.objects.get(municipality_id=municipality_id, reservation_id=reservation_id)
    is_granted = row.reduction_state == ReductionState.GRANTED
    row.starts_at, row.blocks = slots[0].starts_at, [slot.label for slot in slots]
    row.full_yen = told.full_yen
    row.due_yen = reduce_fee(facility.facts, told.full_yen, row.reduction if is_granted else "")
    row.save(update_fields=["starts_at", "blocks", "full_yen", "due_yen"])


@command
def _end_use(*, municipality_id: UUID, reservation_id: UUID) -> None:
    RoomUse.objects.filter(municipality_id=municipality_id, reservation_id=reservation_id).update(
        is_cancelled=True
    )
