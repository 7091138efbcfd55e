"""What happened to reservations. Ids and plain values only: nothing of the person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationEvent(Event):
    """Something of which these facts are enough; the owner asks for more by the reservation's id."""

    municipality_id: UUID
    reservation_id: UUID
    owner: str
    subject_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationMade(ReservationEvent):
    """Places are booked: confirmed, or asked for where staff must agree. A hold alone is not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationChanged(ReservationEvent):
    """A reservation moved to other slots, or staff agreed to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationCancelled(ReservationEvent):
    """Its places are free again, whoever cancelled it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReservationExpired(ReservationEvent):
    """A hold or an offer was not confirmed in time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingPromoted(ReservationEvent):
    """One who waited has places now, confirmed or kept for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedIn(ReservationEvent):
    """The holder of a reservation is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShow(ReservationEvent):
    """The holder of a reservation did not come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckUndone(ReservationEvent):
    """A check-in or a no-show was taken back: it was the wrong line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotteryEvent(Event):
    """Something happened to a lottery of an owner's subject."""

    municipality_id: UUID
    lottery_id: UUID
    owner: str
    subject_id: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class LotteryAnnounced(LotteryEvent):
    """Its commitment is published, and its slots can no longer be booked directly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotteryDrawn(LotteryEvent):
    """The seed is published and everybody's place is known; reservations of who won follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotterySettled(LotteryEvent):
    """What the draw left can be booked by anybody now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LotteryCalledOff(LotteryEvent):
    """It is not drawn; its slots can be booked directly again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupReviewed(Event):
    """Staff have decided about a group: `state` is what it is now."""

    municipality_id: UUID
    group_id: UUID
    state: str
    at: datetime
