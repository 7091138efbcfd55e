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
    NotAtDeskError,
    NotCounterStaffError,
    StepMovedError,
    StepNotFoundError,
)
from shirube.visits.commands.learning import learn_times
from shirube.visits.commands.loading import load_counter, parse_counter_pack
from shirube.visits.commands.moving import (
    SameServiceError,
    put_on_hold,
    return_to_queue,
    set_priority,
    transfer_ticket,
)
from shirube.visits.commands.telling import NoMailError, ask_for_mail
from shirube.visits.domain.codes import Scan, ScanKind, read_code, read_scan
from shirube.visits.domain.states import Priority, Source, StepState, VisitState
from shirube.visits.events import BranchDayClosed, DeskClosed, TicketCalled, VisitArrived, VisitEnded
from shirube.visits.queries.line import Line, LineStep, get_line
from shirube.visits.queries.places import (
    BranchNotFoundError,
    BranchView,
    DeskView,
    ServiceView,
    find_branch_by_id,
    get_branch,
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

__all__ = [
    "COUNTER_ROLES",
    "AlreadyArrivedError",
    "BranchDayClosed",
    "BranchNotFoundError",
    "BranchView",
    "Closing",
    "CounterClosedError",
    "DayClosedError",
    "DeskBusyError",
    "DeskClosed",
    "DeskNotOpenError",
    "DeskTakenError",
    "DeskView",
    "Holder",
    "LetterTakenError",
    "Line",
    "LineStep",
    "NoDeskLeftError",
    "NoMailError",
    "NobodyWaitingError",
    "NotAtDeskError",
    "NotCounterStaffError",
    "NothingChosenError",
    "Priority",
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
    "VisitArrived",
    "VisitEnded",
    "VisitNotFoundError",
    "VisitOverError",
    "VisitState",
    "VisitView",
    "WrongBranchError",
    "WrongDayError",
    "arrive",
    "ask_for_mail",
    "call_again",
    "call_next",
    "call_ticket",
    "cancel_expected",
    "close_day",
    "close_desk",
    "code_of",
    "define_branch",
    "define_desk",
    "define_service",
    "expect_visit",
    "find_branch_by_id",
    "find_visit_of_reservation",
    "finish_service",
    "get_branch",
    "get_holder",
    "get_line",
    "get_visit",
    "get_visit_by_code",
    "learn_times",
    "leave_line",
    "list_branches",
    "load_counter",
    "open_desk",
    "parse_counter_pack",
    "put_on_hold",
    "read_code",
    "read_scan",
    "renew_kiosks",
    "return_to_queue",
    "set_priority",
    "start_service",
    "take_ticket",
    "transfer_ticket",
]
