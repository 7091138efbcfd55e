"""The states of slots, reservations and those who wait, and which of them hold places."""

from __future__ import annotations

from enum import StrEnum


class ReservationState(StrEnum):
    """HELD for some minutes until somebody confirms; ASKED waits for staff's yes."""

    HELD = "held"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    ATTENDED = "attended"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


# Those whose places count as taken: `taken` of a slot is the sum of these.
ACTIVE = frozenset(
    {
        ReservationState.HELD,
        ReservationState.ASKED,
        ReservationState.CONFIRMED,
        ReservationState.ATTENDED,
        ReservationState.NO_SHOW,
    }
)
# Those that may still be changed or cancelled.
OPEN = frozenset({ReservationState.HELD, ReservationState.ASKED, ReservationState.CONFIRMED})


class Source(StrEnum):
    """The door a reservation came through. All doors sell from the same stock."""

    ONLINE = "online"
    PHONE = "phone"
    COUNTER = "counter"
    WAITING_LIST = "waiting_list"
    LOTTERY = "lottery"


class SlotState(StrEnum):
    """What a slot is for somebody who would book it now. FEW: a fifth of the places or less are left.

    LOTTERY: who gets it is drawn; nobody books it until what the draw leaves is opened.
    """

    FREE = "free"
    FEW = "few"
    FULL = "full"
    CLOSED = "closed"
    NOT_YET = "not_yet"
    OVER = "over"
    LOTTERY = "lottery"


class WaitingState(StrEnum):
    """OFFERED has places kept until an hour; TAKEN became a reservation; LAPSED let the offer pass."""

    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    LAPSED = "lapsed"
    LEFT = "left"
    OVER = "over"
