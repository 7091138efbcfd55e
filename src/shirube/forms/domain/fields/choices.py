"""Choices: one, several, yes or no, consent."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from shirube.forms.domain.fields.core import FieldCore, Inputs, Reading, Schema, Typed, one_line
from shirube.forms.domain.fields.numbers import in_order
from shirube.forms.domain.fields.pen import Pen
from shirube.forms.domain.presenting import Control, ControlKind
from shirube.forms.domain.problems import Problem, trouble
from shirube.forms.domain.wording.parts import AGREED, JOINT, NO, OTHER_TOLD, YES
from shirube.forms.domain.wording.parts import OTHER as OTHER_SAID
from shirube.forms.domain.words import WordsOrText
from shirube.kernel.packs import PackModel

OTHER, OTHER_PREFIX = "other", "other:"
LONGEST_OTHER = 200
# Beyond this many, radio buttons are a long way to the next question.
MOST_BUTTONS = 12


def _check_value(value: str) -> str:
    if value.startswith(OTHER_PREFIX) or value != " ".join(value.split()):
        raise ValueError("option_value")
    return value


class Option(PackModel):
    value: Annotated[str, Field(min_length=1, max_length=100), AfterValidator(_check_value)]
    label: WordsOrText
    help: WordsOrText | None = None


def _check_options(options: list[Option]) -> list[Option]:
    values = [one.value for one in options]
    twice = next((value for value in values if values.count(value) > 1), None)
    if twice is not None:
        raise ValueError(f"same_option_twice {twice}")
    return options


Options = Annotated[list[Option], Field(min_length=1, max_length=300), AfterValidator(_check_options)]


class _OptionsField(FieldCore):
    options: Options
    # A free answer beside the options: "other:…".
    other: bool = False

    @model_validator(mode="after")
    def _other_is_free(self) -> Self:
        if self.other and any(one.value == OTHER for one in self.options):
            raise ValueError("same_option_twice other")
        return self

    @property
    def parts(self) -> tuple[str, ...]:
        return ("", "other") if self.other else ("",)

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(one.value for one in self.options)

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        named = [
            (one.value, one.label.in_language(pen.language), _help(one, pen.language)) for one in self.options
        ]
        if self.other:
            named.append((OTHER, OTHER_SAID(pen.language), ""))
        other = (pen.control("other", is_optional=True, max_length=LONGEST_OTHER),) if self.other else ()
        return (self._draw_options(pen, named), *other)

    @abstractmethod
    def _draw_options(self, pen: Pen, named: list[tuple[str, str, str]]) -> Control:
        """The one input that holds them all."""

    def _tell_one(self, value: str, language: str) -> str:
        if value.startswith(OTHER_PREFIX):
            return OTHER_TOLD(language, text=value.removeprefix(OTHER_PREFIX))
        found = next((one for one in self.options if one.value == value), None)
        return value if found is None else found.label.in_language(language)

    def _one_schema(self) -> Schema:
        own: Schema = {"enum": list(self.values)}
        return {"anyOf": [own, {"type": "string", "pattern": "^other:."}]} if self.other else own

    def _read_one(self, value: str, typed: Typed) -> tuple[str | None, Problem | None]:
        if value == OTHER and self.other:
            text = one_line(typed, "other")
            if not text:
                return None, trouble("other_missing", "other")
            if len(text) > LONGEST_OTHER:
                return None, trouble("too_long", "other", most=LONGEST_OTHER, length=len(text))
            return OTHER_PREFIX + text, None
        if value not in self.values:
            return None, trouble("no_such_option", value=value[:60])
        return value, None

    def _write_all(self, values: Sequence[str]) -> Inputs:
        plain = [OTHER if one.startswith(OTHER_PREFIX) and self.other else one for one in values]
        others = [one.removeprefix(OTHER_PREFIX) for one in values if one.startswith(OTHER_PREFIX)]
        return {"": plain, **({"other": others[:1]} if others and self.other else {})}


class ChoiceField(_OptionsField):
    type: Literal["choice"]

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        value = one_line(typed)
        if not value:
            return Reading()
        answer, problem = self._read_one(value, typed)
        return Reading(answer, () if problem is None else (problem,))

    def write(self, value: Any) -> Inputs | None:
        return self._write_all([value]) if isinstance(value, str) else None

    def logic_value(self, value: Any) -> Any:
        """Rules ask whether "other" was chosen, not what was written there."""
        return _plain(value)

    def _draw_options(self, pen: Pen, named: list[tuple[str, str, str]]) -> Control:
        if len(named) > MOST_BUTTONS:
            return pen.select("", [(value, label) for value, label, _ in named])
        return pen.control(kind=ControlKind.RADIO, options=pen.options("", named), value="")

    def tell(self, value: Any, language: str) -> str:
        return self._tell_one(str(value), language)

    def answer_schema(self) -> Schema:
        return self._one_schema()


class ChoicesField(_OptionsField):
    type: Literal["choices"]
    minimum: Annotated[int, Field(ge=0, le=300, strict=True)] | None = None
    maximum: Annotated[int, Field(ge=1, le=300, strict=True)] | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return in_order(self, self.minimum, self.maximum)

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        asked = dict.fromkeys(one_line({"": [one]}) for one in typed.get("", ()))
        results = [self._read_one(one, typed) for one in asked if one]
        problems = tuple(problem for _, problem in results if problem is not None)
        answer = sorted((one for one, _ in results if one is not None), key=self._place)
        problems = problems or self._count_trouble(len(answer))
        return Reading(None if problems else answer or None, problems)

    def write(self, value: Any) -> Inputs | None:
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            return None
        return self._write_all(value)

    def logic_value(self, value: Any) -> Any:
        return [_plain(one) for one in value] if isinstance(value, list) else value

    def _place(self, value: str) -> int:
        return self.values.index(value) if value in self.values else len(self.values)

    def _count_trouble(self, count: int) -> tuple[Problem, ...]:
        if count and self.minimum is not None and count < self.minimum:
            return (trouble("too_few_choices", least=self.minimum),)
        if self.maximum is not None and count > self.maximum:
            return (trouble("too_many_choices", most=self.maximum),)
        return ()

    def _draw_options(self, pen: Pen, named: list[tuple[str, str, str]]) -> Control:
        return pen.control(kind=ControlKind.CHECKBOXES, options=pen.options("", named), value="")

    def tell(self, value: Any, language: str) -> str:
        return JOINT(language).join(self._tell_one(one, language) for one in value)

    def answer_schema(self) -> Schema:
        limits = {"minItems": self.minimum or 1, "maxItems": self.maximum}
        known = {name: bound for name, bound in limits.items() if bound is not None}
        return {"type": "array", "items": self._one_schema(), "uniqueItems": True, **known}


class YesNoField(FieldCore):
    type: Literal["yes_no"]

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        value = one_line(typed)
        if not value:
            return Reading()
        if value not in {"yes", "no"}:
            return Reading(None, (trouble("no_such_option", value=value[:60]),))
        return Reading(value == "yes")

    def write(self, value: Any) -> Inputs | None:
        return {"": ["yes" if value else "no"]} if isinstance(value, bool) else None

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        return (pen.radio("", {"yes": YES, "no": NO}),)

    def tell(self, value: Any, language: str) -> str:
        return YES(language) if value else NO(language)

    def answer_schema(self) -> Schema:
        return {"type": "boolean"}


class ConsentField(FieldCore):
    """A box to be ticked; only `true` is an answer."""

    type: Literal["consent"]
    text: WordsOrText

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        return Reading(True if one_line(typed) else None)

    def write(self, value: Any) -> Inputs | None:
        return {"": ["yes"]} if value is True else None

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        return (pen.control(kind=ControlKind.CHECKBOX, is_checked=bool(pen.value("")), value="yes"),)

    def tell(self, value: Any, language: str) -> str:
        return AGREED(language) if value else ""

    def answer_schema(self) -> Schema:
        return {"const": True}


def _plain(value: Any) -> Any:
    return OTHER if isinstance(value, str) and value.startswith(OTHER_PREFIX) else value


def _help(option: Option, language: str) -> str:
    return "" if option.help is None else option.help.in_language(language)
