"""The stock of places and the limits: only these updates change them, and each carries its condition with it.

Danger: reading what is free and writing afterwards sells a place twice; the condition must stand in the UPDATE.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from shirube.bookings.models import ReservedSlot, Slot, Tally
from shirube.bookings.models.slots import OPEN
from shirube.kernel.errors import ConflictError
from shirube.kernel.prepared_writes import Change, PreparedUpdate
from shirube.kernel.transactions import step


class SlotFullError(ConflictError):
    """Fewer places are free than wanted, or others wait for them; nothing was taken."""

    code = "bookings.slot_full"


class LimitReachedError(ConflictError):
    """The person or group has as many slots in this window as it may: `most`, `window`."""

    code = "bookings.limit_reached"


# holder, window, slots: as a reservation keeps it to give it back.
Count = tuple[str, str, int]


def _taking(slots: QuerySet[Slot], slot_id: UUID, quantity: int, state: str) -> Change:
    free = slots.filter(pk=slot_id, state=state, taken__lte=F("capacity") - quantity)
    return free, {"taken": F("taken") + quantity}


_TAKE = PreparedUpdate(
    lambda municipality_id, slot_id, quantity, state: _taking(
        Slot.objects.filter(municipality_id=municipality_id, waiting=0), slot_id, quantity, state
    ),
    municipality_id=UUID,
    slot_id=UUID,
    quantity=int,
    state=str,
)
_TAKE_PAST_WAITING = PreparedUpdate(
    lambda municipality_id, slot_id, quantity, state: _taking(
        Slot.objects.filter(municipality_id=municipality_id), slot_id, quantity, state
    ),
    municipality_id=UUID,
    slot_id=UUID,
    quantity=int,
    state=str,
)


@step
def take_places(
    *,
    municipality_id: UUID,
    wanted: Iterable[tuple[UUID, int]],
    past_waiting: bool = False,
    state: str = OPEN,
) -> None:
    """Take all or nothing, in the order of ids so that two cannot wait for each other. SlotFullError.

    `past_waiting`: for those who come from the waiting list itself. `state`: IN_LOTTERY for those who were drawn.
    """
    take = _TAKE_PAST_WAITING if past_waiting else _TAKE
    for slot_id, quantity in sorted(wanted):
        if not take.update(municipality_id=municipality_id, slot_id=slot_id, quantity=quantity, state=state):
            raise SlotFullError(slot_id=str(slot_id))


@step
def lock_slots(*, municipality_id: UUID, slot_ids: Iterable[UUID]) -> None:
    """Before taking some and freeing others: two who exchange their slots would each wait for the other's."""
    rows = Slot.objects.select_for_update(no_key=True).filter(
        municipality_id=municipality_id, pk__in=set(slot_ids)
    )
    list(rows.order_by("pk").values_list("pk"))


@step
def free_places(*, municipality_id: UUID, reserved: Sequence[ReservedSlot]) -> None:
    """Give back what these hold. Each row is freed once, whoever comes at once."""
    for row in sorted(reserved, key=lambda one: one.slot_id):
        still = ReservedSlot.objects.filter(municipality_id=municipality_id, pk=row.pk, is_active=True)
        if still.update(is_active=False, holder=None):
            Slot.objects.filter(municipality_id=municipality_id, pk=row.slot_id).update(
                taken=F("taken") - row.quantity
            )


@step
def count_slots(
    *, municipality_id: UUID, resource_id: UUID, holder: str, windows: Sequence[str], most: int
) -> list[Count]:
    """Count slots of a person or group against their limit. LimitReachedError."""
    tallies = Tally.objects.filter(municipality_id=municipality_id, resource=resource_id, holder=holder)
    counts: list[Count] = [(holder, window, slots) for window, slots in sorted(Counter(windows).items())]
    for _, window, slots in counts:
        fresh = Tally(municipality_id=municipality_id, resource_id=resource_id, holder=holder, window=window)
        Tally.objects.bulk_create([fresh], ignore_conflicts=True)
        within = tallies.filter(window=window, slots__lte=most - slots)
        if not within.update(slots=F("slots") + slots):
            raise LimitReachedError(most=most, window=window)
    return counts


@step
def give_back(*, municipality_id: UUID, resource_id: UUID, counted: Iterable[Sequence[Any]]) -> None:
    """What `count_slots` counted for a reservation that is no more."""
    tallies = Tally.objects.filter(municipality_id=municipality_id, resource=resource_id)
    for holder, window, slots in counted:
        tallies.filter(holder=holder, window=window, slots__gte=slots).update(slots=F("slots") - slots)
