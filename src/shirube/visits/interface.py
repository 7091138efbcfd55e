"""What other rooms may use from visits.

The counter: `expect_visit` (reserved) or `take_ticket` (kiosk, reception) → `arrive` → `call_next` → `start_service` →
`finish_service`, with `put_on_hold`, `return_to_queue`, `transfer_ticket` and `close_desk` beside; `close_day` ends it.
Every command takes `municipality_id`, `now`, and who acts.
"""

from shirube.visits.commands.arriving import (
    AlreadyArrivedError,
    CounterClosedError,
    NothingChosenError,
    Ticket,
    WrongBranchError,
    WrongDayError,
    arrive,
    cancel_expected,
    expect_visit,
    take_ticket,
)
from shirube.visits.commands.calling import (
    DeskBusyError,
    DeskNotOpenError,
    NobodyWaitingError,
    call_again,
    call_next,
    call_ticket,
    finish_service,
    start_service,
)
from shirube.visits.commands.desks import (
    Closing,
    DayClosedError,
    DeskTakenError,
    NoDeskLeftError,
    StillServingError,
    close_day,
    close_desk,
    open_desk,
)
from shirube.visits.commands.ending import VisitOverError, leave_line
from shirube.visits.commands.founding import (
    LetterTakenError,
    ServiceEntry,
    define_branch,
    define_desk,
    define_service,
    renew_kiosks,
)
from shirube.visits.commands.guards import (
    COUNTER_ROLES,
    SETUP_ROLES,
    NotAtDeskError,
    NotCounterStaffError,
    StepMovedError,
    StepNotFoundError,
)
from shirube.visits.commands.interviews.answering import leave_out, save_answers, take_reading
from shirube.visits.commands.interviews.checking import (
    ask_check,
    confirm_on_screen,
    confirm_spoken,
    pair_screen,
    reopen_interview,
)
from shirube.visits.commands.interviews.forgetting import abandon_interview
from shirube.visits.commands.interviews.handing_in import NothingToHandInError, hand_in
from shirube.visits.commands.interviews.meeting import meet_visitor
from shirube.visits.commands.interviews.moving import InterviewMovedError
from shirube.visits.commands.interviews.packages import load_package, parse_package
from shirube.visits.commands.interviews.rating import rate_visit
from shirube.visits.commands.interviews.sheets import print_paper_sheet
from shirube.visits.commands.interviews.starting import (
    CodeOfElsewhereError,
    UnknownCodeError,
    finish_preparation,
    start_interview,
    start_preparation,
    take_over,
)
from shirube.visits.commands.interviews.viewing import open_interview
from shirube.visits.commands.learning import learn_times
from shirube.visits.commands.loading import load_counter, parse_counter_pack
from shirube.visits.commands.moving import (
    SameServiceError,
    put_on_hold,
    return_to_queue,
    set_priority,
    transfer_ticket,
)
from shirube.visits.commands.reserving import reserve_time
from shirube.visits.commands.telling import NoMailError, ask_for_mail
from shirube.visits.domain.codes import Scan, ScanKind, read_scan
from shirube.visits.domain.states import Priority, Source, StepState, VisitState
from shirube.visits.events import (
    BranchDayClosed,
    DeskClosed,
    InterviewHandedIn,
    TicketCalled,
    VisitArrived,
    VisitEnded,
)
from shirube.visits.queries.interviews.figures import count_by_package, count_sheets_not_written
from shirube.visits.queries.interviews.packages import (
    PackageNotFoundError,
    find_package_of_event,
    get_package,
    list_packages,
)
from shirube.visits.queries.interviews.reading import InterviewNotFoundError, InterviewView, Outcome
from shirube.visits.queries.interviews.sealing import InterviewForgottenError
from shirube.visits.queries.line import Line, LineStep, get_line
from shirube.visits.queries.places import (
    BranchNotFoundError,
    BranchView,
    DeskView,
    ServiceView,
    find_branch_by_id,
    get_branch,
    has_counter,
    has_sat_at_desk,
    list_branches,
)
from shirube.visits.queries.visits import (
    Holder,
    StepView,
    VisitNotFoundError,
    VisitView,
    code_of,
    find_visit_of_reservation,
    get_holder,
    get_visit,
    get_visit_by_code,
)
from shirube.visits.registry import Reader, ReaderFailedError, Reading, readers

__all__ = [
    "COUNTER_ROLES",
    "SETUP_ROLES",
    "AlreadyArrivedError",
    "BranchDayClosed",
    "BranchNotFoundError",
    "BranchView",
    "Closing",
    "CodeOfElsewhereError",
    "CounterClosedError",
    "DayClosedError",
    "DeskBusyError",
    "DeskClosed",
    "DeskNotOpenError",
    "DeskTakenError",
    "DeskView",
    "Holder",
    "InterviewForgottenError",
    "InterviewHandedIn",
    "InterviewMovedError",
    "InterviewNotFoundError",
    "InterviewView",
    "LetterTakenError",
    "Line",
    "LineStep",
    "NoDeskLeftError",
    "NoMailError",
    "NobodyWaitingError",
    "NotAtDeskError",
    "NotCounterStaffError",
    "NothingChosenError",
    "NothingToHandInError",
    "Outcome",
    "PackageNotFoundError",
    "Priority",
    "Reader",
    "ReaderFailedError",
    "Reading",
    "SameServiceError",
    "Scan",
    "ScanKind",
    "ServiceEntry",
    "ServiceView",
    "Source",
    "StepMovedError",
    "StepNotFoundError",
    "StepState",
    "StepView",
    "StillServingError",
    "Ticket",
    "TicketCalled",
    "UnknownCodeError",
    "VisitArrived",
    "VisitEnded",
    "VisitNotFoundError",
    "VisitOverError",
    "VisitState",
    "VisitView",
    "WrongBranchError",
    "WrongDayError",
    "abandon_interview",
    "arrive",
    "ask_check",
    "ask_for_mail",
    "call_again",
    "call_next",
    "call_ticket",
    "cancel_expected",
    "close_day",
    "close_desk",
    "code_of",
    "confirm_on_screen",
    "confirm_spoken",
    "count_by_package",
    "count_sheets_not_written",
    "define_branch",
    "define_desk",
    "define_service",
    "expect_visit",
    "find_branch_by_id",
    "find_package_of_event",
    "find_visit_of_reservation",
    "finish_preparation",
    "finish_service",
    "get_branch",
    "get_holder",
    "get_line",
    "get_package",
    "get_visit",
    "get_visit_by_code",
    "hand_in",
    "has_counter",
    "has_sat_at_desk",
    "learn_times",
    "leave_line",
    "leave_out",
    "list_branches",
    "list_packages",
    "load_counter",
    "load_package",
    "meet_visitor",
    "open_desk",
    "open_interview",
    "pair_screen",
    "parse_counter_pack",
    "parse_package",
    "print_paper_sheet",
    "put_on_hold",
    "rate_visit",
    "read_scan",
    "readers",
    "renew_kiosks",
    "reopen_interview",
    "reserve_time",
    "return_to_queue",
    "save_answers",
    "set_priority",
    "start_interview",
    "start_preparation",
    "start_service",
    "take_over",
    "take_reading",
    "take_ticket",
    "transfer_ticket",
]
