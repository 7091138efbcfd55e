"""After the draw: winners get reservations to confirm, what they let go passes to the next, and at last all may book."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet, Sum

from shirube.bookings.commands.founding import new_row, write_rows
from shirube.bookings.commands.lotteries.announcing import event_of, free_slots
from shirube.bookings.commands.orders import order_expiry, order_passing
from shirube.bookings.commands.stock import LimitReachedError, SlotFullError, take_places
from shirube.bookings.commands.story import Story
from shirube.bookings.commands.wishes import Wish
from shirube.bookings.domain.lotteries import (
    SHORTEST_OFFER,
    AwardState,
    EntryState,
    LotteryState,
    can_still_offer,
    offer_until,
)
from shirube.bookings.domain.states import ACTIVE, Source
from shirube.bookings.events import LotterySettled
from shirube.bookings.models import Lottery, LotteryAward, LotteryEntry, LotterySlot, Reservation
from shirube.bookings.models.slots import IN_LOTTERY
from shirube.bookings.queries.lotteries import booker_of_lottery_entry, get_lottery_row
from shirube.kernel import events
from shirube.kernel.transactions import command, step

_SYSTEM = "system"


def give_awards(*, municipality_id: UUID, lottery_id: UUID, now: datetime) -> int:
    """Make what the draw planned into reservations, one by one; who is killed in between goes on where it stopped."""
    planned = LotteryAward.objects.filter(
        municipality_id=municipality_id, entry__lottery=lottery_id, state=AwardState.PLANNED
    )
    ids = list(planned.order_by("entry__place", "id").values_list("pk", flat=True))
    return sum(_give(municipality_id=municipality_id, award_id=one, now=now) for one in ids)


@command
def _give(*, municipality_id: UUID, award_id: UUID, now: datetime) -> bool:
    award = _awards(municipality_id).get(pk=award_id)
    story = Story(municipality_id=municipality_id, actor=_SYSTEM, now=now)
    is_given = _hand_over(award, story)
    story.tell()
    return is_given


@step
def _hand_over(award: LotteryAward, story: Story) -> bool:
    """A reservation for an award that is still only planned; VOID where the slot or a limit stands in the way."""
    planned = LotteryAward.objects.filter(
        municipality_id=award.municipality_id, pk=award.pk, state=AwardState.PLANNED
    )
    try:
        with transaction.atomic():
            row = _reserve(award, story.now)
    except (IntegrityError, LimitReachedError, SlotFullError):
        # The slot was closed since, they hold it already, or another worker was quicker.
        if planned.update(state=AwardState.VOID):
            code = award.lottery_slot.code
            story.note(f"bookings.lottery_entry:{award.entry_id}", "lottery_award_void", slot=code)
            order_passing(slot=award.lottery_slot.slot)
        return False
    planned.update(state=AwardState.OFFERED, reservation=row)
    letter = "won_later" if award.is_later else "won"
    story.add(row, "drawn", letter=letter, place=award.entry.place, slot=award.lottery_slot.code)
    return True


def _reserve(award: LotteryAward, now: datetime) -> Reservation:
    entry, slot = award.entry, award.lottery_slot.slot
    lottery = entry.lottery
    wish = _wish(award, now)
    row = new_row(wish, [slot])
    until = offer_until(now=now, confirm_days=lottery.lottery_rules.confirm_days, opens_at=lottery.opens_at)
    # Drawn late, a winner still has a day to answer.
    row.hold_until = max(until, now + SHORTEST_OFFER)
    write_rows(row=row, wish=wish, slots=[slot])
    order_expiry(row=row)
    wanted = [(slot.pk, entry.quantity)]
    take_places(municipality_id=entry.municipality_id, wanted=wanted, past_waiting=True, state=IN_LOTTERY)
    return row


def _wish(award: LotteryAward, now: datetime) -> Wish:
    entry = award.entry
    named = entry.lottery.lottery_rules.class_of(entry.priority_class)
    return Wish(
        municipality_id=entry.municipality_id,
        slot_ids=(award.lottery_slot.slot_id,),
        quantity=entry.quantity,
        booker=booker_of_lottery_entry(entry),
        key=f"lottery:{award.pk}",
        source=Source.LOTTERY,
        actor=_SYSTEM,
        now=now,
        group_id=entry.group_id,
        facts={**(named.facts if named else {}), **entry.facts},
    )


def pass_on_slot(*, municipality_id: UUID, slot_id: UUID, now: datetime) -> int:
    """Offer what became free in a slot of a drawn lottery to the next in its order. How many were offered it."""
    offered = 0
    while _pass_once(municipality_id=municipality_id, slot_id=slot_id, now=now):
        offered += 1
    return offered


@command
def _pass_once(*, municipality_id: UUID, slot_id: UUID, now: datetime) -> bool:
    rows = LotterySlot.objects.filter(
        municipality_id=municipality_id, slot=slot_id, lottery__state=LotteryState.DRAWN
    )
    found = rows.select_related("lottery", "slot").first()
    if found is None or not can_still_offer(now=now, opens_at=found.lottery.opens_at):
        return False
    entry = _next_entry(found)
    if entry is None:
        return False
    award = LotteryAward(
        municipality_id=municipality_id, entry=entry, lottery_slot=found, is_later=True, awarded_at=now
    )
    award.save(force_insert=True)
    story = Story(municipality_id=municipality_id, actor=_SYSTEM, now=now)
    is_given = _hand_over(_awards(municipality_id).get(pk=award.pk), story)
    if is_given:
        lost = LotteryEntry.objects.filter(
            municipality_id=municipality_id, pk=entry.pk, state=EntryState.LOST
        )
        lost.update(state=EntryState.WON)
    story.tell()
    return True


def _next_entry(found: LotterySlot) -> LotteryEntry | None:
    """The first in the order of the draw that wished for the slot, fits, wants more, waits for it, and was never offered it."""
    free = _free_places(found)
    if free <= 0:
        return None
    awards = LotteryAward.objects.filter(municipality_id=found.municipality_id)
    rows = LotteryEntry.objects.filter(
        municipality_id=found.municipality_id, lottery=found.lottery_id, place__isnull=False, waits=True
    )
    asked = rows.filter(quantity__lte=free).exclude(pk__in=awards.filter(lottery_slot=found).values("entry"))
    # Cost: walks the order of the draw until somebody fits; wishes lie in JSON, which both databases read alike only here.
    for entry in asked.order_by("place").iterator(chunk_size=500):
        if found.code in entry.wishes and _count_living(entry) < entry.most:
            return entry
    return None


def _free_places(found: LotterySlot) -> int:
    """What is free and not planned for a winner of the draw who has no reservation yet."""
    planned = LotteryAward.objects.filter(
        municipality_id=found.municipality_id, lottery_slot=found, state=AwardState.PLANNED
    )
    promised = planned.aggregate(n=Sum("entry__quantity"))["n"] or 0
    return found.slot.capacity - found.slot.taken - promised if found.slot.state == IN_LOTTERY else 0


def _count_living(entry: LotteryEntry) -> int:
    awards = LotteryAward.objects.filter(municipality_id=entry.municipality_id, entry=entry)
    planned = awards.filter(state=AwardState.PLANNED).count()
    return planned + awards.filter(state=AwardState.OFFERED, reservation__state__in=ACTIVE).count()


@command
def settle_lottery(*, municipality_id: UUID, lottery_id: UUID, now: datetime) -> bool:
    """Open what the draw left to who comes first. False before its moment, or while winners wait for reservations."""
    row = get_lottery_row(municipality_id=municipality_id, lottery_id=lottery_id)
    planned = LotteryAward.objects.filter(
        municipality_id=municipality_id, entry__lottery=row.pk, state=AwardState.PLANNED
    )
    if planned.exists():
        return False
    due = Lottery.objects.filter(
        municipality_id=municipality_id, pk=row.pk, state=LotteryState.DRAWN, opens_at__lte=now
    )
    if not due.update(state=LotteryState.SETTLED, settled_at=now, revision=F("revision") + 1):
        return False
    free_slots(row)
    story = Story(municipality_id=municipality_id, actor=_SYSTEM, now=now)
    story.note(f"bookings.lottery:{row.pk}", "lottery_settled")
    story.tell()
    events.publish(event_of(row, LotterySettled, now))
    return True


def _awards(municipality_id: UUID) -> QuerySet[LotteryAward]:
    rows = LotteryAward.objects.filter(municipality_id=municipality_id)
    return rows.select_related("entry__lottery__resource", "lottery_slot__slot__resource")
