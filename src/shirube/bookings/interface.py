"""What other rooms may use from bookings."""

from shirube.bookings.commands.attendance import TooEarlyError, check_in, mark_no_show, undo_check
from shirube.bookings.commands.booking import KeyTakenError, book_slots, hold_slots
from shirube.bookings.commands.calendars import (
    DayBookedError,
    DayInPastError,
    define_calendar,
    forget_other_hours,
    set_other_hours,
)
from shirube.bookings.commands.changing import change_reservation
from shirube.bookings.commands.confirming import (
    HoldExpiredError,
    approve_reservation,
    confirm_reservation,
    refuse_reservation,
)
from shirube.bookings.commands.cutting import extend_slots
from shirube.bookings.commands.releasing import (
    ReservationSettledError,
    TooLateError,
    cancel_reservation,
    expire_hold,
)
from shirube.bookings.commands.resources import define_resource, open_resource
from shirube.bookings.commands.slots import (
    CapacityBelowBookedError,
    SlotInPastError,
    change_capacity,
    close_slot,
    open_slots,
    reopen_slot,
)
from shirube.bookings.commands.stock import LimitReachedError, SlotFullError
from shirube.bookings.commands.waiting import (
    NotWaitingError,
    NoWaitingListError,
    join_waiting_list,
    leave_waiting_list,
)
from shirube.bookings.commands.wishes import (
    AccountNeededError,
    BookerNeededError,
    GroupNeededError,
    NotYetOpenError,
    QuantityError,
    SlotClosedError,
    SlotElsewhereError,
    SlotOverError,
    TwiceError,
)
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.hours import HoursInvalidError, SlotSpec, Span, WeeklyHours
from shirube.bookings.domain.policies import Block, LimitWindow, Policy, PolicyInvalidError
from shirube.bookings.domain.states import ReservationState, SlotState, Source, WaitingState
from shirube.bookings.events import (
    CheckedIn,
    CheckUndone,
    NoShow,
    ReservationCancelled,
    ReservationChanged,
    ReservationEvent,
    ReservationExpired,
    ReservationMade,
    WaitingPromoted,
)
from shirube.bookings.queries.calendars import (
    CalendarNotFoundError,
    CalendarView,
    DayView,
    find_calendar,
    get_calendar,
    list_calendars,
    list_days,
)
from shirube.bookings.queries.desk import DESK_ROLES
from shirube.bookings.queries.reservations import (
    ReservationNotFoundError,
    find_reservation,
    get_reservation,
    list_day,
    list_my_reservations,
)
from shirube.bookings.queries.rights import Acting, NotYourResourceError
from shirube.bookings.queries.slots import (
    ResourceNotFoundError,
    SlotNotFoundError,
    find_resource,
    get_slot,
    list_slots,
)
from shirube.bookings.queries.views import (
    Held,
    ReservationLine,
    ReservationView,
    SlotTime,
    SlotView,
    WaitingView,
)
from shirube.bookings.queries.waiting import WaitingNotFoundError, find_waiting, list_my_waiting, list_waiting
from shirube.bookings.registry import Owner, Subject, owners

__all__ = [
    "DESK_ROLES",
    "AccountNeededError",
    "Acting",
    "Block",
    "Booker",
    "BookerNeededError",
    "CalendarNotFoundError",
    "CalendarView",
    "CapacityBelowBookedError",
    "CheckUndone",
    "CheckedIn",
    "DayBookedError",
    "DayInPastError",
    "DayView",
    "GroupNeededError",
    "Held",
    "HoldExpiredError",
    "HoursInvalidError",
    "KeyTakenError",
    "LimitReachedError",
    "LimitWindow",
    "NoShow",
    "NoWaitingListError",
    "NotWaitingError",
    "NotYetOpenError",
    "NotYourResourceError",
    "Owner",
    "Policy",
    "PolicyInvalidError",
    "QuantityError",
    "ReservationCancelled",
    "ReservationChanged",
    "ReservationEvent",
    "ReservationExpired",
    "ReservationLine",
    "ReservationMade",
    "ReservationNotFoundError",
    "ReservationSettledError",
    "ReservationState",
    "ReservationView",
    "ResourceNotFoundError",
    "SlotClosedError",
    "SlotElsewhereError",
    "SlotFullError",
    "SlotInPastError",
    "SlotNotFoundError",
    "SlotOverError",
    "SlotSpec",
    "SlotState",
    "SlotTime",
    "SlotView",
    "Source",
    "Span",
    "Subject",
    "TooEarlyError",
    "TooLateError",
    "TwiceError",
    "WaitingNotFoundError",
    "WaitingPromoted",
    "WaitingState",
    "WaitingView",
    "WeeklyHours",
    "approve_reservation",
    "book_slots",
    "cancel_reservation",
    "change_capacity",
    "change_reservation",
    "check_in",
    "close_slot",
    "confirm_reservation",
    "define_calendar",
    "define_resource",
    "expire_hold",
    "extend_slots",
    "find_calendar",
    "find_reservation",
    "find_resource",
    "find_waiting",
    "forget_other_hours",
    "get_calendar",
    "get_reservation",
    "get_slot",
    "hold_slots",
    "join_waiting_list",
    "leave_waiting_list",
    "list_calendars",
    "list_day",
    "list_days",
    "list_my_reservations",
    "list_my_waiting",
    "list_slots",
    "list_waiting",
    "mark_no_show",
    "open_resource",
    "open_slots",
    "owners",
    "refuse_reservation",
    "reopen_slot",
    "set_other_hours",
    "undo_check",
]
