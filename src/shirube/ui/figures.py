"""How a number is written for people: 780,464PV, 77.8%, −3件."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

_MINUS = "−"  # U+2212: read aloud as minus, and as wide as the digits


def format_number(value: Decimal, decimals: int = 0) -> str:
    """Grouped by thousands, rounded half up to `decimals` places as offices do: 1234.5 → 1,235."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    written = f"{abs(rounded):,.{decimals}f}"
    return _MINUS + written if rounded < 0 else written


def measured_decimals(value: Decimal) -> int:
    """A measured value is shown to one place; without it where that place is a zero (45.5, but 71)."""
    shown = value.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return 0 if shown == shown.to_integral_value() else 1


def format_figure(value: Decimal, unit: str = "", decimals: int = 0) -> str:
    """The number with its unit; a unit in Latin letters stands apart (798,000 PV), others follow directly (14件)."""
    space = " " if unit[:1].isascii() and unit[:1].isalpha() else ""
    return f"{format_number(value, decimals)}{space}{unit}"
