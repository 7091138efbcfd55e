"""What other rooms may use from applications."""

from shirube.applications.commands.drafts import (
    DraftBusyError,
    DraftSaved,
    DraftStarted,
    NotRepresentableError,
    TooManyDraftsError,
    adopt_draft,
    carry_draft_over,
    discard_draft,
    save_draft,
    start_draft,
)
from shirube.applications.commands.founding import AlreadyAppliedError
from shirube.applications.commands.submission import (
    AnswersNotReadyError,
    FileNotOfDraftError,
    FormChangedError,
    LevelTooLowError,
    Receipt,
    submit_application,
)
from shirube.applications.commands.uploads import add_draft_file, open_draft_file
from shirube.applications.domain.people import Channel, Evidence, Holder, Level, Represented
from shirube.applications.domain.receipts import read_receipt_number, read_secret
from shirube.applications.domain.states import Act, CaseState, Outcome, can
from shirube.applications.events import ApplicationSubmitted, CaseForgotten, CaseMoved
from shirube.applications.queries.drafts import (
    DraftNotFoundError,
    DraftSummary,
    DraftView,
    check_draft,
    find_draft,
    list_drafts,
    open_draft,
)
from shirube.applications.queries.places import (
    CaseNotFoundError,
    NotYourSectionError,
    find_case_by_receipt,
)
from shirube.applications.queries.resident_cases import (
    CaseForResident,
    CorrectionRound,
    DocumentLine,
    MessageLine,
    MyCase,
    Point,
    StoryLine,
    list_my_cases,
    open_my_case,
)
from shirube.applications.queries.rules import ProcedureNotOfferedError, ReceptionClosedError
from shirube.applications.queries.sealing import ForgottenError

__all__ = [
    "Act",
    "AlreadyAppliedError",
    "AnswersNotReadyError",
    "ApplicationSubmitted",
    "CaseForResident",
    "CaseForgotten",
    "CaseMoved",
    "CaseNotFoundError",
    "CaseState",
    "Channel",
    "CorrectionRound",
    "DocumentLine",
    "DraftBusyError",
    "DraftNotFoundError",
    "DraftSaved",
    "DraftStarted",
    "DraftSummary",
    "DraftView",
    "Evidence",
    "FileNotOfDraftError",
    "ForgottenError",
    "FormChangedError",
    "Holder",
    "Level",
    "LevelTooLowError",
    "MessageLine",
    "MyCase",
    "NotRepresentableError",
    "NotYourSectionError",
    "Outcome",
    "Point",
    "ProcedureNotOfferedError",
    "Receipt",
    "ReceptionClosedError",
    "Represented",
    "StoryLine",
    "TooManyDraftsError",
    "add_draft_file",
    "adopt_draft",
    "can",
    "carry_draft_over",
    "check_draft",
    "discard_draft",
    "find_case_by_receipt",
    "find_draft",
    "list_drafts",
    "list_my_cases",
    "open_draft",
    "open_draft_file",
    "open_my_case",
    "read_receipt_number",
    "read_secret",
    "save_draft",
    "start_draft",
    "submit_application",
]
