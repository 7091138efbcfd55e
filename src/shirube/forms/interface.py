"""What other rooms may use from forms."""

from shirube.forms.domain.answers import Answers, answer_at, put_answer
from shirube.forms.domain.asking import Asked
from shirube.forms.domain.binding import Bound, StepNotFoundError, bind_step
from shirube.forms.domain.carrying import CarriedOver, Loss, carry_over
from shirube.forms.domain.checking import check_answers
from shirube.forms.domain.comparing import FormChange, compare_forms
from shirube.forms.domain.concepts import CONCEPTS
from shirube.forms.domain.definition import Form, GroupField, Step
from shirube.forms.domain.drawing import present_problems, present_step
from shirube.forms.domain.fields.core import FieldCore as Field
from shirube.forms.domain.fields.files import FileAnswer
from shirube.forms.domain.known import known_facts, offer_known
from shirube.forms.domain.labels import label_of
from shirube.forms.domain.parsing import FIELD_TYPES, check_form, dump_form, parse_form
from shirube.forms.domain.presenting import ProblemView, StepView
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

__all__ = [
    "CONCEPTS",
    "FIELD_TYPES",
    "Answers",
    "Asked",
    "Bound",
    "CarriedOver",
    "Difference",
    "Field",
    "FileAnswer",
    "Form",
    "FormChange",
    "GroupField",
    "Loss",
    "Problem",
    "ProblemView",
    "Step",
    "StepNotFoundError",
    "StepView",
    "SummaryLine",
    "SummarySection",
    "Words",
    "answer_at",
    "bind_step",
    "carry_over",
    "check_answers",
    "check_form",
    "compare_forms",
    "compute_answers",
    "drop_hidden",
    "dump_form",
    "join_secret",
    "known_facts",
    "label_of",
    "list_differences",
    "list_visible_fields",
    "list_visible_steps",
    "make_json_schema",
    "offer_known",
    "parse_form",
    "present_problems",
    "present_step",
    "problem_sentence",
    "put_answer",
    "split_secret",
    "summarise",
]
