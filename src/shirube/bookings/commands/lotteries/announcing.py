"""Announcing a lottery: its seed is sealed and committed to, and its slots are taken from who comes first."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError
from django.db.models import F

from shirube.bookings.commands.cutting import cut_days
from shirube.bookings.commands.lotteries.orders import order_next_steps
from shirube.bookings.commands.story import Story
from shirube.bookings.domain.drawing import SEED_BYTES, commitment_of
from shirube.bookings.domain.lotteries import (
    LotteryInvalidError,
    LotteryRules,
    LotteryState,
    LotteryTimes,
    check_lottery,
)
from shirube.bookings.events import LotteryAnnounced, LotteryCalledOff, LotteryEvent
from shirube.bookings.models import Lottery, LotterySlot, Resource, Slot
from shirube.bookings.models.slots import IN_LOTTERY, OPEN
from shirube.bookings.queries.keeping import kept_by_owner
from shirube.bookings.queries.lotteries import get_lottery_row, lotteries_of
from shirube.bookings.queries.rights import Acting, require_runner
from shirube.bookings.queries.sealing import seal_seed
from shirube.bookings.queries.slots import get_resource_row
from shirube.kernel import events
from shirube.kernel.calendar import JAPAN
from shirube.kernel.errors import ConflictError
from shirube.kernel.ids import new_id
from shirube.kernel.transactions import command, step

# A year of days: beyond that it is a slip of the pen.
LONGEST_DAYS = 370


class NothingToDrawError(ConflictError):
    """No slot of these days is free and begins after the lottery."""

    code = "bookings.nothing_to_draw"


class LotterySettledError(ConflictError):
    """It is past the point at which this could be done: `state`."""

    code = "bookings.lottery_settled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """What is announced: days of use [use_from, use_until], moments, rules, and the public number that joins the seed."""

    use_from: date
    use_until: date
    times: LotteryTimes
    rules: LotteryRules
    public_source: str = ""

    @property
    def days(self) -> list[date]:
        return [self.use_from + timedelta(days=n) for n in range((self.use_until - self.use_from).days + 1)]


def announce_lottery(
    *,
    municipality_id: UUID,
    resource_ids: Sequence[UUID],
    announcement: Announcement,
    key: str,
    actor: Acting,
    now: datetime,
) -> UUID:
    """Give out the free slots of these days by lottery; the first resource's section runs it. The lottery's id.

    The same `key` again is answered with the same lottery. Raises LotteryInvalidError, NothingToDrawError,
    ResourceNotFoundError, NotYourResourceError.
    """
    try:
        return _announce(
            municipality_id=municipality_id,
            resource_ids=resource_ids,
            announcement=announcement,
            key=key,
            actor=actor,
            now=now,
        )
    except IntegrityError:
        # Constraint bookings_lottery_once: two clicks at once.
        return lotteries_of(municipality_id).get(key=key).pk


@command
def _announce(
    *,
    municipality_id: UUID,
    resource_ids: Sequence[UUID],
    announcement: Announcement,
    key: str,
    actor: Acting,
    now: datetime,
) -> UUID:
    resources = [get_resource_row(municipality_id=municipality_id, resource_id=one) for one in resource_ids]
    for resource in resources:
        require_runner(resource=resource, actor=actor)
    if (earlier := lotteries_of(municipality_id).filter(key=key).first()) is not None:
        return earlier.pk
    check_lottery(announcement.rules, announcement.times, now=now)
    if not 1 <= len(announcement.days) <= LONGEST_DAYS:
        raise LotteryInvalidError(field="days", least=1, most=LONGEST_DAYS)
    row = _row(municipality_id, resources[0], announcement, key, now)
    row.save(force_insert=True)
    slots = [slot for resource in resources for slot in _take_slots(resource, announcement, now)]
    if not slots:
        raise NothingToDrawError
    LotterySlot.objects.bulk_create(_lottery_slots(row, resources, slots), batch_size=500)
    order_next_steps(row)
    _tell(row, "lottery_announced", LotteryAnnounced, actor, now, commitment=row.commitment, slots=len(slots))
    return row.pk


def _row(
    municipality_id: UUID, resource: Resource, announcement: Announcement, key: str, now: datetime
) -> Lottery:
    lottery_id, seed = new_id(), secrets.token_bytes(SEED_BYTES)
    times = announcement.times
    return Lottery(
        id=lottery_id,
        municipality_id=municipality_id,
        resource=resource,
        key=key,
        use_from=announcement.use_from,
        use_until=announcement.use_until,
        # Never before the commitment is published.
        enters_at=max(times.enters_at, now),
        closes_at=times.closes_at,
        draws_at=times.draws_at,
        opens_at=times.opens_at,
        rules=announcement.rules.as_json(),
        commitment=commitment_of(seed),
        sealed_seed=seal_seed(seed, municipality_id=municipality_id, lottery_id=lottery_id),
        public_source=announcement.public_source,
        announced_at=now,
    )


@step
def _take_slots(resource: Resource, announcement: Announcement, now: datetime) -> list[Slot]:
    """Slots that nobody has booked or waits for, each taken from who comes first by one conditional update."""
    cut_days(resource=resource, days=announcement.days, now=now)
    since = datetime.combine(announcement.use_from, time(), tzinfo=JAPAN)
    until = datetime.combine(announcement.use_until, time(), tzinfo=JAPAN) + timedelta(days=1)
    rows = Slot.objects.filter(
        municipality_id=resource.municipality_id, state=OPEN, taken=0, waiting=0, capacity__gt=0
    )
    wanted = rows.filter(resource=resource, starts_at__gte=since, starts_at__lt=until)
    found = list(
        wanted.filter(starts_at__gt=announcement.times.opens_at)
        .select_related("resource")
        .order_by("starts_at")
    )
    kept = kept_by_owner(found)
    return [
        slot for slot in found if slot.pk not in kept and rows.filter(pk=slot.pk).update(state=IN_LOTTERY)
    ]


def _lottery_slots(row: Lottery, resources: Sequence[Resource], slots: Sequence[Slot]) -> list[LotterySlot]:
    """Codes that people can read: which resource, and when it begins in Japan."""
    number_of = {resource.pk: number for number, resource in enumerate(resources, 1)}
    return [
        LotterySlot(
            municipality_id=row.municipality_id,
            lottery=row,
            slot=slot,
            code=f"{number_of[slot.resource_id]}/{slot.starts_at.astimezone(JAPAN):%Y-%m-%dT%H:%M}",
        )
        for slot in slots
    ]


@command
def call_off_lottery(
    *, municipality_id: UUID, lottery_id: UUID, reason: str, actor: Acting, now: datetime
) -> None:
    """Before it is drawn: its slots are open to who comes first again, and all who entered are told why.

    Raises LotteryNotFoundError, LotterySettledError, NotYourResourceError.
    """
    row = get_lottery_row(municipality_id=municipality_id, lottery_id=lottery_id)
    require_runner(resource=row.resource, actor=actor)
    rows = Lottery.objects.filter(
        municipality_id=municipality_id,
        pk=row.pk,
        state__in=[LotteryState.ANNOUNCED, LotteryState.CLOSED],
    )
    if not rows.update(state=LotteryState.CALLED_OFF, reason=reason, revision=F("revision") + 1):
        raise LotterySettledError(state=row.state)
    free_slots(row)
    order_next_steps(row, at_once=True)
    _tell(row, "lottery_called_off", LotteryCalledOff, actor, now, reason=reason)


@step
def free_slots(row: Lottery) -> None:
    """Open what the lottery kept to who comes first; slots that staff have closed stay so."""
    kept = LotterySlot.objects.filter(municipality_id=row.municipality_id, lottery=row)
    slots = Slot.objects.filter(municipality_id=row.municipality_id, pk__in=kept.values("slot"))
    slots.filter(state=IN_LOTTERY).update(state=OPEN)


def _tell(
    row: Lottery, act: str, kind: type[LotteryEvent], actor: Acting, now: datetime, **facts: object
) -> None:
    story = Story(municipality_id=row.municipality_id, actor=actor.log_name, now=now)
    story.note(f"bookings.lottery:{row.pk}", act, **facts)
    story.tell()
    events.publish(event_of(row, kind, now))


def event_of(row: Lottery, kind: type[LotteryEvent], now: datetime) -> LotteryEvent:
    """The event about a lottery whose resource is loaded."""
    return kind(
        municipality_id=row.municipality_id,
        lottery_id=row.pk,
        owner=row.resource.owner,
        subject_id=row.resource.subject_id,
        at=now,
    )
