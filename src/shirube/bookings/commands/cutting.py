"""Cutting the slots of a calendar's days, up to the horizon of each resource."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from shirube.bookings.domain.hours import SlotSpec, cut_day
from shirube.bookings.models import LotterySlot, ReservedSlot, Resource, Slot, WaitingEntry
from shirube.bookings.queries.calendars import spans_of_days
from shirube.bookings.queries.slots import get_resource_row
from shirube.kernel.clock import japan_date
from shirube.kernel.transactions import command, step

_LONGEST_MONTH = 31


@command
def extend_slots(*, municipality_id: UUID, resource_id: UUID, now: datetime) -> int:
    """Nightly: the slots of the days that have come within the horizon. How many were added. ResourceNotFoundError."""
    row = get_resource_row(municipality_id=municipality_id, resource_id=resource_id)
    return cut_slots(resource=row, now=now)


@step
def cut_slots(*, resource: Resource, now: datetime) -> int:
    """Insert the slots that are missing up to the horizon; those that exist stay. How many were added."""
    if resource.calendar_id is None:
        return 0
    days = horizon_days(resource, japan_date(now))
    return add_slots(resource=resource, specs=_specs(resource, days, now), now=now)


@step
def cut_days(*, resource: Resource, days: Sequence[date], now: datetime) -> int:
    """The slots of these days, though they lie beyond the horizon: a lottery gives them out early. How many were added."""
    return add_slots(resource=resource, specs=_specs(resource, days, now), now=now)


@step
def recut_slots(*, resource: Resource, days: Sequence[date], now: datetime) -> list[Slot]:
    """Cut these days anew after hours or rules have changed. Returns booked slots that no longer lie within the hours.

    What nobody ever booked goes; what is booked stays as it is, and nothing new is put across it.
    """
    specs = {(spec.starts_at, spec.ends_at): spec for spec in _specs(resource, days, now)}
    wanted_days = set(days)
    slots = Slot.objects.filter(
        municipality_id=resource.municipality_id, resource=resource, starts_at__gt=now
    )
    same_days = [slot for slot in slots if japan_date(slot.starts_at) in wanted_days]
    outside = [slot for slot in same_days if (slot.starts_at, slot.ends_at) not in specs]
    _remove_unused(resource, outside)
    add_slots(resource=resource, specs=list(specs.values()), now=now)
    left = Slot.objects.filter(
        municipality_id=resource.municipality_id, pk__in=[one.pk for one in outside]
    ).select_related("resource")
    # A booked slot may be cut otherwise than the hours of today would, and still lie within them.
    return [slot for slot in left if not _lies_within(slot, list(specs.values()))]


@step
def add_slots(*, resource: Resource, specs: Sequence[SlotSpec], now: datetime) -> int:
    """Insert those that lie across no slot that is there (and constraint bookings_slot_begins_once)."""
    since = now - timedelta(days=2)
    taken = list(
        Slot.objects.filter(municipality_id=resource.municipality_id, resource=resource, starts_at__gte=since)
        .order_by("starts_at")
        .values_list("starts_at", "ends_at")
    )
    rows = [_row(resource, spec) for spec in specs if not _lies_across(spec, taken)]
    Slot.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def horizon_days(resource: Resource, today: date) -> list[date]:
    """The days whose slots exist: from today to as far as its rules let one book."""
    policy = resource.policy
    # A month rule opens a whole month at once: its last slot lies a month further away.
    reach = (
        (policy.opens_months_before + 1) * _LONGEST_MONTH
        if policy.opens_months_before
        else policy.horizon_days
    )
    return [today + timedelta(days=number) for number in range(reach + 1)]


def _specs(resource: Resource, days: Sequence[date], now: datetime) -> list[SlotSpec]:
    if resource.calendar_id is None:
        return []
    spans = spans_of_days(
        municipality_id=resource.municipality_id, calendar_id=resource.calendar_id, days=days
    )
    policy, capacity = resource.policy, resource.capacity
    specs = [spec for day in days for spec in cut_day(day, spans[day], policy, capacity)]
    return [spec for spec in specs if spec.starts_at > now]


def _lies_across(spec: SlotSpec, taken: Sequence[tuple[datetime, datetime]]) -> bool:
    """`taken` is in order and free of overlaps: only the last that begins before the new one ends can reach into it."""
    place = bisect_left(taken, spec.ends_at, key=lambda one: one[0])
    return place > 0 and taken[place - 1][1] > spec.starts_at


def _lies_within(slot: Slot, specs: Sequence[SlotSpec]) -> bool:
    return any(
        (spec.starts_at <= slot.starts_at and slot.ends_at <= spec.ends_at)
        or (slot.starts_at <= spec.starts_at and spec.ends_at <= slot.ends_at)
        for spec in specs
    )


def _remove_unused(resource: Resource, slots: Sequence[Slot]) -> None:
    booked = ReservedSlot.objects.filter(municipality_id=resource.municipality_id, slot=OuterRef("pk"))
    waited = WaitingEntry.objects.filter(municipality_id=resource.municipality_id, slot=OuterRef("pk"))
    rows = Slot.objects.filter(municipality_id=resource.municipality_id, pk__in=[one.pk for one in slots])
    drawn = LotterySlot.objects.filter(municipality_id=resource.municipality_id, slot=OuterRef("pk"))
    rows.filter(~Exists(booked), ~Exists(waited), ~Exists(drawn)).delete()


def _row(resource: Resource, spec: SlotSpec) -> Slot:
    return Slot(
        municipality_id=resource.municipality_id,
        resource=resource,
        starts_at=spec.starts_at,
        ends_at=spec.ends_at,
        capacity=spec.capacity,
        label=spec.label,
    )
