"""Codes that people carry: read aloud, typed from paper, or scanned. They say which city they belong to."""

from __future__ import annotations

from shirube.kernel import receipts

_CITY_DIGITS = 6


def shown_code(code: str) -> str:
    """In fours, for reading aloud."""
    return receipts.grouped(code)


def carried_code(city: str, code: str) -> str:
    """As a QR code carries it: the municipality's code in front."""
    return f"{city}-{shown_code(code)}"


def read_code(typed: str) -> tuple[str, str] | None:
    """(municipality's code or "", code) from what was typed or scanned, an address that ends with it too; None else."""
    plain = receipts.plain_code(typed.strip().rstrip("/").rpartition("/")[2])
    length = receipts.SECRET_LENGTH
    city, code = plain[: max(0, len(plain) - length)], plain[-length:]
    is_city = city == "" or (city.isdecimal() and len(city) == _CITY_DIGITS)
    is_code = len(code) == length and all(one in receipts.ALPHABET for one in code)
    return (city, code) if is_city and is_code else None
