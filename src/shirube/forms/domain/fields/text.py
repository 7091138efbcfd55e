"""Words: a line, several lines, katakana, a telephone number, an address for mail."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Literal

import jaconv
from pydantic import Field

from shirube.forms.domain.fields.core import (
    FieldCore,
    Inputs,
    Reading,
    Schema,
    Typed,
    one_line,
    several_lines,
)
from shirube.forms.domain.fields.pen import Pen
from shirube.forms.domain.presenting import Control, ControlKind, Width
from shirube.forms.domain.problems import trouble

_KATAKANA = re.compile(r"[ァ-ヺヽヾー・ 　]*")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ' .,\-]*")
_DASHES = re.compile(r"(?<=[ァ-ヺ])[-‐-―−]")
_PHONE_NOISE = re.compile(r"[\s\-‐-―−ー()./]")
_PHONE = r"0[0-9]{9,10}|\+[1-9][0-9]{7,14}"
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
# The same shapes for JSON Schema, whose patterns are those of ECMA 262.
_ECMA = {
    "digits": "^[0-9]*$",
    "latin": "^[A-Za-zÀ-ɏ' .,\\-]*$",
    "katakana": "^[ァ-ヺヽヾー・ ]*$",
}
_INPUTMODES = {"digits": "numeric"}
_AUTOCOMPLETE = {
    "contact.phone": "tel",
    "contact.email": "email",
    "person.occupation": "organization-title",
}
_PATTERNS = {"digits": re.compile(r"[0-9]*"), "latin": _LATIN, "katakana": _KATAKANA}


def to_katakana(text: str) -> str:
    """Hiragana and half-width kana as katakana; a hyphen after kana was meant as the long mark."""
    return _DASHES.sub("ー", jaconv.hira2kata(text))


def is_katakana(text: str) -> bool:
    return bool(_KATAKANA.fullmatch(text))


def is_latin(text: str) -> bool:
    return bool(_LATIN.fullmatch(text))


class _LineField(FieldCore):
    """Whose answer is a text."""

    def write(self, value: Any) -> Inputs | None:
        return {"": [value]} if isinstance(value, str) else None

    def tell(self, value: Any, language: str) -> str:  # noqa: ARG002
        return str(value)


class TextField(_LineField):
    type: Literal["text"]
    max_length: Annotated[int, Field(ge=1, le=300, strict=True)] = 100
    pattern: Literal["digits", "latin", "katakana", "none"] = "none"

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        text = one_line(typed)
        if self.pattern == "katakana":
            text = to_katakana(text)
        if len(text) > self.max_length:
            return Reading(None, (trouble("too_long", most=self.max_length, length=len(text)),))
        if self.pattern != "none" and not _PATTERNS[self.pattern].fullmatch(text):
            return Reading(None, (trouble(f"not_{self.pattern}"),))
        return Reading(text or None)

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        width = (
            Width.SHORT if self.max_length <= 12 else Width.MEDIUM if self.max_length <= 30 else Width.WIDE
        )
        return (
            pen.control(
                max_length=self.max_length,
                width=width,
                inputmode=_INPUTMODES.get(self.pattern, ""),
                autocomplete=_AUTOCOMPLETE.get(pen.concept, ""),
            ),
        )

    def answer_schema(self) -> Schema:
        pattern = {} if self.pattern == "none" else {"pattern": _ECMA[self.pattern]}
        return {"type": "string", "minLength": 1, "maxLength": self.max_length, **pattern}


class LongTextField(_LineField):
    type: Literal["long_text"]
    max_length: Annotated[int, Field(ge=1, le=10_000, strict=True)] = 2000

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        text = several_lines(typed)
        if len(text) > self.max_length:
            return Reading(None, (trouble("too_long", most=self.max_length, length=len(text)),))
        return Reading(text or None)

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        return (pen.control(kind=ControlKind.LONG_TEXT, max_length=self.max_length),)

    def answer_schema(self) -> Schema:
        return {"type": "string", "minLength": 1, "maxLength": self.max_length}


class KanaField(_LineField):
    type: Literal["kana"]
    max_length: Annotated[int, Field(ge=1, le=300, strict=True)] = 100

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        text = to_katakana(one_line(typed))
        if len(text) > self.max_length:
            return Reading(None, (trouble("too_long", most=self.max_length, length=len(text)),))
        if not is_katakana(text):
            return Reading(None, (trouble("not_katakana"),))
        return Reading(text or None)

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        return (pen.control(max_length=self.max_length, width=Width.MEDIUM),)

    def answer_schema(self) -> Schema:
        return {"type": "string", "minLength": 1, "maxLength": self.max_length, "pattern": _ECMA["katakana"]}


class PhoneField(_LineField):
    """Digits, or + and digits for a number abroad."""

    type: Literal["phone"]

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        text = _PHONE_NOISE.sub("", one_line(typed))
        if not text:
            return Reading()
        if not re.fullmatch(r"\+?[0-9]+", text):
            return Reading(None, (trouble("phone_not_digits"),))
        if not re.fullmatch(_PHONE, text):
            return Reading(None, (trouble("phone_length", length=len(text.removeprefix("+"))),))
        return Reading(text)

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        autocomplete = _AUTOCOMPLETE.get(pen.concept, "")
        return (pen.control(inputmode="tel", autocomplete=autocomplete, width=Width.MEDIUM),)

    def answer_schema(self) -> Schema:
        return {"type": "string", "pattern": f"^({_PHONE})$"}


class EmailField(_LineField):
    type: Literal["email"]

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        text = one_line(typed).replace(" ", "")
        if not text:
            return Reading()
        if len(text) > 254 or not _EMAIL.fullmatch(text):
            return Reading(None, (trouble("email_not_understood"),))
        name, _, domain = text.rpartition("@")
        return Reading(f"{name}@{domain.lower()}")

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        return (pen.control(inputmode="email", autocomplete=_AUTOCOMPLETE.get(pen.concept, "")),)

    def answer_schema(self) -> Schema:
        return {"type": "string", "format": "email", "maxLength": 254}
