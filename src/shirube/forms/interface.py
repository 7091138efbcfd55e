"""What other rooms may use from forms."""

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

__all__ = [
    "CONCEPTS",
    "FIELD_TYPES",
    "Answers",
    "Asked",
    "Bound",
    "Field",
    "FileAnswer",
    "Form",
    "GroupField",
    "Problem",
    "Step",
    "StepNotFoundError",
    "Words",
    "bind_step",
    "check_answers",
    "check_form",
    "compute_answers",
    "drop_hidden",
    "dump_form",
    "join_secret",
    "list_visible_fields",
    "list_visible_steps",
    "parse_form",
    "split_secret",
]
