"""Entering a lottery, changing what one wishes for, and withdrawing: until the closing moment and not after it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F

from shirube.bookings.commands.booking import KeyTakenError
from shirube.bookings.commands.lotteries.orders import order_entry_letter
from shirube.bookings.commands.story import Story
from shirube.bookings.commands.wishes import (
    AccountNeededError,
    BookerNeededError,
    GroupNeededError,
    QuantityError,
    check_group,
)
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.lotteries import EntryState, LotteryRules, LotteryState, next_place
from shirube.bookings.domain.protocols import receipt_of
from shirube.bookings.domain.states import Source
from shirube.bookings.models import Lottery, LotteryEntry, LotterySlot
from shirube.bookings.queries.lotteries import entries_of, get_entry_row, get_lottery_row
from shirube.bookings.queries.lottery_entries import LotteryEntryView, secret_of_key, view_entry
from shirube.bookings.queries.rights import Acting, is_staff, require_runner
from shirube.bookings.queries.sealing import key_of_person, seal_booker
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.ids import new_id
from shirube.kernel.receipts import hash_secret, make_receipt_number
from shirube.kernel.transactions import command, step

_TRIES = 3
_BY_STAFF = frozenset({Source.PHONE, Source.COUNTER})


class LotteryNotOpenError(ConflictError):
    """Entries are taken from `enters_at` until `closes_at`; what was entered stays as it is."""

    code = "bookings.lottery_not_open"


class LotteryWishError(InvalidInputError):
    """No wish, the same one twice, one that is not given out, or more than `most`."""

    code = "bookings.lottery_wish"


class PriorityClassError(InvalidInputError):
    """The lottery has classes, and none of them was named."""

    code = "bookings.priority_class"


class EntryLimitError(ConflictError):
    """The person or group has entered `most` times already, as often as they may."""

    code = "bookings.entry_limit"


class EntryWithdrawnError(ConflictError):
    code = "bookings.entry_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class LotteryWish:
    """What somebody asks for: codes of slots, the dearest first, and at most `most` of them.

    `waits`: whether they want what others let go later, where the draw gives them less than that.
    """

    wishes: tuple[str, ...]
    quantity: int = 1
    most: int = 1
    priority_class: str = ""
    waits: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    municipality_id: UUID
    lottery_id: UUID
    wish: LotteryWish
    booker: Booker = field(repr=False)
    key: str
    source: Source
    actor: Acting
    now: datetime
    group_id: UUID | None
    facts: Mapping[str, Any]

    @property
    def person(self) -> str:
        return key_of_person(self.municipality_id, self.booker)

    @property
    def holder(self) -> str:
        return f"group:{self.group_id}" if self.group_id else self.person

    @property
    def secret(self) -> str:
        return secret_of_key(self.municipality_id, self.key)


def enter_lottery(
    *,
    municipality_id: UUID,
    lottery_id: UUID,
    wish: LotteryWish,
    booker: Booker,
    key: str,
    actor: Acting,
    now: datetime,
    source: Source = Source.ONLINE,
    group_id: UUID | None = None,
    facts: Mapping[str, Any] | None = None,
) -> LotteryEntryView:
    """Take part. The same `key` again is answered with the same entry. `facts` come along into what is won.

    Raises BookerNeededError, LotteryNotFoundError, LotteryNotOpenError, LotteryWishError, PriorityClassError,
    QuantityError, EntryLimitError, AccountNeededError, GroupNeededError, GroupNotFoundError,
    GroupNotAcceptedError, KeyTakenError, NotYourResourceError.
    """
    if not booker.is_reachable:
        raise BookerNeededError
    order = _Order(
        municipality_id=municipality_id,
        lottery_id=lottery_id,
        wish=wish,
        booker=booker,
        key=key,
        source=source,
        actor=actor,
        now=now,
        group_id=group_id,
        facts=facts or {},
    )
    row = _earlier(order) or _insist(order)
    return replace(view_entry(row), secret=order.secret)


def _insist(order: _Order) -> LotteryEntry:
    """Try; what fails may be the second click of one that did not, another entry of the same person, or chance."""
    for _ in range(_TRIES):
        try:
            return entries_of(order.municipality_id).get(pk=_enter(order=order))
        except (IntegrityError, EntryLimitError) as failure:
            if (earlier := _earlier(order)) is not None:
                return earlier
            if isinstance(failure, EntryLimitError):
                raise
    raise EntryLimitError(most=1)


def _earlier(order: _Order) -> LotteryEntry | None:
    """The entry of an earlier click. KeyTakenError."""
    row = entries_of(order.municipality_id).filter(key=order.key).first()
    if row is not None and (row.person_key != order.person or row.lottery_id != order.lottery_id):
        raise KeyTakenError
    return row


@command
def _enter(*, order: _Order) -> UUID:
    lottery = get_lottery_row(municipality_id=order.municipality_id, lottery_id=order.lottery_id)
    _check_person(order, lottery)
    check_wish(lottery, order.wish)
    row = _row(order, lottery)
    row.number = _pass_gate(lottery, order.now, entering=True)
    row.save(force_insert=True)
    order_entry_letter(row=row, letter="entered")
    _note(row, "lottery_entered", order.actor, order.now, number=row.number, source=order.source.value)
    return row.pk


def _check_person(order: _Order, lottery: Lottery) -> None:
    check_group(
        municipality_id=order.municipality_id,
        group_id=order.group_id,
        booker=order.booker,
        by_staff=order.source in _BY_STAFF,
        now=order.now,
    )
    if order.source in _BY_STAFF:
        require_runner(resource=lottery.resource, actor=order.actor)
        return
    policy = lottery.resource.policy
    if policy.needs_account and order.booker.resident_id is None:
        raise AccountNeededError
    if policy.needs_group and order.group_id is None:
        raise GroupNeededError


def check_wish(lottery: Lottery, wish: LotteryWish) -> None:
    """Whether the rules of the lottery allow it. LotteryWishError, QuantityError, PriorityClassError."""
    rules = lottery.lottery_rules
    slots = LotterySlot.objects.filter(municipality_id=lottery.municipality_id, lottery=lottery)
    wished = len(set(wish.wishes))
    known = slots.filter(code__in=wish.wishes).count()
    if not 1 <= len(wish.wishes) <= rules.wishes_most or not wished == known == len(wish.wishes):
        raise LotteryWishError(most=rules.wishes_most)
    if not 1 <= wish.quantity <= rules.quantity_most or not 1 <= wish.most <= rules.wins_most:
        raise QuantityError(most=max(rules.quantity_most, rules.wins_most))
    if rules.classes and rules.class_of(wish.priority_class) is None:
        raise PriorityClassError


@step
def _pass_gate(lottery: Lottery, now: datetime, *, entering: bool = False) -> int:
    """The last number given, after this one where somebody enters. LotteryNotOpenError.

    Danger: the row stays locked until the commit. Who comes in the last second is in before the list is fixed, or is
    told that it is closed; without this write the digest of the list could miss an entry.
    """
    rows = Lottery.objects.filter(municipality_id=lottery.municipality_id, pk=lottery.pk)
    is_open = rows.filter(state=LotteryState.ANNOUNCED, enters_at__lte=now, closes_at__gt=now)
    if not is_open.update(revision=F("revision") + 1, last_number=F("last_number") + int(entering)):
        raise LotteryNotOpenError(
            enters_at=lottery.enters_at.isoformat(), closes_at=lottery.closes_at.isoformat()
        )
    return rows.values_list("last_number", flat=True).get()


def _row(order: _Order, lottery: Lottery) -> LotteryEntry:
    entry_id, number = new_id(), make_receipt_number()
    known = replace(order.booker, secret=order.secret)
    rules = lottery.lottery_rules
    row = LotteryEntry(
        id=entry_id,
        municipality_id=order.municipality_id,
        lottery=lottery,
        receipt_number=number,
        receipt=receipt_of(lottery=str(lottery.pk), number=number, secret=order.secret),
        secret_hash=hash_secret(order.secret),
        booker=seal_booker(known, municipality_id=order.municipality_id, row_id=entry_id),
        resident_id=order.booker.resident_id,
        person_key=order.person,
        group_id=order.group_id,
        holder=order.holder,
        holder_place=_holder_place(order, rules),
        language=order.booker.language,
        source=order.source,
        facts=dict(order.facts),
        key=order.key,
        entered_at=order.now,
    )
    _put_wish(row, order.wish, rules)
    return row


def _put_wish(row: LotteryEntry, wish: LotteryWish, rules: LotteryRules) -> None:
    named = rules.class_of(wish.priority_class)
    row.wishes, row.quantity, row.most = list(wish.wishes), wish.quantity, wish.most
    row.waits = wish.waits
    if named is None or row.priority_class != named.code:
        row.class_checked_at, row.class_checked_by = None, ""
    row.priority_class, row.priority = (named.code, named.priority) if named else ("", 1)


def _holder_place(order: _Order, rules: LotteryRules) -> int:
    """EntryLimitError; of two at once the constraint bookings_entries_within_limit lets one in."""
    most = rules.per_group_most if order.group_id else rules.per_person_most
    rows = LotteryEntry.objects.filter(
        municipality_id=order.municipality_id, lottery=order.lottery_id, holder=order.holder
    )
    place = next_place(list(rows.values_list("holder_place", flat=True)), most)
    if place is None:
        raise EntryLimitError(most=most)
    return place


@command
def change_entry(
    *, municipality_id: UUID, entry_id: UUID, wish: LotteryWish, actor: Acting, now: datetime
) -> None:
    """Other wishes under the same number. Raises what entering raises, LotteryEntryNotFoundError, EntryWithdrawnError."""
    row = _own_row(municipality_id, entry_id, actor)
    check_wish(row.lottery, wish)
    _pass_gate(row.lottery, now)
    _put_wish(row, wish, row.lottery.lottery_rules)
    _update(
        row,
        wishes=row.wishes,
        quantity=row.quantity,
        most=row.most,
        waits=row.waits,
        class_checked_at=row.class_checked_at,
        class_checked_by=row.class_checked_by,
        priority_class=row.priority_class,
        priority=row.priority,
    )
    order_entry_letter(row=row, letter="entered")
    _note(row, "lottery_entry_changed", actor, now)


@command
def withdraw_entry(*, municipality_id: UUID, entry_id: UUID, actor: Acting, now: datetime) -> None:
    """Take part no more; one may enter anew. LotteryEntryNotFoundError, LotteryNotOpenError, EntryWithdrawnError."""
    row = _own_row(municipality_id, entry_id, actor)
    _pass_gate(row.lottery, now)
    _update(row, state=EntryState.WITHDRAWN, holder=None)
    _note(row, "lottery_entry_withdrawn", actor, now)


@command
def stop_waiting(*, municipality_id: UUID, entry_id: UUID, actor: Acting, now: datetime) -> None:
    """Want nothing more of what others let go after the draw. LotteryEntryNotFoundError."""
    row = _own_row(municipality_id, entry_id, actor)
    rows = LotteryEntry.objects.filter(municipality_id=municipality_id, pk=row.pk, waits=True)
    if rows.update(waits=False, revision=F("revision") + 1):
        _note(row, "lottery_waiting_stopped", actor, now)


def _own_row(municipality_id: UUID, entry_id: UUID, actor: Acting) -> LotteryEntry:
    row = get_entry_row(municipality_id=municipality_id, entry_id=entry_id, actor=actor)
    if is_staff(actor):
        require_runner(resource=row.lottery.resource, actor=actor)
    return row


def _update(row: LotteryEntry, **changes: Any) -> None:
    """EntryWithdrawnError."""
    rows = LotteryEntry.objects.filter(
        municipality_id=row.municipality_id, pk=row.pk, state=EntryState.ENTERED
    )
    if not rows.update(**changes, revision=F("revision") + 1):
        raise EntryWithdrawnError
    row.revision += 1


def _note(row: LotteryEntry, act: str, actor: Acting, now: datetime, **facts: object) -> None:
    story = Story(municipality_id=row.municipality_id, actor=actor.log_name, now=now)
    story.note(f"bookings.lottery_entry:{row.pk}", act, lottery=str(row.lottery_id), **facts)
    story.tell()
