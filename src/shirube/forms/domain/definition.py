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
from shirube.forms.domain.fields.core import FieldCore, Inputs, Logic, Schema
from shirube.forms.domain.fields.dates import DateField
from shirube.forms.domain.fields.files import FilesField
from shirube.forms.domain.fields.my_number import MyNumberField
from shirube.forms.domain.fields.names import PersonNameField
from shirube.forms.domain.fields.numbers import NumberField, YenField, in_order
from shirube.forms.domain.fields.pen import Pen
from shirube.forms.domain.fields.shown import ComputedField, ExplanationField
from shirube.forms.domain.fields.text import EmailField, KanaField, LongTextField, PhoneField, TextField
from shirube.forms.domain.logic import Rule
from shirube.forms.domain.presenting import Control
from shirube.forms.domain.wording.parts import JOINT
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

    def draw(self, pen: Pen) -> tuple[Control, ...]:  # noqa: ARG002
        return ()

    def tell(self, value: Any, language: str) -> str:
        """All rows in lines: where they cannot stand one by one."""
        rows = [
            JOINT(language).join(one.tell(row[one.key], language) for one in self.fields if one.key in row)
            for row in value
        ]
        return "\n".join(rows)

    def answer_schema(self) -> Schema:
        properties = {one.key: one.answer_schema() for one in self.fields if one.type != "explanation"}
        row = {
            "type": "object",
            "properties": {"_row": {"type": "string", "pattern": "^[a-z0-9]{1,12}$"}, **properties},
            "required": ["_row"],
            "additionalProperties": False,
        }
        return {"type": "array", "items": row, "minItems": self.min_rows, "maxItems": self.max_rows}

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

    @cached_property
    def asked_names(self) -> frozenset[str]:
        """Keys (`group.key` in rows) that rules of this step ask for: when such an answer changes, others may appear."""
        rules = [rule for one in self.fields for rule in _rules_of(one)]
        rows = [
            (one.key, rule) for one in self.fields if isinstance(one, GroupField) for rule in _row_rules(one)
        ]
        pairs = [("", rule) for rule in rules] + rows
        return frozenset(
            asked for group, rule in pairs for name in rule.names for asked in _asked(group, name)
        )


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


def _rules_of(field: SimpleField | GroupField) -> list[Rule]:
    rules = [check.rule for check in field.checks]
    if field.when is not None:
        rules.append(field.when)
    if isinstance(field, ComputedField):
        rules.append(field.formula)
    return rules


def _row_rules(group: GroupField) -> list[Rule]:
    return [rule for one in group.fields for rule in _rules_of(one)]


def _asked(group: str, name: tuple[str, str]) -> tuple[str, ...]:
    inside, path = name
    key, _, rest = path.partition(".")
    if inside:
        return (inside, f"{inside}.{key}")
    return (f"{group}.{rest.partition('.')[0]}",) if key == "row" else (key,)


def all_fields(form: Form) -> Iterator[SimpleField | GroupField]:
    """Every field, those in groups after their group."""
    for step in form.steps:
        for field in step.fields:
            yield field
            if isinstance(field, GroupField):
                yield from field.fields
