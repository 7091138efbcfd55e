"""The rows of a booking, before anything is locked that others want."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from shirube.bookings.commands.wishes import Wish, count_wish
from shirube.bookings.domain.states import ReservationState, Source
from shirube.bookings.models import Reservation, ReservedSlot, Slot
from shirube.bookings.queries.sealing import seal_booker
from shirube.kernel.ids import new_id
from shirube.kernel.prepared_writes import PreparedInsert
from shirube.kernel.receipts import hash_secret, make_receipt_number
from shirube.kernel.transactions import step

_RESERVATION = PreparedInsert(Reservation)
_RESERVED = PreparedInsert(ReservedSlot)


def new_row(wish: Wish, slots: Sequence[Slot]) -> Reservation:
    row_id, person, secret = new_id(), wish.person, wish.secret
    known = replace(wish.booker, secret=secret) if person else wish.booker
    first = next(slot for slot in slots if slot.pk == wish.slot_ids[0])
    return Reservation(
        id=row_id,
        municipality_id=wish.municipality_id,
        number=make_receipt_number(),
        secret_hash=hash_secret(secret),
        resource=first.resource,
        starts_at=min(slot.starts_at for slot in slots),
        ends_at=max(slot.ends_at for slot in slots),
        quantity=wish.quantity,
        source=wish.source,
        booker=seal_booker(known, municipality_id=wish.municipality_id, row_id=row_id),
        resident_id=wish.booker.resident_id,
        person_key=person,
        group_id=wish.group_id,
        language=wish.booker.language,
        facts=dict(wish.facts),
        key=wish.key,
        made_by=wish.actor,
        made_at=wish.now,
    )


@step
def write_rows(*, row: Reservation, wish: Wish, slots: Sequence[Slot]) -> None:
    """The rows themselves, before anything is locked that others want."""
    row.counted = count_wish(
        municipality_id=row.municipality_id,
        slots=slots,
        resource=row.resource,
        person=row.person_key,
        group_id=row.group_id,
    )
    _RESERVATION.insert(row)
    _RESERVED.insert(*reserved_rows(row, wanted_places(wish, slots)))


def reserved_rows(row: Reservation, wanted: Sequence[tuple[UUID, int]]) -> list[ReservedSlot]:
    return [
        ReservedSlot(
            municipality_id=row.municipality_id,
            reservation=row,
            slot_id=slot_id,
            quantity=quantity,
            holder=row.person_key or None,
        )
        for slot_id, quantity in wanted
    ]


def settled_state(row: Reservation, now: datetime) -> tuple[ReservationState, datetime | None]:
    """What a booking becomes once its booker has confirmed it. What staff book needs nobody's yes."""
    by_staff = row.source in {Source.PHONE, Source.COUNTER}
    if row.resource.policy.needs_approval and not by_staff:
        return ReservationState.ASKED, None
    return ReservationState.CONFIRMED, now


def wanted_places(wish: Wish, slots: Sequence[Slot]) -> list[tuple[UUID, int]]:
    return [(slot.pk, wish.quantity_of(slot.pk)) for slot in slots]
