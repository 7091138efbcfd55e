"""個人番号: twelve digits with a check digit. Beyond `split_secret` only its mask is seen."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal

from shirube.forms.domain.fields.core import FieldCore, Inputs, Reading, Schema, Typed, digits_of, one_line
from shirube.forms.domain.fields.pen import Pen
from shirube.forms.domain.presenting import Control, Width
from shirube.forms.domain.problems import trouble

_MASK = re.compile(r"\*{8}[0-9]{4}")


class MyNumberField(FieldCore):
    type: Literal["my_number"]

    def read(self, typed: Typed, today: date | None) -> Reading:  # noqa: ARG002
        """Danger: no fact of a problem may carry a digit of it."""
        text = digits_of(one_line(typed))
        if not text:
            return Reading()
        if not re.fullmatch(r"[0-9]{12}", text):
            return Reading(None, (trouble("my_number_digits"),))
        if not is_my_number(text):
            return Reading(None, (trouble("my_number_check_digit"),))
        return Reading(text)

    def write(self, value: Any) -> Inputs | None:
        return {"": [value]} if isinstance(value, str) else None

    def logic_value(self, value: Any) -> Any:
        """Rules may ask whether it is there, no more."""
        return None if value is None else True

    def draw(self, pen: Pen) -> tuple[Control, ...]:
        # Danger: what was typed never comes back into a page.
        return (pen.control(value="", inputmode="numeric", width=Width.MEDIUM),)

    def tell(self, value: Any, language: str) -> str:  # noqa: ARG002
        return mask(str(value))

    def answer_schema(self) -> Schema:
        return {"type": "string", "pattern": "^([0-9]{12}|[*]{8}[0-9]{4})$"}


def is_my_number(digits: str) -> bool:
    """Law: the check digit of 個人番号 is set in 総務省令 (平成26年総務省令第85号) 第5条."""
    if not re.fullmatch(r"[0-9]{12}", digits):
        return False
    # The digits from the right after the check digit: the first six weigh 2…7, the last five 2…6.
    reverse = [int(one) for one in reversed(digits[:11])]
    total = sum(digit * (place + 1 if place <= 6 else place - 5) for place, digit in enumerate(reverse, 1))
    remainder = total % 11
    return int(digits[11]) == (0 if remainder <= 1 else 11 - remainder)


def mask(my_number: str) -> str:
    """`********1234`: enough for its owner to know it again."""
    return "*" * 8 + my_number[-4:]


def is_mask(value: Any) -> bool:
    return isinstance(value, str) and bool(_MASK.fullmatch(value))
