"""Reading lotteries: when they are, what they give out, and who may touch an entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.lotteries import (
    EntryState,
    LotteryRules,
    LotteryState,
    LotteryTimes,
    Stage,
    stage_of,
)
from shirube.bookings.models import Lottery, LotteryEntry, LotterySlot
from shirube.bookings.queries.rights import Acting, may_touch
from shirube.bookings.queries.sealing import open_booker
from shirube.kernel.errors import NotFoundError
from shirube.kernel.receipts import is_secret, read_receipt_number, read_secret

# Before these states slots are kept for the draw and for those who follow in its order.
RUNNING = (LotteryState.ANNOUNCED, LotteryState.CLOSED, LotteryState.DRAWN)
SHOWN_AFTER = timedelta(days=400)


class LotteryNotFoundError(NotFoundError):
    code = "bookings.lottery_not_found"


class LotteryEntryNotFoundError(NotFoundError):
    """There is none, or it is not theirs: which of both is not told."""

    code = "bookings.lottery_entry_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class LotteryView:
    """A lottery as everybody may see it; `seed` is empty until it is drawn. `entries`: how many take part so far."""

    id: UUID
    resource_id: UUID
    owner: str
    subject_id: UUID
    use_from: date
    use_until: date
    times: LotteryTimes
    rules: LotteryRules
    stage: Stage
    reason: str
    commitment: str
    seed: str
    public_source: str
    public_value: str
    closing_digest: str
    entries_digest: str
    result_digest: str
    entries: int
    announced_at: datetime
    closed_at: datetime | None
    drawn_at: datetime | None

    @property
    def waits_for_public_value(self) -> bool:
        return bool(self.public_source) and not self.public_value and self.stage == Stage.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class LotterySlotView:
    """What is given out; `room` is fixed when the entries close, until then None."""

    code: str
    slot_id: UUID
    owner: str
    subject_id: UUID
    starts_at: datetime
    ends_at: datetime
    label: str
    room: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LotteryCounts:
    """Entries that take part, by class and by first wish."""

    of_class: Mapping[str, int] = field(default_factory=dict)
    withdrawn: int = 0


def lotteries_of(municipality_id: UUID) -> QuerySet[Lottery]:
    return Lottery.objects.filter(municipality_id=municipality_id).select_related("resource")


def get_lottery_row(*, municipality_id: UUID, lottery_id: UUID) -> Lottery:
    """With its resource. LotteryNotFoundError."""
    row = lotteries_of(municipality_id).filter(pk=lottery_id).first()
    if row is None:
        raise LotteryNotFoundError(lottery_id=str(lottery_id))
    return row


def get_lottery(*, municipality_id: UUID, lottery_id: UUID, now: datetime) -> LotteryView:
    """Cost: two queries. LotteryNotFoundError."""
    return _views(
        municipality_id, [get_lottery_row(municipality_id=municipality_id, lottery_id=lottery_id)], now
    )[0]


def list_lotteries(
    *, municipality_id: UUID, now: datetime, resource_ids: Sequence[UUID] | None = None
) -> list[LotteryView]:
    """Those that were not called off, with slots of these resources (or any), the next to close first; two queries.

    A year after the last day of use they are not listed any more; their pages stay.
    """
    rows = lotteries_of(municipality_id).exclude(state=LotteryState.CALLED_OFF)
    rows = rows.filter(use_until__gte=(now - SHOWN_AFTER).date())
    if resource_ids is not None:
        slots = LotterySlot.objects.filter(
            municipality_id=municipality_id, slot__resource__in=list(resource_ids)
        )
        rows = rows.filter(pk__in=slots.values("lottery"))
    return _views(municipality_id, list(rows.order_by("closes_at", "id")), now)


def list_lottery_slots(*, municipality_id: UUID, lottery_id: UUID) -> list[LotterySlotView]:
    """In order of time. Cost: one query."""
    rows = LotterySlot.objects.filter(municipality_id=municipality_id, lottery=lottery_id)
    found = rows.select_related("slot__resource").order_by("slot__starts_at", "code")
    return [_slot_view(row) for row in found]


def is_in_lottery(*, municipality_id: UUID, slot_id: UUID) -> bool:
    """Whether a running lottery gives the slot out."""
    rows = LotterySlot.objects.filter(municipality_id=municipality_id, slot=slot_id)
    return rows.filter(lottery__state__in=RUNNING).exists()


def list_due_lotteries(*, municipality_id: UUID, now: datetime) -> list[UUID]:
    """Those that a worker has something to do for, the oldest first."""
    due = (
        Q(state=LotteryState.ANNOUNCED, closes_at__lte=now)
        | Q(state=LotteryState.CLOSED, draws_at__lte=now)
        | Q(state__in=[LotteryState.DRAWN, LotteryState.SETTLED, LotteryState.CALLED_OFF], untold__gt=0)
        | Q(state=LotteryState.DRAWN, opens_at__lte=now)
    )
    told = Q(lottery_entries__told_at__isnull=True) & ~Q(lottery_entries__state=EntryState.WITHDRAWN)
    rows = Lottery.objects.filter(municipality_id=municipality_id, use_until__gte=(now - SHOWN_AFTER).date())
    counted = rows.annotate(untold=Count("lottery_entries", filter=told))
    return list(counted.filter(due).order_by("closes_at").values_list("pk", flat=True))


def count_entries(*, municipality_id: UUID, lottery_id: UUID) -> LotteryCounts:
    """For staff. Cost: one query."""
    rows = LotteryEntry.objects.filter(municipality_id=municipality_id, lottery=lottery_id)
    sums = rows.order_by().values_list("priority_class", "state").annotate(n=Count("pk"))
    counts: dict[str, int] = {}
    withdrawn = 0
    for code, state, count in sums:
        if state == EntryState.WITHDRAWN:
            withdrawn += count
        else:
            counts[code] = counts.get(code, 0) + count
    return LotteryCounts(of_class=counts, withdrawn=withdrawn)


def entries_of(municipality_id: UUID) -> QuerySet[LotteryEntry]:
    rows = LotteryEntry.objects.filter(municipality_id=municipality_id)
    return rows.select_related("lottery__resource")


def get_entry_row(*, municipality_id: UUID, entry_id: UUID, actor: Acting) -> LotteryEntry:
    """The row for its holder by account or code, or staff. LotteryEntryNotFoundError."""
    return _allowed(entries_of(municipality_id).filter(pk=entry_id).first(), actor)


def get_entry_row_by_number(*, municipality_id: UUID, number: str, actor: Acting) -> LotteryEntry:
    """By its receipt number as it is written. LotteryEntryNotFoundError."""
    rows = entries_of(municipality_id).filter(receipt_number=read_receipt_number(number) or "")
    return _allowed(rows.first(), actor)


def find_entry_row(*, municipality_id: UUID, number: str, secret: str) -> LotteryEntry:
    """By number and code as somebody types them. LotteryEntryNotFoundError.

    Danger: an entrance limits how often it may be guessed.
    """
    row = entries_of(municipality_id).filter(receipt_number=read_receipt_number(number) or "").first()
    if row is None or not is_secret(read_secret(secret), row.secret_hash):
        raise LotteryEntryNotFoundError
    return row


def booker_of_lottery_entry(row: LotteryEntry) -> Booker:
    return open_booker(
        row.booker,
        municipality_id=row.municipality_id,
        row_id=row.pk,
        resident_id=row.resident_id,
        language=row.language,
    )


def _allowed(row: LotteryEntry | None, actor: Acting) -> LotteryEntry:
    if row is None or not may_touch(row, actor):
        raise LotteryEntryNotFoundError
    return row


def _views(municipality_id: UUID, rows: Sequence[Lottery], now: datetime) -> list[LotteryView]:
    taking_part = LotteryEntry.objects.filter(
        municipality_id=municipality_id, lottery__in=[row.pk for row in rows]
    ).exclude(state=EntryState.WITHDRAWN)
    counts: dict[Any, int] = dict(
        taking_part.order_by().values_list("lottery").annotate(n=Count("pk")).values_list("lottery", "n")
    )
    return [_view(row, counts.get(row.pk, 0), now) for row in rows]


def _view(row: Lottery, entries: int, now: datetime) -> LotteryView:
    return LotteryView(
        id=row.pk,
        resource_id=row.resource_id,
        owner=row.resource.owner,
        subject_id=row.resource.subject_id,
        use_from=row.use_from,
        use_until=row.use_until,
        times=row.times,
        rules=row.lottery_rules,
        stage=stage_of(row.state, enters_at=row.enters_at, closes_at=row.closes_at, now=now),
        reason=row.reason,
        commitment=row.commitment,
        seed=row.seed,
        public_source=row.public_source,
        public_value=row.public_value,
        # Empty where the list was fixed before corrections were known.
        closing_digest=row.closing_digest or row.entries_digest,
        entries_digest=row.entries_digest,
        result_digest=row.result_digest,
        entries=entries,
        announced_at=row.announced_at,
        closed_at=row.closed_at,
        drawn_at=row.drawn_at,
    )


def _slot_view(row: LotterySlot) -> LotterySlotView:
    return LotterySlotView(
        code=row.code,
        slot_id=row.slot_id,
        owner=row.slot.resource.owner,
        subject_id=row.slot.resource.subject_id,
        starts_at=row.slot.starts_at,
        ends_at=row.slot.ends_at,
        label=row.slot.label,
        room=row.room,
    )
