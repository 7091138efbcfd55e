"""The code of a local government (全国地方公共団体コード): five digits and a check digit."""

from __future__ import annotations

_WEIGHTS = (6, 5, 4, 3, 2)


def check_digit(five_digits: str) -> str:
    """The sixth digit of a code. Source: 総務省「全国地方公共団体コード仕様」, modulus 11 with weights 6 to 2."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, five_digits, strict=True))
    return str((11 - total % 11) % 10)


def is_municipality_code(code: str) -> bool:
    """Six ASCII digits whose last is the check digit of the others. The leading zero is part of the code."""
    return len(code) == 6 and code.isascii() and code.isdigit() and code[5] == check_digit(code[:5])
