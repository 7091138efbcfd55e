"""What other rooms may use from applications.

Drafts: `start_draft` → `open_draft` → `forms.bind_step` → `save_draft` … → `check_draft` → `submit_application`.
Staff: `list_cases` → `open_case` → `accept_case` → `start_review` → `return_for_correction` or `propose_decision` →
`approve_proposal` → `issue_document` → `close_case`. Every command takes `municipality_id`, `now`, and who acts: `holder`
(a resident) or `actor` (staff).
"""

from shirube.applications.commands.approval import (
    NotYourTurnError,
    OutcomeNotAllowedError,
    ProposalMovedError,
    approve_proposal,
    propose_decision,
    pull_up_proposal,
    return_to_officer,
    withdraw_proposal,
)
from shirube.applications.commands.batches import (
    BatchOutcome,
    TooManyCasesError,
    accept_cases,
    close_cases,
    start_reviews,
)
from shirube.applications.commands.chain import (
    ChainDoneError,
    retry_chain,
)
from shirube.applications.commands.correcting import (
    AnswersChangedError,
    NothingCorrectedError,
    ReasonMissingError,
    correct_by_staff,
    open_correction,
    resubmit_application,
    withdraw_application,
    withdraw_for_resident,
)
from shirube.applications.commands.counter import take_in_at_counter
from shirube.applications.commands.drafts import (
    DraftBusyError,
    DraftSaved,
    DraftStarted,
    TooManyDraftsError,
    adopt_draft,
    carry_draft_over,
    discard_draft,
    save_draft,
    start_draft,
)
from shirube.applications.commands.founding import (
    AlreadyAppliedError,
)
from shirube.applications.commands.handing_over import (
    NothingToHandOverError,
    start_hand_over,
    stream_hand_over,
)
from shirube.applications.commands.intake import (
    Intake,
    ReceivedLaterError,
    take_in_application,
    upload_scan,
)
from shirube.applications.commands.issuing import (
    DocumentExpiredError,
    close_case,
    issue_document,
    open_my_document,
    reissue_document,
)
from shirube.applications.commands.keeping import (
    hold_case,
    release_case,
)
from shirube.applications.commands.labels import (
    LabelNotFoundError,
    label_case,
    make_label,
    remove_label,
)
from shirube.applications.commands.moving import (
    CaseMovedError,
)
from shirube.applications.commands.review import (
    CorrectionEmptyError,
    PointEntry,
    UnknownFieldError,
    accept_case,
    assign_officer,
    move_to_section,
    return_for_correction,
    start_review,
)
from shirube.applications.commands.submission import (
    AnswersNotReadyError,
    FileNotOfDraftError,
    FormChangedError,
    LevelTooLowError,
    Receipt,
    submit_application,
)
from shirube.applications.commands.substitutes import (
    set_substitute,
)
from shirube.applications.commands.talking import (
    ConversationClosedError,
    MessageEmptyError,
    OpinionNotFoundError,
    OpinionSettledError,
    add_note,
    answer_opinion,
    ask_opinion,
    mark_messages_read,
    send_message,
    take_opinion_back,
    upload_message_file,
    write_to_resident,
)
from shirube.applications.commands.uploads import (
    add_draft_file,
    open_draft_file,
)
from shirube.applications.commands.viewing import (
    CaseForOpinion,
    PurposeMissingError,
    compare_case_answers,
    open_case,
    open_case_file,
    open_case_for_opinion,
    reveal_my_numbers,
)
from shirube.applications.domain.people import (
    Channel,
    Evidence,
    Holder,
    Represented,
)
from shirube.applications.domain.states import (
    Act,
    CaseState,
    CorrectionReason,
    Outcome,
    can,
)
from shirube.applications.events import (
    ApplicationSubmitted,
    CaseForgotten,
    CaseMoved,
)
from shirube.applications.queries.case_list import (
    MOST_COUNTED,
    CaseFilter,
    CaseLine,
    CasePage,
    count_cases,
    count_states,
    list_cases,
)
from shirube.applications.queries.chains import (
    StuckChain,
    list_stuck_chains,
)
from shirube.applications.queries.documents import (
    DocumentNotFoundError,
    NoDocumentError,
)
from shirube.applications.queries.drafts import (
    DraftNotFoundError,
    DraftSummary,
    DraftView,
    check_draft,
    find_draft,
    list_drafts,
    open_draft,
)
from shirube.applications.queries.handovers import (
    HandoverLine,
    HandoverNotFoundError,
    count_to_hand_over,
    list_handovers,
    list_substitutes,
)
from shirube.applications.queries.names_in_text import NameSpot, find_names_in_text
from shirube.applications.queries.places import (
    CaseNotFoundError,
    NotYourSectionError,
    find_case_by_receipt,
    holder_of,
)
from shirube.applications.queries.representing import (
    MandateNotBegunError,
    MandateNotConfirmedError,
    MandateOutOfScopeError,
    MandateOverError,
    NotRepresentableError,
    RepresentationOverError,
)
from shirube.applications.queries.resident_cases import (
    CaseForResident,
    CorrectionRound,
    DocumentLine,
    MessageLine,
    MyCase,
    list_my_cases,
    open_my_case,
)
from shirube.applications.queries.rules import (
    ProcedureNotOfferedError,
    ReceptionClosedError,
)
from shirube.applications.queries.sealing import (
    ForgottenError,
)
from shirube.applications.queries.staff_cases import (
    CaseForStaff,
    list_labels,
)
from shirube.applications.queries.statistics import (
    ChannelMonth,
    count_by_channel_and_month,
)
from shirube.applications.queries.waiting import (
    OpinionAsked,
    SectionLoad,
    count_opinions_asked,
    get_section_load,
    list_case_trail,
    list_opinions_asked,
    list_to_forget,
)
from shirube.kernel.receipts import (
    read_receipt_number,
    read_secret,
)

__all__ = [
    "MOST_COUNTED",
    "Act",
    "AlreadyAppliedError",
    "AnswersChangedError",
    "AnswersNotReadyError",
    "ApplicationSubmitted",
    "BatchOutcome",
    "CaseFilter",
    "CaseForOpinion",
    "CaseForResident",
    "CaseForStaff",
    "CaseForgotten",
    "CaseLine",
    "CaseMoved",
    "CaseMovedError",
    "CaseNotFoundError",
    "CasePage",
    "CaseState",
    "ChainDoneError",
    "Channel",
    "ChannelMonth",
    "ConversationClosedError",
    "CorrectionEmptyError",
    "CorrectionReason",
    "CorrectionRound",
    "DocumentExpiredError",
    "DocumentLine",
    "DocumentNotFoundError",
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
    "HandoverLine",
    "HandoverNotFoundError",
    "Holder",
    "Intake",
    "LabelNotFoundError",
    "LevelTooLowError",
    "MandateNotBegunError",
    "MandateNotConfirmedError",
    "MandateOutOfScopeError",
    "MandateOverError",
    "MessageEmptyError",
    "MessageLine",
    "MyCase",
    "NameSpot",
    "NoDocumentError",
    "NotRepresentableError",
    "NotYourSectionError",
    "NotYourTurnError",
    "NothingCorrectedError",
    "NothingToHandOverError",
    "OpinionAsked",
    "OpinionNotFoundError",
    "OpinionSettledError",
    "Outcome",
    "OutcomeNotAllowedError",
    "PointEntry",
    "ProcedureNotOfferedError",
    "ProposalMovedError",
    "PurposeMissingError",
    "ReasonMissingError",
    "Receipt",
    "ReceivedLaterError",
    "ReceptionClosedError",
    "RepresentationOverError",
    "Represented",
    "SectionLoad",
    "StuckChain",
    "TooManyCasesError",
    "TooManyDraftsError",
    "UnknownFieldError",
    "accept_case",
    "accept_cases",
    "add_draft_file",
    "add_note",
    "adopt_draft",
    "answer_opinion",
    "approve_proposal",
    "ask_opinion",
    "assign_officer",
    "can",
    "carry_draft_over",
    "check_draft",
    "close_case",
    "close_cases",
    "compare_case_answers",
    "correct_by_staff",
    "count_by_channel_and_month",
    "count_cases",
    "count_opinions_asked",
    "count_states",
    "count_to_hand_over",
    "discard_draft",
    "find_case_by_receipt",
    "find_draft",
    "find_names_in_text",
    "get_section_load",
    "hold_case",
    "holder_of",
    "issue_document",
    "label_case",
    "list_case_trail",
    "list_cases",
    "list_drafts",
    "list_handovers",
    "list_labels",
    "list_my_cases",
    "list_opinions_asked",
    "list_stuck_chains",
    "list_substitutes",
    "list_to_forget",
    "make_label",
    "mark_messages_read",
    "move_to_section",
    "open_case",
    "open_case_file",
    "open_case_for_opinion",
    "open_correction",
    "open_draft",
    "open_draft_file",
    "open_my_case",
    "open_my_document",
    "propose_decision",
    "pull_up_proposal",
    "read_receipt_number",
    "read_secret",
    "reissue_document",
    "release_case",
    "remove_label",
    "resubmit_application",
    "retry_chain",
    "return_for_correction",
    "return_to_officer",
    "reveal_my_numbers",
    "save_draft",
    "send_message",
    "set_substitute",
    "start_draft",
    "start_hand_over",
    "start_review",
    "start_reviews",
    "stream_hand_over",
    "submit_application",
    "take_in_application",
    "take_in_at_counter",
    "take_opinion_back",
    "upload_message_file",
    "upload_scan",
    "withdraw_application",
    "withdraw_for_resident",
    "withdraw_proposal",
    "write_to_resident",
]
