"""Slots by day, a week at a time, as pages draw them: readable on a phone and by a screen reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import groupby
from uuid import UUID

from shirube.bookings.domain.states import SlotState
from shirube.bookings.queries.keeping import kept_by_owner_among
from shirube.bookings.queries.slots import list_slots
from shirube.bookings.queries.views import SlotView
from shirube.bookings.web.words import label_words, slot_status_of
from shirube.kernel.calendar import JAPAN, format_date
from shirube.kernel.clock import japan_date
from shirube.ui.tables import Status

WEEK = 7
# As far as anybody looks; beyond it a link leads nowhere.
FARTHEST = 400


@dataclass(frozen=True, slots=True)
class SlotLine:
    """A slot with its words. `can_book` now; `can_wait` where only waiting is left."""

    slot: SlotView
    time: str
    label: str
    status: Status
    can_book: bool
    can_wait: bool


@dataclass(frozen=True, slots=True)
class DayOfSlots:
    day: date
    words: str
    lines: tuple[SlotLine, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """`earlier` and `later` are the first days of the weeks beside it, None at the ends."""

    first: date
    days: tuple[DayOfSlots, ...]
    earlier: date | None
    later: date | None


def week_of(
    *, municipality_id: UUID, resource_ids: Sequence[UUID], day: date, now: datetime, language: str
) -> Week:
    """The slots of the seven days from `day` on. Cost: one query."""
    since = datetime.combine(day, time(), tzinfo=JAPAN)
    slots = list_slots(
        municipality_id=municipality_id,
        resource_ids=resource_ids,
        since=since,
        until=since + timedelta(days=WEEK),
        now=now,
    )
    kept = kept_by_owner_among(municipality_id=municipality_id, slots=slots)
    slots = [replace(slot, state=SlotState.CLOSED) if slot.id in kept else slot for slot in slots]
    today = japan_date(now)
    earlier, later = day - timedelta(days=WEEK), day + timedelta(days=WEEK)
    return Week(
        first=day,
        days=tuple(_days(slots, language)),
        earlier=max(earlier, today) if day > today else None,
        later=later if (later - today).days < FARTHEST else None,
    )


def read_day(text: str, now: datetime) -> date:
    """The day of a query string; today where it is none, lies behind or too far ahead."""
    today = japan_date(now)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if 0 <= (day - today).days < FARTHEST else today


def clock_words(slot: SlotView) -> str:
    """9:00〜10:00; the next day's hour is said as such."""
    begins, ends = slot.starts_at.astimezone(JAPAN), slot.ends_at.astimezone(JAPAN)
    last = f"{ends:%H:%M}" if ends.date() == begins.date() else f"{ends.month}/{ends.day} {ends:%H:%M}"
    return f"{begins:%H:%M}〜{last}"


def line_of_slot(slot: SlotView) -> SlotLine:
    return SlotLine(
        slot=slot,
        time=clock_words(slot),
        label=label_words(slot.label),
        status=slot_status_of(slot.state),
        can_book=slot.state in {SlotState.FREE, SlotState.FEW},
        can_wait=slot.state == SlotState.FULL,
    )


def _days(slots: Sequence[SlotView], language: str) -> list[DayOfSlots]:
    grouped = groupby(slots, key=lambda slot: japan_date(slot.starts_at))
    return [
        DayOfSlots(day, format_date(day, language), tuple(line_of_slot(slot) for slot in of_day))
        for day, of_day in grouped
    ]
