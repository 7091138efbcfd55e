"""The name of a person, with its kana."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from shirube.forms.domain.fields.core import FieldCore, Inputs, Reading, Schema, Typed, one_line
from shirube.forms.domain.fields.pen import Pen
from shirube.forms.domain.fields.text import is_katakana, is_latin, to_katakana
from shirube.forms.domain.presenting import Control, Width
from shirube.forms.domain.problems import Problem, trouble
from shirube.forms.domain.wording.parts import PARTS

# 戸籍 knows no limit; a city's core systems hold 100 characters.
LONGEST_NAME = 100
_KANJI = ("family", "given")
_KANA = ("family_kana", "given_kana")
_AUTOCOMPLETE = {"family": "family-name", "given": "given-name", "latin": "name", "alias": "nickname"}


class PersonNameField(FieldCore):
    """`{family, given, family_kana, given_kana, old_family?, latin?, alias?}`.

    Who has a name in Latin letters only (`latin: true`) may leave the others empty.
    """

    type: Literal["person_name"]
    old_name: bool = False
    latin: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        return (
            *_KANJI,
            *_KANA,
            *(("old_family",) if self.old_name else ()),
            *(("latin", "alias") if self.latin else ()),
        )

    @property
    def answer_parts(self) -> tuple[str, ...]:
        return self.parts

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        name = {part: one_line(typed, part) for part in self.parts}
        name |= {part: to_katakana(name[part]) for part in _KANA}
        given = {part: text for part, text in name.items() if text}
        if not given:
            return Reading()
        problems = (*self._lacking(given), *_unfit(given))
        return Reading(None if problems else given, problems)

    def write(self, value: Any) -> Inputs | None:
        if not isinstance(value, dict) or not set(value) <= set(self.parts):
            return None
        if not all(isinstance(text, str) for text in value.values()):
            return None
        return {part: [text] for part, text in value.items()}

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        own = pen.concept == "person.name"
        optional = {"old_family", "latin", "alias"} | (set(self.parts) if self.latin else set())
        return tuple(
            pen.control(
                part,
                is_optional=part in optional,
                autocomplete=_AUTOCOMPLETE.get(part, "") if own else "",
                width=Width.MEDIUM,
                max_length=LONGEST_NAME,
            )
            for part in self.parts
        )

    def tell(self, value: Any, language: str) -> str:
        """「山田 花子（ヤマダ ハナコ）」, and beneath it what else the name has."""
        name = _joined(value, _KANJI)
        kana = _joined(value, _KANA)
        rest = [
            f"{PARTS[part](language)}：{value[part]}"
            for part in ("latin", "alias", "old_family")
            if value.get(part)
        ]
        first = f"{name}（{kana}）" if name and kana else name or kana
        return "\n".join(one for one in (first, *rest) if one)

    def answer_schema(self) -> Schema:
        text = {"type": "string", "minLength": 1, "maxLength": LONGEST_NAME}
        whole = {"required": [*_KANJI, *_KANA]}
        needed = {"anyOf": [{"required": ["latin"]}, whole]} if self.latin else whole
        return {
            "type": "object",
            "properties": dict.fromkeys(self.parts, text),
            "additionalProperties": False,
            **needed,
        }

    def _lacking(self, given: dict[str, str]) -> tuple[Problem, ...]:
        if "latin" in given:
            return ()
        lacking = tuple(part for part in (*_KANJI, *_KANA) if part not in given)
        return (trouble("name_incomplete", *lacking),) if lacking else ()


def _unfit(given: dict[str, str]) -> tuple[Problem, ...]:
    long = tuple(part for part, text in given.items() if len(text) > LONGEST_NAME)
    kana = tuple(part for part in _KANA if not is_katakana(given.get(part, "")))
    return (
        *((trouble("name_too_long", *long, most=LONGEST_NAME),) if long else ()),
        *((trouble("name_kana_not_katakana", *kana),) if kana else ()),
        *((trouble("name_not_latin", "latin"),) if not is_latin(given.get("latin", "")) else ()),
    )


def _joined(name: dict[str, str], parts: tuple[str, ...]) -> str:
    return " ".join(name[part] for part in parts if name.get(part))
