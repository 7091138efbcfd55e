"""Numbers and amounts of yen."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import Field, model_validator

from shirube.forms.domain.fields.core import FieldCore, Inputs, Reading, Schema, Typed, one_line
from shirube.forms.domain.fields.pen import Pen
from shirube.forms.domain.presenting import Control, Width
from shirube.forms.domain.problems import trouble
from shirube.forms.domain.wording.parts import YEN, YEN_TOLD
from shirube.forms.domain.words import Words, WordsOrText
from shirube.kernel.text import normalise, parse_decimal

F = TypeVar("F", bound=FieldCore)
LARGEST = 10**13
_MOST_DIGITS = 20
_Bound = Annotated[int | float, Field(ge=-LARGEST, le=LARGEST)]
_WholeBound = Annotated[int, Field(ge=-LARGEST, le=LARGEST, strict=True)]


def _number(text: str) -> Decimal | None:
    """Danger: 1e9999 is a number too, and writing it out would fill the memory."""
    number = parse_decimal(text) if len(text) <= 40 else None
    fits = number is not None and abs(number.adjusted()) <= _MOST_DIGITS and abs(number) <= LARGEST
    return number if fits else None


def _plain(value: float) -> str:
    return f"{Decimal(str(value)):f}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST


class NumberField(FieldCore):
    type: Literal["number"]
    minimum: _Bound | None = None
    maximum: _Bound | None = None
    decimals: Annotated[int, Field(ge=0, le=6, strict=True)] = 0
    unit: WordsOrText | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return in_order(self, self.minimum, self.maximum)

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        text = one_line(typed)
        if self.unit is not None:
            text = text.removesuffix(normalise(self.unit.ja)).strip()
        if not text:
            return Reading()
        number = _number(text)
        if number is None:
            return Reading(None, (trouble("not_a_number"),))
        if number != round(number, self.decimals):
            return Reading(None, (trouble("too_many_decimals", most=self.decimals),))
        return within(int(number) if self.decimals == 0 else float(number), self.minimum, self.maximum)

    def write(self, value: Any) -> Inputs | None:
        return {"": [_plain(value)]} if _is_number(value) else None

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        unit = "" if self.unit is None else self.unit.in_language(pen.language)
        inputmode = "decimal" if self.decimals else "numeric"
        return (pen.control(inputmode=inputmode, unit=unit, width=Width.SHORT),)

    def tell(self, value: Any, language: str) -> str:
        return with_unit(_told(value), self.unit, language)

    def answer_schema(self) -> Schema:
        return {"type": "number" if self.decimals else "integer", **_limits(self.minimum, self.maximum)}


class YenField(FieldCore):
    type: Literal["yen"]
    minimum: _WholeBound = 0
    maximum: _WholeBound | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        return in_order(self, self.minimum, self.maximum)

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        text = one_line(typed).removesuffix("円").strip("¥\\ ")
        if not text:
            return Reading()
        number = _number(text)
        if number is None:
            return Reading(None, (trouble("not_yen"),))
        if number != int(number):
            return Reading(None, (trouble("too_many_decimals", most=0),))
        return within(int(number), self.minimum, self.maximum)

    def write(self, value: Any) -> Inputs | None:
        return {"": [_plain(value)]} if _is_number(value) and isinstance(value, int) else None

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        return (pen.control(inputmode="numeric", unit=YEN(pen.language), width=Width.SHORT),)

    def tell(self, value: Any, language: str) -> str:
        return YEN_TOLD(language, amount=_told(value))

    def answer_schema(self) -> Schema:
        return {"type": "integer", **_limits(self.minimum, self.maximum)}


def in_order(field: F, minimum: float | None, maximum: float | None) -> F:
    """The field; ValueError where nothing lies between its bounds."""
    if minimum is not None and maximum is not None and minimum > maximum:
        raise ValueError("bounds_reversed")
    return field


def within(number: float, minimum: float | None, maximum: float | None) -> Reading:
    if minimum is not None and number < minimum:
        return Reading(None, (trouble("too_small", least=minimum),))
    if maximum is not None and number > maximum:
        return Reading(None, (trouble("too_large", most=maximum),))
    return Reading(number)


def with_unit(text: str, unit: Words | None, language: str) -> str:
    """「12日」, but “12 days”."""
    if unit is None:
        return text
    return f"{text}{' ' if language == 'en' else ''}{unit.in_language(language)}"


def _told(value: Any) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{Decimal(str(value)):,f}"


def _limits(minimum: float | None, maximum: float | None) -> Schema:
    limits = {"minimum": minimum, "maximum": maximum}
    return {name: bound for name, bound in limits.items() if bound is not None}
