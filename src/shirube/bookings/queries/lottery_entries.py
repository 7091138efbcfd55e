"""Entries of lotteries as their holders and staff see them, and as everybody may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.groups import GroupFacts
from shirube.bookings.domain.lotteries import AwardState, EntryState
from shirube.bookings.domain.protocols import PublishedEntry
from shirube.bookings.domain.states import ReservationState, Source
from shirube.bookings.models import LotteryAward, LotteryCorrection, LotteryEntry
from shirube.bookings.queries.groups import GroupView, get_groups
from shirube.bookings.queries.lotteries import (
    LotterySlotView,
    booker_of_lottery_entry,
    entries_of,
    list_lottery_slots,
)
from shirube.bookings.queries.sealing import secret_for

_NEW_FIRST = "-entered_at"


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardView:
    """A slot somebody got; `reservation_secret` opens the reservation that is to be confirmed."""

    id: UUID
    slot: LotterySlotView
    is_later: bool
    reservation_number: str
    reservation_secret: str = field(repr=False)
    reservation_state: ReservationState | None
    hold_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LotteryEntryView:
    """An entry with all its holder may see. `secret` is told only to who has just made it."""

    id: UUID
    lottery_id: UUID
    number: int
    receipt_number: str
    receipt: str
    state: EntryState
    wishes: tuple[LotterySlotView, ...]
    quantity: int
    most: int
    priority_class: str
    is_class_checked: bool
    # Why staff put them into another class; empty where they did not.
    correction: str
    waits: bool
    place: int | None
    source: Source
    awards: tuple[AwardView, ...]
    booker: Booker = field(repr=False)
    group_id: UUID | None
    entered_at: datetime
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrant:
    """Somebody who takes part, for staff who look whether the class is the right one."""

    id: UUID
    number: int
    receipt_number: str
    priority_class: str
    is_checked: bool
    was_corrected: bool
    name: str = field(repr=False)
    contact: str = field(repr=False)
    group: str
    group_facts: GroupFacts | None
    source: Source


@dataclass(frozen=True, slots=True, kw_only=True)
class ToTell:
    """Somebody without address: staff telephone."""

    receipt_number: str
    state: EntryState
    name: str = field(repr=False)
    phone: str = field(repr=False)


def view_entry(row: LotteryEntry) -> LotteryEntryView:
    """Cost: three queries."""
    slots = list_lottery_slots(municipality_id=row.municipality_id, lottery_id=row.lottery_id)
    by_code = {one.code: one for one in slots}
    return LotteryEntryView(
        id=row.pk,
        lottery_id=row.lottery_id,
        number=row.number,
        receipt_number=row.receipt_number,
        receipt=row.receipt,
        state=EntryState(row.state),
        wishes=tuple(by_code[code] for code in row.wishes if code in by_code),
        quantity=row.quantity,
        most=row.most,
        priority_class=row.priority_class,
        is_class_checked=row.class_checked_at is not None,
        correction=_correction(row),
        waits=row.waits,
        place=row.place,
        source=Source(row.source),
        awards=tuple(_award_view(one, by_code) for one in _awards(row)),
        booker=booker_of_lottery_entry(row),
        group_id=row.group_id,
        entered_at=row.entered_at,
    )


def list_my_entries(*, municipality_id: UUID, resident_id: UUID, limit: int = 50) -> list[LotteryEntry]:
    """The resident's, the newest first. Cost: one query."""
    return list(entries_of(municipality_id).filter(resident_id=resident_id).order_by(_NEW_FIRST)[:limit])


def list_published(*, municipality_id: UUID, lottery_id: UUID) -> list[PublishedEntry]:
    """Those that take part, without their persons, in order of their numbers. Cost: one query."""
    rows = LotteryEntry.objects.filter(municipality_id=municipality_id, lottery=lottery_id)
    taking_part = rows.exclude(state=EntryState.WITHDRAWN).order_by("number")
    return [_published(row) for row in taking_part.defer("booker", "facts").iterator(chunk_size=2000)]


def list_places(*, municipality_id: UUID, lottery_id: UUID) -> list[tuple[int, int]]:
    """(place, number) in the order of the draw. Cost: one query."""
    rows = LotteryEntry.objects.filter(municipality_id=municipality_id, lottery=lottery_id)
    placed = rows.filter(place__isnull=False).order_by("place")
    return [(place or 0, number) for place, number in placed.values_list("place", "number")]


def list_awards(*, municipality_id: UUID, lottery_id: UUID) -> list[LotteryAward]:
    """With entries, slots and reservations: first those of the draw, by place. Cost: one query."""
    rows = LotteryAward.objects.filter(municipality_id=municipality_id, entry__lottery=lottery_id)
    loaded = rows.select_related("entry", "lottery_slot__slot__resource", "reservation")
    return list(loaded.order_by("is_later", "entry__place", "awarded_at", "id"))


def list_untellable(*, municipality_id: UUID, lottery_id: UUID) -> list[ToTell]:
    """Those who take part with a telephone number only, in order of their entering. Cost: one query."""
    rows = entries_of(municipality_id).filter(lottery=lottery_id, resident_id__isnull=True)
    open_rows = rows.exclude(Q(state=EntryState.WITHDRAWN) | Q(booker="")).order_by("number")
    found = [(row, booker_of_lottery_entry(row)) for row in open_rows]
    return [
        ToTell(
            receipt_number=row.receipt_number,
            state=EntryState(row.state),
            name=booker.name,
            phone=booker.phone,
        )
        for row, booker in found
        if not booker.mail
    ]


def list_entrants(
    *, municipality_id: UUID, lottery_id: UUID, unchecked_only: bool = False, after: int = 0, limit: int = 50
) -> list[Entrant]:
    """In order of their numbers behind `after`. Callers see to who may read names. Cost: three queries."""
    rows = entries_of(municipality_id).filter(lottery=lottery_id, number__gt=after)
    rows = rows.exclude(state=EntryState.WITHDRAWN).order_by("number")
    if unchecked_only:
        rows = rows.filter(class_checked_at__isnull=True)
    found = list(rows[:limit])
    groups = {
        one.id: one
        for one in get_groups(municipality_id=municipality_id, group_ids=[row.group_id for row in found])
    }
    corrected = set(
        LotteryCorrection.objects.filter(
            municipality_id=municipality_id, entry__in=[row.pk for row in found]
        ).values_list("entry", flat=True)
    )
    return [
        _entrant(row, groups.get(row.group_id or row.pk), was_corrected=row.pk in corrected) for row in found
    ]


def count_unchecked(*, municipality_id: UUID, lottery_id: UUID) -> int:
    """How many take part by a class that nobody has looked at yet. Cost: one query."""
    rows = LotteryEntry.objects.filter(
        municipality_id=municipality_id, lottery=lottery_id, state=EntryState.ENTERED
    )
    return rows.filter(class_checked_at__isnull=True).count()


def _entrant(row: LotteryEntry, group: GroupView | None, *, was_corrected: bool) -> Entrant:
    booker = booker_of_lottery_entry(row)
    return Entrant(
        id=row.pk,
        number=row.number,
        receipt_number=row.receipt_number,
        priority_class=row.priority_class,
        is_checked=row.class_checked_at is not None,
        was_corrected=was_corrected,
        name=booker.name,
        contact=booker.mail or booker.phone,
        group=group.facts.name if group else "",
        group_facts=group.facts if group else None,
        source=Source(row.source),
    )


def _correction(row: LotteryEntry) -> str:
    last = LotteryCorrection.objects.filter(municipality_id=row.municipality_id, entry=row)
    return last.order_by("-corrected_at", "-id").values_list("reason", flat=True).first() or ""


def entry_secret(row: LotteryEntry) -> str:
    """The code that was told with the receipt number; made again from the key of the entry."""
    return secret_of_key(row.municipality_id, row.key)


def secret_of_key(municipality_id: UUID, key: str) -> str:
    return secret_for(municipality_id, f"lottery-entry:{key}")


def _awards(row: LotteryEntry) -> Sequence[LotteryAward]:
    rows = LotteryAward.objects.filter(municipality_id=row.municipality_id, entry=row)
    given = rows.filter(state=AwardState.OFFERED).select_related("lottery_slot", "reservation")
    return list(given.order_by("awarded_at", "id"))


def _award_view(award: LotteryAward, by_code: dict[str, LotterySlotView]) -> AwardView:
    made = award.reservation
    return AwardView(
        id=award.pk,
        slot=by_code[award.lottery_slot.code],
        is_later=award.is_later,
        reservation_number=made.number if made else "",
        reservation_secret=secret_for(made.municipality_id, made.key) if made else "",
        reservation_state=ReservationState(made.state) if made else None,
        hold_until=made.hold_until if made else None,
    )


def _published(row: LotteryEntry) -> PublishedEntry:
    return PublishedEntry(
        number=row.number,
        receipt=row.receipt,
        priority=row.priority,
        quantity=row.quantity,
        most=row.most,
        wishes=tuple(row.wishes),
    )
