"""An address: from its postal code, part by part, or in one free line."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal

from shirube.forms.domain.fields.core import FieldCore, Inputs, Reading, Schema, Typed, digits_of, one_line
from shirube.forms.domain.fields.pen import Pen
from shirube.forms.domain.postal import PREFECTURES, find_place, has_postal_codes
from shirube.forms.domain.presenting import Control, Width
from shirube.forms.domain.problems import Problem, trouble

LONGEST_PART, LONGEST_LINE = 100, 300
_AUTOCOMPLETE = {
    "postal_code": "postal-code",
    "prefecture": "address-level1",
    "city": "address-level2",
    "town": "address-line1",
    "number": "address-line2",
    "building": "address-line3",
    "free": "street-address",
}
_PARTS = ("postal_code", "prefecture", "city", "town", "number", "building")


class AddressField(FieldCore):
    """`{postal_code?, prefecture, city, town, number?, building?}` or `{postal_code?, free}`; the code has 7 digits."""

    type: Literal["address"]

    @property
    def parts(self) -> tuple[str, ...]:
        return (*_PARTS, "free")

    @property
    def answer_parts(self) -> tuple[str, ...]:
        return self.parts

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        texts = {part: one_line(typed, part) for part in self.parts}
        texts["postal_code"] = self.read_code(typed)
        if not any(texts.values()):
            return Reading()
        code, free = texts["postal_code"], texts["free"]
        address = {"postal_code": code, "free": free} if free else {**texts, "free": ""}
        address = {part: text for part, text in address.items() if text}
        problems = (*_code_trouble(code, address), *_lacking(address), *_too_long(address))
        errors = any(one.severity == "error" for one in problems)
        return Reading(None if errors else address, problems)

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        own = pen.concept == "address.current"
        return tuple(self._draw_part(pen, part, _AUTOCOMPLETE[part] if own else "") for part in self.parts)

    def _draw_part(self, pen: Pen, part: str, autocomplete: str) -> Control:
        if part == "prefecture":
            return pen.select(
                part, [(one, one) for one in PREFECTURES], autocomplete=autocomplete, width=Width.SHORT
            )
        # Any of them may be empty where the free line says it all.
        facts = {"inputmode": "numeric", "width": Width.SHORT} if part == "postal_code" else {}
        return pen.control(part, is_optional=True, autocomplete=autocomplete, **facts)

    def tell(self, value: Any, language: str) -> str:  # noqa: ARG002
        code = value.get("postal_code", "")
        line = value.get("free") or "".join(
            value.get(part, "") for part in ("prefecture", "city", "town", "number")
        )
        rest = value.get("building", "")
        return "\n".join(one for one in (f"〒{code[:3]}-{code[3:]}" if code else "", line, rest) if one)

    def answer_schema(self) -> Schema:
        text = {"type": "string", "minLength": 1, "maxLength": LONGEST_PART}
        properties = {
            **dict.fromkeys(self.parts, text),
            "postal_code": {"type": "string", "pattern": "^[0-9]{7}$"},
            "prefecture": {"enum": list(PREFECTURES)},
            "free": {**text, "maxLength": LONGEST_LINE},
        }
        parts = {"required": ["prefecture", "city"], "not": {"required": ["free"]}}
        return {
            "type": "object",
            "properties": properties,
            "additionalProperties": False,
            "anyOf": [{"required": ["free"]}, parts],
        }

    def read_code(self, typed: Typed) -> str:
        """The digits of the postal code, or what else was typed there."""
        return digits_of(one_line(typed, "postal_code").removeprefix("〒"))

    def write(self, value: Any) -> Inputs | None:
        if not isinstance(value, dict) or not set(value) <= set(self.parts):
            return None
        if not all(isinstance(text, str) for text in value.values()):
            return None
        return {part: [text] for part, text in value.items()}


def _code_trouble(code: str, address: dict[str, str]) -> tuple[Problem, ...]:
    if not code:
        return ()
    if not re.fullmatch(r"[0-9]{7}", code):
        return (trouble("postal_code_digits", "postal_code"),)
    place = find_place(code)
    if place is None:
        return (trouble("postal_code_unknown", "postal_code"),) if has_postal_codes() else ()
    prefecture = address.get("prefecture")
    if prefecture and prefecture != place.prefecture:
        elsewhere = trouble(
            "postal_code_elsewhere", "postal_code", severity="warning", place=place.prefecture
        )
        return (elsewhere,)
    return ()


def _lacking(address: dict[str, str]) -> tuple[Problem, ...]:
    if "free" in address:
        return ()
    lacking = [part for part in ("prefecture", "city") if part not in address]
    if "town" not in address and "number" not in address:
        lacking.append("town")
    unknown = address.get("prefecture", PREFECTURES[0]) not in PREFECTURES
    return (
        *((trouble("address_incomplete", *lacking),) if lacking else ()),
        *((trouble("no_such_prefecture", "prefecture"),) if unknown else ()),
    )


def _too_long(address: dict[str, str]) -> tuple[Problem, ...]:
    most = {"free": LONGEST_LINE}
    long = [part for part, text in address.items() if len(text) > most.get(part, LONGEST_PART)]
    return (trouble("address_too_long", *long, most=most.get(long[0], LONGEST_PART)),) if long else ()
