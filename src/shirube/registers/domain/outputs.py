"""A register as CSV: a heading for each field, a line for each item."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from shirube.registers.domain.fields import Field
from shirube.registers.domain.values import print_value

# Danger: a spreadsheet runs a cell that begins so as a formula; a leading apostrophe makes it a text (CWE-1236).
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def write_csv(
    fields: Iterable[Field], items: Iterable[Mapping[str, str]], sections: Mapping[str, str]
) -> bytes:
    """UTF-8 with a byte order mark, without which Excel reads mojibake."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n")
    shown = list(fields)
    writer.writerow([field.label for field in shown])
    for values in items:
        writer.writerow([_cell(print_value(field, values.get(field.code, ""), sections)) for field in shown])
    return target.getvalue().encode("utf-8-sig")


def _cell(text: str) -> str:
    is_number = text.removeprefix("-").replace(".", "", 1).isdigit()
    return f"'{text}" if text.startswith(_FORMULA_SIGNS) and not is_number else text
