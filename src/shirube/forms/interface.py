"""What other rooms may use from forms."""

from shirube.forms.commands.drafting import (
    DraftExistsError,
    FormCodeTakenError,
    create_form_draft,
    discard_form_draft,
    release_edit_lock,
    save_form_draft,
    start_form_draft,
    take_edit_lock,
)
from shirube.forms.commands.guards import (
    DRAFTERS,
    PUBLISHERS,
    DraftMovedError,
    FormLockedError,
    NotYourFormError,
    can_draft,
    can_publish,
    require_drafter,
)
from shirube.forms.commands.publishing import (
    FormEditedHereError,
    NothingChangedError,
    NotInForceError,
    load_form,
    publish_form,
    withdraw_form,
)
from shirube.forms.commands.scheduling import (
    NothingComingError,
    call_off_coming_form,
    put_coming_form_into_force,
    put_due_forms_into_force,
)
from shirube.forms.domain.answers import Answers, answer_at, put_answer
from shirube.forms.domain.asking import Asked
from shirube.forms.domain.binding import Bound, StepNotFoundError, bind_step, rebind
from shirube.forms.domain.carrying import CarriedOver, Loss, carry_over
from shirube.forms.domain.checking import check_answers
from shirube.forms.domain.comparing import FormChange, compare_forms
from shirube.forms.domain.concepts import CONCEPTS
from shirube.forms.domain.definition import Form, GroupField, Step
from shirube.forms.domain.drawing import present_problems, present_step
from shirube.forms.domain.fields.core import FieldCore as Field
from shirube.forms.domain.fields.files import FileAnswer
from shirube.forms.domain.known import known_facts, list_file_ids, offer_known
from shirube.forms.domain.labels import label_of
from shirube.forms.domain.lint import CODES as LINT_CODES
from shirube.forms.domain.lint import LintNote, lint_form
from shirube.forms.domain.logic import Rule
from shirube.forms.domain.paper.record import RecordFacts, make_record_pdf
from shirube.forms.domain.paper.sheet import make_filled_sheet_pdf, make_sheet_pdf
from shirube.forms.domain.parsing import FIELD_TYPES, check_form, dump_form, parse_form
from shirube.forms.domain.presenting import FieldView, ProblemView, StepView, element_id
from shirube.forms.domain.problems import Problem
from shirube.forms.domain.schema import make_json_schema
from shirube.forms.domain.secret import join_secret, split_secret
from shirube.forms.domain.sentences import problem_sentence
from shirube.forms.domain.summary import Difference, SummaryLine, SummarySection, list_differences, summarise
from shirube.forms.domain.visibility import (
    compute_answers,
    drop_hidden,
    list_visible_fields,
    list_visible_steps,
)
from shirube.forms.domain.words import Words
from shirube.forms.events import FormPublished, FormWithdrawn
from shirube.forms.queries.drafts import (
    EditLock,
    FormDraftSummary,
    FormListing,
    find_form_draft,
    find_listing,
    get_form_draft,
    list_forms,
)
from shirube.forms.queries.versions import (
    FormNotFoundError,
    FormVersionSummary,
    find_current_version,
    find_version_content,
    get_form_version,
    get_version_by_number,
    list_versions,
)
from shirube.forms.registry import Beginning, FormUses, Use, form_uses

__all__ = [
    "CONCEPTS",
    "DRAFTERS",
    "FIELD_TYPES",
    "LINT_CODES",
    "PUBLISHERS",
    "Answers",
    "Asked",
    "Beginning",
    "Bound",
    "CarriedOver",
    "Difference",
    "DraftExistsError",
    "DraftMovedError",
    "EditLock",
    "Field",
    "FieldView",
    "FileAnswer",
    "Form",
    "FormChange",
    "FormCodeTakenError",
    "FormDraftSummary",
    "FormEditedHereError",
    "FormListing",
    "FormLockedError",
    "FormNotFoundError",
    "FormPublished",
    "FormUses",
    "FormVersionSummary",
    "FormWithdrawn",
    "GroupField",
    "LintNote",
    "Loss",
    "NotInForceError",
    "NotYourFormError",
    "NothingChangedError",
    "NothingComingError",
    "Problem",
    "ProblemView",
    "RecordFacts",
    "Rule",
    "Step",
    "StepNotFoundError",
    "StepView",
    "SummaryLine",
    "SummarySection",
    "Use",
    "Words",
    "answer_at",
    "bind_step",
    "call_off_coming_form",
    "can_draft",
    "can_publish",
    "carry_over",
    "check_answers",
    "check_form",
    "compare_forms",
    "compute_answers",
    "create_form_draft",
    "discard_form_draft",
    "drop_hidden",
    "dump_form",
    "element_id",
    "find_current_version",
    "find_form_draft",
    "find_listing",
    "find_version_content",
    "form_uses",
    "get_form_draft",
    "get_form_version",
    "get_version_by_number",
    "join_secret",
    "known_facts",
    "label_of",
    "lint_form",
    "list_differences",
    "list_file_ids",
    "list_forms",
    "list_versions",
    "list_visible_fields",
    "list_visible_steps",
    "load_form",
    "make_filled_sheet_pdf",
    "make_json_schema",
    "make_record_pdf",
    "make_sheet_pdf",
    "offer_known",
    "parse_form",
    "present_problems",
    "present_step",
    "problem_sentence",
    "publish_form",
    "put_answer",
    "put_coming_form_into_force",
    "put_due_forms_into_force",
    "rebind",
    "release_edit_lock",
    "require_drafter",
    "save_form_draft",
    "split_secret",
    "start_form_draft",
    "summarise",
    "take_edit_lock",
    "withdraw_form",
]
