"""What can be booked, what is booked, who waits, and lotteries."""

from shirube.bookings.models.groups import Group
from shirube.bookings.models.lotteries import (
    Lottery,
    LotteryAward,
    LotteryCorrection,
    LotteryEntry,
    LotteryProtocol,
    LotterySlot,
)
from shirube.bookings.models.reservations import Reservation, ReservedSlot, Tally
from shirube.bookings.models.resources import Calendar, CalendarDay, Resource
from shirube.bookings.models.rush import Rush, RushTurn
from shirube.bookings.models.slots import Slot
from shirube.bookings.models.waiting import WaitingEntry

__all__ = [
    "Calendar",
    "CalendarDay",
    "Group",
    "Lottery",
    "LotteryAward",
    "LotteryCorrection",
    "LotteryEntry",
    "LotteryProtocol",
    "LotterySlot",
    "Reservation",
    "ReservedSlot",
    "Resource",
    "Rush",
    "RushTurn",
    "Slot",
    "Tally",
    "WaitingEntry",
]
