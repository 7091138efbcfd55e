"""Codes that people carry: read aloud, typed from paper, or scanned. They say which city they belong to."""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

# No 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: pairs that people mix up.
_ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
_LENGTH, _GROUP = 12, 4
_CITY_DIGITS = 6


def new_code() -> str:
    """`7KMX4QRA9TWC`: about 54 bits that nobody guesses."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def hash_code(code: str) -> str:
    """What is stored of a code. It has enough bits of its own, so it needs no slow hash."""
    return hashlib.sha256(code.encode()).hexdigest()


def shown_code(code: str) -> str:
    """In fours, for reading aloud."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def carried_code(city: str, code: str) -> str:
    """As a QR code carries it: the municipality's code in front."""
    return f"{city}-{shown_code(code)}"


def read_code(typed: str) -> tuple[str, str] | None:
    """(municipality's code or "", code) from what was typed or scanned, an address that ends with it too; None else."""
    last = typed.strip().rstrip("/").rpartition("/")[2]
    plain = "".join(one for one in unicodedata.normalize("NFKC", last).upper() if one.isalnum())
    city, code = plain[: max(0, len(plain) - _LENGTH)], plain[-_LENGTH:]
    is_city = city == "" or (city.isdecimal() and len(city) == _CITY_DIGITS)
    is_code = len(code) == _LENGTH and all(one in _ALPHABET for one in code)
    return (city, code) if is_city and is_code else None
