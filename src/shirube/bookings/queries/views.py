"""What others see of slots, reservations and those who wait: plain values, never rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.states import OPEN, ReservationState, SlotState, Source, WaitingState


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotView:
    """A slot as it is for somebody who would book now. `free` counts places that can be booked at once."""

    id: UUID
    resource_id: UUID
    starts_at: datetime
    ends_at: datetime
    label: str
    capacity: int
    free: int
    waiting: int
    state: SlotState
    opens_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotTime:
    """A slot of a reservation."""

    slot_id: UUID
    resource_id: UUID
    starts_at: datetime
    ends_at: datetime
    label: str
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationView:
    """A reservation with all its holder may see. `starts_at` and `ends_at` span its slots.

    `decide_until`: until when its holder may change or cancel it. `secret` is told only to who has just made it.
    """

    id: UUID
    number: str
    state: ReservationState
    source: Source
    owner: str
    subject_id: UUID
    resource_id: UUID
    starts_at: datetime
    ends_at: datetime
    quantity: int
    slots: tuple[SlotTime, ...]
    booker: Booker = field(repr=False)
    group_id: UUID | None
    facts: Mapping[str, Any]
    hold_until: datetime | None
    decide_until: datetime
    made_at: datetime
    reason: str
    revision: int
    secret: str = field(default="", repr=False)

    @property
    def is_open(self) -> bool:
        """Whether it may still be changed or cancelled, the hour apart."""
        return self.state in OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Places kept until `hold_until`; the number and the secret are what confirms them."""

    reservation_id: UUID
    number: str
    secret: str = field(repr=False)
    hold_until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationLine:
    """A line of a list for staff, or of those who are to be told."""

    id: UUID
    number: str
    state: ReservationState
    source: Source
    resource_id: UUID
    owner: str
    subject_id: UUID
    starts_at: datetime
    ends_at: datetime
    quantity: int
    name: str = field(repr=False)
    contact: str = field(repr=False)
    resident_id: UUID | None
    group_id: UUID | None
    facts: Mapping[str, Any]
    hold_until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingView:
    """One who waits. `ahead`: how many stand before, of those who still wait. `reservation_number`: what they got."""

    id: UUID
    code: str
    state: WaitingState
    owner: str
    subject_id: UUID
    slot_id: UUID
    starts_at: datetime
    ends_at: datetime
    quantity: int
    number: int
    ahead: int
    passed_over: int
    reservation_id: UUID | None
    reservation_number: str
    reservation_secret: str = field(repr=False)
    booker: Booker = field(repr=False)
    secret: str = field(default="", repr=False)
