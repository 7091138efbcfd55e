"""What somebody wants to book, and whether the rules allow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from shirube.bookings.commands.stock import Count, SlotFullError, count_slots
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.groups import is_valid_on
from shirube.bookings.domain.states import Source
from shirube.bookings.models import Resource, Slot
from shirube.bookings.models.slots import IN_LOTTERY, OPEN
from shirube.bookings.queries.groups import GroupNotFoundError, acts_for, find_group_row
from shirube.bookings.queries.keeping import kept_by_owner
from shirube.bookings.queries.sealing import key_of_person, secret_for
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, ForbiddenError, InvalidInputError
from shirube.kernel.transactions import step


class SlotOverError(ConflictError):
    """The slot has begun, or the hour until which it can be booked has passed."""

    code = "bookings.slot_over"


class SlotClosedError(ConflictError):
    """The slot, or what it belongs to, is closed."""

    code = "bookings.slot_closed"


class GivenByLotteryError(ConflictError):
    """Who gets the slot is drawn; what the draw leaves can be booked afterwards."""

    code = "bookings.given_by_lottery"


class NotYetOpenError(ConflictError):
    """It can be booked from `opens_at` on."""

    code = "bookings.not_yet_open"


class SlotElsewhereError(InvalidInputError):
    """A reservation moves within what it is for; for another thing one books anew."""

    code = "bookings.slot_elsewhere"


class QuantityError(InvalidInputError):
    """Fewer than one place, or more than `most` at a time."""

    code = "bookings.quantity"


class AccountNeededError(ForbiddenError):
    code = "bookings.account_needed"


class GroupNeededError(ForbiddenError):
    code = "bookings.group_needed"


class GroupNotAcceptedError(ForbiddenError):
    """The group is not registered today: not yet, no longer, or not at all (`state`)."""

    code = "bookings.group_not_accepted"


class BookerNeededError(InvalidInputError):
    """A name, and an address or a telephone number, are needed to book."""

    code = "bookings.booker_needed"


class TwiceError(ConflictError):
    """The same person holds places in this slot already; nothing more was taken."""

    code = "bookings.twice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Everything a booking is made from. `quantities` differ from `quantity` for single slots (three projectors)."""

    municipality_id: UUID
    slot_ids: tuple[UUID, ...]
    quantity: int
    booker: Booker = field(repr=False)
    key: str
    source: Source
    actor: str
    now: datetime
    group_id: UUID | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    quantities: Mapping[UUID, int] = field(default_factory=dict)

    @property
    def person(self) -> str:
        return key_of_person(self.municipality_id, self.booker)

    @property
    def secret(self) -> str:
        return secret_for(self.municipality_id, self.key)

    @property
    def waits_its_turn(self) -> bool:
        """Whether a waiting room stands before it: what staff, lines and draws give has waited already."""
        return self.source == Source.ONLINE

    @property
    def by_staff(self) -> bool:
        return self.source in {Source.PHONE, Source.COUNTER}

    def quantity_of(self, slot_id: UUID) -> int:
        return self.quantities.get(slot_id, self.quantity)


def check_wish(wish: Wish, slots: Sequence[Slot]) -> None:
    """Whether the rules of all resources allow it now, before anything is taken.

    Raises QuantityError, AccountNeededError, GroupNeededError, GroupNotFoundError, GroupNotAcceptedError,
    SlotClosedError, SlotOverError, NotYetOpenError, GivenByLotteryError, SlotFullError. The guards hold whatever is
    read here; this only spares a rush the work that could not succeed.
    """
    _check_group(wish)
    for slot in slots:
        _check_person(wish, slot)
        _check_time(wish, slot)
        if slot.waiting or slot.taken + wish.quantity_of(slot.pk) > slot.capacity:
            raise SlotFullError(slot_id=str(slot.pk))
    if kept_by_owner(slots):
        raise SlotClosedError(reason="")


def check_waiting_wish(wish: Wish, slot: Slot) -> None:
    """The same for somebody who would wait for places: being full is no hindrance, wanting more than all is."""
    _check_group(wish)
    _check_person(wish, slot)
    _check_time(wish, slot)
    if wish.quantity > slot.capacity:
        raise QuantityError(most=slot.capacity)


@step
def count_wish(
    *, municipality_id: UUID, slots: Sequence[Slot], resource: Resource, person: str, group_id: UUID | None
) -> list[Count]:
    """Count the slots of the first resource against the limits of person and group. LimitReachedError."""
    policy = resource.policy
    windows = [policy.window_of(slot.starts_at) for slot in slots if slot.resource_id == resource.pk]
    limits = [(person, policy.per_person_max)]
    if group_id:
        limits = [(f"group:{group_id}", policy.per_group_max)]
    return [
        count
        for holder, most in limits
        if holder and most
        for count in count_slots(
            municipality_id=municipality_id,
            resource_id=resource.pk,
            holder=holder,
            windows=windows,
            most=most,
        )
    ]


def _check_group(wish: Wish) -> None:
    check_group(
        municipality_id=wish.municipality_id,
        group_id=wish.group_id,
        booker=wish.booker,
        by_staff=wish.by_staff,
        now=wish.now,
    )


def check_group(
    *, municipality_id: UUID, group_id: UUID | None, booker: Booker, by_staff: bool, now: datetime
) -> None:
    """Who books for a group acts for it, and it is registered today. Cost: one read where a group is named.

    Raises GroupNotFoundError, GroupNotAcceptedError.
    """
    if group_id is None:
        return
    row = find_group_row(municipality_id=municipality_id, group_id=group_id)
    if row is None or not (by_staff or acts_for(row, booker)):
        raise GroupNotFoundError
    if not is_valid_on(row.state, row.valid_until, japan_date(now)):
        raise GroupNotAcceptedError(state=row.state)


def _check_person(wish: Wish, slot: Slot) -> None:
    policy = slot.resource.policy
    if not 1 <= wish.quantity_of(slot.pk) <= policy.quantity_max:
        raise QuantityError(most=policy.quantity_max)
    if wish.by_staff:
        return
    if policy.needs_account and wish.booker.resident_id is None:
        raise AccountNeededError
    if policy.needs_group and wish.group_id is None:
        raise GroupNeededError


def _check_time(wish: Wish, slot: Slot) -> None:
    policy = slot.resource.policy
    if slot.state == IN_LOTTERY:
        raise GivenByLotteryError
    if slot.state != OPEN or not slot.resource.is_open:
        raise SlotClosedError(reason=slot.closed_reason)
    # Staff at the counter may still book for somebody who stands there, until it is over.
    if wish.now >= (slot.ends_at if wish.by_staff else policy.closes_at(slot.starts_at)):
        raise SlotOverError
    opens_at = policy.opens_at(slot.starts_at)
    if wish.now < opens_at:
        raise NotYetOpenError(opens_at=opens_at.isoformat())
