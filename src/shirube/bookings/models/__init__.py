"""What can be booked, what is booked, and who waits."""

from shirube.bookings.models.reservations import Reservation, ReservedSlot, Tally
from shirube.bookings.models.resources import Calendar, CalendarDay, Resource
from shirube.bookings.models.slots import Slot
from shirube.bookings.models.waiting import WaitingEntry

__all__ = [
    "Calendar",
    "CalendarDay",
    "Reservation",
    "ReservedSlot",
    "Resource",
    "Slot",
    "Tally",
    "WaitingEntry",
]
