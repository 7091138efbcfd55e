"""A form as its author writes it: steps with fields. Frozen; equal content makes equal forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Any, Literal, Self, TypeAlias

from pydantic import AfterValidator, Field, model_validator

from shirube.forms.domain.fields.addresses import AddressField
from shirube.forms.domain.fields.bank import BankAccountField
from shirube.forms.domain.fields.choices import ChoiceField, ChoicesField, ConsentField, YesNoField
from shirube.forms.domain.fields.core import FieldCore, Inputs, Logic
from shirube.forms.domain.fields.dates import DateField
from shirube.forms.domain.fields.files import FilesField
from shirube.forms.domain.fields.my_number import MyNumberField
from shirube.forms.domain.fields.names import PersonNameField
from shirube.forms.domain.fields.numbers import NumberField, YenField, in_order
from shirube.forms.domain.fields.shown import ComputedField, ExplanationField
from shirube.forms.domain.fields.text import EmailField, KanaField, LongTextField, PhoneField, TextField
from shirube.forms.domain.words import WordsOrText
from shirube.kernel.packs import PackModel

_FORM_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_STEP_CODE = re.compile(r"[a-z][a-z0-9_-]*")
MOST_STEPS, MOST_FIELDS, MOST_ROWS = 30, 300, 50

# A new type joins here; nothing else in the engine lists them.
SimpleField: TypeAlias = (
    TextField
    | LongTextField
    | PersonNameField
    | KanaField
    | DateField
    | AddressField
    | PhoneField
    | EmailField
    | NumberField
    | YenField
    | ChoiceField
    | ChoicesField
    | YesNoField
    | FilesField
    | BankAccountField
    | MyNumberField
    | ConsentField
    | ComputedField
    | ExplanationField
)


def _check_form_code(code: str) -> str:
    if not _FORM_CODE.fullmatch(code):
        raise ValueError("form_code")
    return code


def _check_step_code(code: str) -> str:
    if not _STEP_CODE.fullmatch(code):
        raise ValueError("step_code")
    return code


class GroupField(FieldCore):
    """Rows of the same questions: `[{"_row": "k3f9", key: answer…}]`."""

    type: Literal["group"]
    fields: Annotated[
        list[Annotated[SimpleField, Field(discriminator="type")]], Field(min_length=1, max_length=50)
    ]
    min_rows: Annotated[int, Field(ge=0, le=MOST_ROWS, strict=True)] = 0
    max_rows: Annotated[int, Field(ge=1, le=MOST_ROWS, strict=True)] = 10
    row_title: WordsOrText | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return in_order(self, self.min_rows, self.max_rows)

    @property
    def parts(self) -> tuple[str, ...]:
        return ()

    def write(self, value: Any) -> Inputs | None:  # noqa: ARG002
        return None

    @cached_property
    def by_key(self) -> dict[str, SimpleField]:
        return {one.key: one for one in self.fields}


AnyField: TypeAlias = Annotated[SimpleField | GroupField, Field(discriminator="type")]


class Step(PackModel):
    code: Annotated[str, Field(max_length=60), AfterValidator(_check_step_code)]
    title: WordsOrText
    explanation: WordsOrText | None = None
    when: Logic | None = None
    fields: Annotated[list[AnyField], Field(min_length=1, max_length=MOST_FIELDS)]


class Form(PackModel):
    code: Annotated[str, Field(max_length=60), AfterValidator(_check_form_code)]
    title: WordsOrText
    intro: WordsOrText | None = None
    steps: Annotated[list[Step], Field(min_length=1, max_length=MOST_STEPS)]

    @cached_property
    def by_key(self) -> dict[str, SimpleField | GroupField]:
        """The fields outside groups, by key, in reading order."""
        return {field.key: field for step in self.steps for field in step.fields}

    @cached_property
    def step_of(self) -> dict[str, str]:
        """The code of the step in which a key lies."""
        return {field.key: step.code for step in self.steps for field in step.fields}

    def find_step(self, code: str) -> Step | None:
        return next((step for step in self.steps if step.code == code), None)

    def find_field(self, path: str) -> SimpleField | GroupField | None:
        """The field at "born_on", "children", or "children.k3f9.name"."""
        key, _, rest = path.partition(".")
        field = self.by_key.get(key)
        if not rest or field is None:
            return field
        if not isinstance(field, GroupField):
            return None
        return field.by_key.get(rest.rpartition(".")[2])


def all_fields(form: Form) -> Iterator[SimpleField | GroupField]:
    """Every field, those in groups after their group."""
    for step in form.steps:
        for field in step.fields:
            yield field
            if isinstance(field, GroupField):
                yield from field.fields
