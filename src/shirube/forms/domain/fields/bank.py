"""The account a benefit is paid into."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal

from shirube.forms.domain.fields.core import FieldCore, Inputs, Reading, Schema, Typed, digits_of, one_line
from shirube.forms.domain.fields.pen import Pen
from shirube.forms.domain.fields.text import to_katakana
from shirube.forms.domain.presenting import Control, Width
from shirube.forms.domain.problems import Problem, trouble
from shirube.forms.domain.wording.parts import ACCOUNTS

KINDS = ("ordinary", "current", "savings", "yucho")
YUCHO = "yucho"
_BANK = ("bank_name", "bank_code", "branch_name", "branch_code", "number", "holder_kana")
_YUCHO = ("symbol", "number", "holder_kana")
_CODES = frozenset({"bank_code", "branch_code"})
_NUMERIC = frozenset({"bank_code", "branch_code", "number", "symbol"})
# Standard: 全銀協標準フォーマット allows these in the holder's name.
_HOLDER = re.compile(r"[ァ-ヺー・A-Z0-9 ().,\-/「」]{1,48}")
_SHAPES = {
    "bank_code": (re.compile(r"[0-9]{4}"), "bank_code_digits"),
    "branch_code": (re.compile(r"[0-9]{3}"), "branch_code_digits"),
    "symbol": (re.compile(r"1[0-9]{4}"), "yucho_symbol"),
    "holder_kana": (_HOLDER, "holder_not_katakana"),
    "bank_name": (re.compile(r".{1,40}"), "account_name_too_long"),
    "branch_name": (re.compile(r".{1,40}"), "account_name_too_long"),
}


class BankAccountField(FieldCore):
    """`{kind, bank_name, bank_code?, branch_name, branch_code?, number, holder_kana}`; yucho: `{kind, symbol, number, holder_kana}`."""

    type: Literal["bank_account"]

    @property
    def parts(self) -> tuple[str, ...]:
        return ("kind", "symbol", *_BANK)

    @property
    def answer_parts(self) -> tuple[str, ...]:
        return self.parts

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        texts = {part: one_line(typed, part) for part in self.parts}
        if not any(texts.values()):
            return Reading()
        kind = texts["kind"]
        if kind not in KINDS:
            return Reading(None, (trouble("account_kind_missing", "kind"),))
        account = {part: _cleaned(part, texts[part], kind) for part in parts_of(kind)}
        problems = (*_lacking(account), *_unfit(account, kind))
        return Reading(
            None if problems else {"kind": kind, **{k: v for k, v in account.items() if v}}, problems
        )

    def write(self, value: Any) -> Inputs | None:
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            return None
        if not set(value) <= {"kind", *parts_of(value.get("kind", ""))}:
            return None
        return {part: [text] for part, text in value.items()}

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        """The kind, and what that kind needs; a bank's parts until one is chosen."""
        rest = [
            pen.control(
                part,
                is_optional=part in _CODES,
                inputmode="numeric" if part in _NUMERIC else "",
                width=Width.SHORT if part in _NUMERIC else Width.MEDIUM,
            )
            for part in parts_of(pen.value("kind"))
        ]
        return (pen.radio("kind", ACCOUNTS), *rest)

    def tell(self, value: Any, language: str) -> str:
        kind = ACCOUNTS[value["kind"]](language)
        if value["kind"] == YUCHO:
            places = f"{kind} {value['symbol']}-{value['number']}"
        else:
            bank = f"{value['bank_name']}{_code(value, 'bank_code')}"
            places = f"{bank} {value['branch_name']}{_code(value, 'branch_code')} {kind} {value['number']}"
        return f"{places}\n{value['holder_kana']}"

    def answer_schema(self) -> Schema:
        text = {"type": "string", "minLength": 1, "maxLength": 48}
        return {
            "type": "object",
            "oneOf": [
                _account_schema(("ordinary", "current", "savings"), _BANK, text),
                _account_schema((YUCHO,), _YUCHO, text),
            ],
        }


def parts_of(kind: str) -> tuple[str, ...]:
    """What is asked beside the kind."""
    return _YUCHO if kind == YUCHO else _BANK


def _cleaned(part: str, text: str, kind: str) -> str:
    if part in _CODES or part == "symbol":
        return digits_of(text)
    if part == "holder_kana":
        return to_katakana(text).upper()
    if part == "number":
        digits = digits_of(text)
        return digits if kind == YUCHO or not digits else digits.zfill(7)
    return text


def _lacking(account: dict[str, str]) -> tuple[Problem, ...]:
    lacking = tuple(part for part, text in account.items() if not text and part not in _CODES)
    return (trouble("account_incomplete", *lacking),) if lacking else ()


def _unfit(account: dict[str, str], kind: str) -> tuple[Problem, ...]:
    most = 8 if kind == YUCHO else 7
    number = (re.compile(rf"[0-9]{{1,{most}}}"), "account_number_digits")
    shapes = {**_SHAPES, "number": number}
    return tuple(
        trouble(shapes[part][1], part, most=most)
        for part, text in account.items()
        if text and not shapes[part][0].fullmatch(text)
    )


def _code(account: dict[str, str], part: str) -> str:
    return f"（{account[part]}）" if part in account else ""


def _account_schema(kinds: tuple[str, ...], parts: tuple[str, ...], text: Schema) -> Schema:
    return {
        "properties": {"kind": {"enum": list(kinds)}, **dict.fromkeys(parts, text)},
        "required": ["kind", *(part for part in parts if part not in _CODES)],
        "additionalProperties": False,
    }
