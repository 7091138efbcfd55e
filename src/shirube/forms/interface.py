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
from shirube.forms.domain.answers import Answers
from shirube.forms.domain.asking import Asked
from shirube.forms.domain.binding import Bound, StepNotFoundError, bind_step
from shirube.forms.domain.checking import check_answers
from shirube.forms.domain.concepts import CONCEPTS
from shirube.forms.domain.definition import Form, GroupField, Step
from shirube.forms.domain.fields.core import FieldCore as Field
from shirube.forms.domain.fields.files import FileAnswer
from shirube.forms.domain.parsing import FIELD_TYPES, check_form, dump_form, parse_form
from shirube.forms.domain.problems import Problem
from shirube.forms.domain.secret import join_secret, split_secret
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

__all__ = [
    "CONCEPTS",
    "DRAFTERS",
    "FIELD_TYPES",
    "PUBLISHERS",
    "Answers",
    "Asked",
    "Bound",
    "DraftExistsError",
    "DraftMovedError",
    "EditLock",
    "Field",
    "FileAnswer",
    "Form",
    "FormCodeTakenError",
    "FormDraftSummary",
    "FormEditedHereError",
    "FormListing",
    "FormLockedError",
    "FormNotFoundError",
    "FormPublished",
    "FormVersionSummary",
    "FormWithdrawn",
    "GroupField",
    "NotInForceError",
    "NotYourFormError",
    "NothingChangedError",
    "Problem",
    "Step",
    "StepNotFoundError",
    "Words",
    "bind_step",
    "can_draft",
    "can_publish",
    "check_answers",
    "check_form",
    "compute_answers",
    "create_form_draft",
    "discard_form_draft",
    "drop_hidden",
    "dump_form",
    "find_current_version",
    "find_form_draft",
    "find_listing",
    "find_version_content",
    "get_form_draft",
    "get_form_version",
    "get_version_by_number",
    "join_secret",
    "list_forms",
    "list_versions",
    "list_visible_fields",
    "list_visible_steps",
    "load_form",
    "parse_form",
    "publish_form",
    "release_edit_lock",
    "require_drafter",
    "save_form_draft",
    "split_secret",
    "start_form_draft",
    "take_edit_lock",
    "withdraw_form",
]
