"""Joining and leaving a waiting list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F

from shirube.bookings.commands.promoting import leave_line, promote
from shirube.bookings.commands.story import Story
from shirube.bookings.commands.turns import use_turn
from shirube.bookings.commands.wishes import BookerNeededError, TwiceError, Wish, check_waiting_wish
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.states import Source, WaitingState
from shirube.bookings.models import Slot, WaitingEntry
from shirube.bookings.queries.reservations import is_holder
from shirube.bookings.queries.rights import Acting, is_staff, require_runner
from shirube.bookings.queries.sealing import seal_booker
from shirube.bookings.queries.slots import get_slot_row
from shirube.bookings.queries.views import WaitingView
from shirube.bookings.queries.waiting import count_ahead, entries_of, get_entry_for, view_waiting
from shirube.kernel.errors import ConflictError
from shirube.kernel.ids import new_id
from shirube.kernel.receipts import hash_secret, make_receipt_number
from shirube.kernel.transactions import command


class NoWaitingListError(ConflictError):
    code = "bookings.no_waiting_list"


class NotWaitingError(ConflictError):
    """They have places, or have left."""

    code = "bookings.not_waiting"


def join_waiting_list(
    *,
    municipality_id: UUID,
    slot_id: UUID,
    quantity: int,
    booker: Booker,
    key: str,
    actor: Acting,
    now: datetime,
    source: Source = Source.ONLINE,
    group_id: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
) -> WaitingView:
    """Stand at the end of the line for a slot; where the places are free in truth, they are given at once.

    The same `key` again is answered with the same entry. Raises BookerNeededError, NoWaitingListError, TwiceError,
    QuantityError, SlotOverError, SlotClosedError, NotYetOpenError, AccountNeededError, GroupNeededError, TurnNeededError.
    """
    if not booker.is_reachable:
        raise BookerNeededError
    wish = Wish(
        municipality_id=municipality_id,
        slot_ids=(slot_id,),
        quantity=quantity,
        booker=booker,
        key=key,
        source=source,
        actor=actor.log_name,
        now=now,
        group_id=group_id,
        facts=facts or {},
    )
    try:
        entry_id = _join(wish=wish, actor=actor)
    except IntegrityError as failure:
        entry_id = _earlier(wish, failure)
    return _shown(wish, entry_id)


@command
def _join(*, wish: Wish, actor: Acting) -> UUID:
    slot = get_slot_row(municipality_id=wish.municipality_id, slot_id=wish.slot_ids[0])
    if wish.by_staff:
        require_runner(resource=slot.resource, actor=actor)
    if not slot.resource.policy.waiting_list:
        raise NoWaitingListError
    check_waiting_wish(wish, slot)
    if is_holder(municipality_id=wish.municipality_id, slot_ids=wish.slot_ids, person=wish.person):
        raise TwiceError
    if wish.waits_its_turn:
        use_turn(resource=slot.resource, booker=wish.booker, now=wish.now)
    entry = _entry(wish)
    entry.number = _next_number(slot)
    entry.save(force_insert=True)
    story = Story(municipality_id=wish.municipality_id, actor=wish.actor, now=wish.now)
    story.note(f"bookings.waiting:{entry.pk}", "waiting_joined", number=entry.number, quantity=entry.quantity)
    promote(slot_ids=wish.slot_ids, story=story)
    story.tell()
    return entry.pk


def _next_number(slot: Slot) -> int:
    """The row stays locked until the commit on PostgreSQL, so that numbers stand in the order of arrival."""
    rows = Slot.objects.filter(municipality_id=slot.municipality_id, pk=slot.pk)
    rows.update(waiting=F("waiting") + 1, waiting_number=F("waiting_number") + 1)
    return rows.values_list("waiting_number", flat=True).get()


def _entry(wish: Wish) -> WaitingEntry:
    entry_id = new_id()
    known = replace(wish.booker, secret=wish.secret)
    return WaitingEntry(
        id=entry_id,
        municipality_id=wish.municipality_id,
        slot_id=wish.slot_ids[0],
        quantity=wish.quantity,
        code=make_receipt_number(),
        secret_hash=hash_secret(wish.secret),
        booker=seal_booker(known, municipality_id=wish.municipality_id, row_id=entry_id),
        resident_id=wish.booker.resident_id,
        person_key=wish.person,
        group_id=wish.group_id,
        language=wish.booker.language,
        facts=dict(wish.facts),
        key=wish.key,
        joined_at=wish.now,
    )


def _earlier(wish: Wish, failure: Exception) -> UUID:
    """The entry of an earlier click; TwiceError where the same person waits already."""
    same = WaitingEntry.objects.filter(
        municipality_id=wish.municipality_id, key=wish.key, person_key=wish.person
    )
    found = same.values_list("pk", flat=True).first()
    if found is None:
        raise TwiceError from failure
    return found


def _shown(wish: Wish, entry_id: UUID) -> WaitingView:
    row = entries_of(wish.municipality_id).get(pk=entry_id)
    return replace(view_waiting(row, ahead=count_ahead(row)), secret=wish.secret)


@command
def leave_waiting_list(*, municipality_id: UUID, waiting_id: UUID, actor: Acting, now: datetime) -> None:
    """By whoever waits, or staff. WaitingNotFoundError, NotWaitingError."""
    entry = get_entry_for(municipality_id=municipality_id, waiting_id=waiting_id, actor=actor)
    if is_staff(actor):
        require_runner(resource=entry.slot.resource, actor=actor)
    story = Story(municipality_id=municipality_id, actor=actor.log_name, now=now)
    if not leave_line(entry=entry, state=WaitingState.LEFT, story=story, reservation=None):
        raise NotWaitingError
    story.note(f"bookings.waiting:{entry.pk}", "waiting_left")
    # Who wanted more than was free and leaves may have stood before those whom it is enough for.
    promote(slot_ids=[entry.slot_id], story=story)
    story.tell()
