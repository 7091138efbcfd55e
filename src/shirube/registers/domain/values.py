"""From what a person typed, or a cell holds, to a value in its one form; and from there to what people read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from shirube.kernel.calendar import format_date
from shirube.kernel.sheets.cells import read_day, read_number, read_text
from shirube.kernel.sheets.grid import EPOCH_1900, GridCell, text_cell
from shirube.kernel.sheets.problems import Fault
from shirube.kernel.text import normalise
from shirube.registers.domain.definition import ColumnKind
from shirube.registers.domain.fields import TITLE, Field

_LINK = re.compile(r"^(?P<words>.*?)\s*(?P<url>https?://\S+)$", re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s\"'<>]+")


class ValueFault(StrEnum):
    """Beside what any cell may have wrong (kernel.sheets.problems)."""

    TITLE_MISSING = "title_missing"
    UNKNOWN_CHOICE = "unknown_choice"
    UNKNOWN_SECTION = "unknown_section"
    SECTION_ENDED = "section_ended"
    NOT_WHOLE = "not_whole"
    BAD_LINK = "bad_link"


@dataclass(frozen=True, slots=True)
class Office:
    """By what values are judged: today, and the sections by code, of which some may have ended."""

    today: date
    sections: Mapping[str, str]
    ended: frozenset[str] = frozenset()
    epoch: date = EPOCH_1900

    def find_section(self, words: str) -> str | None:
        """The code of the section that is meant, by code or name; one that exists before one that has ended."""
        if words in self.sections:
            return words
        named = [code for code, name in self.sections.items() if normalise(name) == words]
        return min(named, key=lambda code: code in self.ended, default=None)


def read_typed(field: Field, text: str, office: Office) -> str | StrEnum:
    """The value that somebody typed into a form."""
    return read_value(field, text_cell(text) if text.strip() else None, office)


def read_value(field: Field, cell: GridCell | None, office: Office) -> str | StrEnum:
    """The value in its one form, or the kind of fault that it has; an empty cell is "", except for the name of the item."""
    if cell is None:
        return ValueFault.TITLE_MISSING if field.code == TITLE else ""
    if field.kind is ColumnKind.DATE:
        return _day(field, cell, office)
    if field.kind in {ColumnKind.NUMBER, ColumnKind.YEN}:
        return _number(field, cell)
    text = read_text(cell, field.longest)
    if isinstance(text, Fault) or not text:
        return text
    return _named(field, text, office)


def check_change(field: Field, before: str, after: str, office: Office) -> StrEnum | None:
    """What is wrong with changing one value into the other, though both can be read."""
    if field.kind is ColumnKind.SECTION and after != before and after in office.ended:
        return ValueFault.SECTION_ENDED
    return None


def show_value(field: Field, value: str, sections: Mapping[str, str]) -> str:
    """What people read: 2026年4月1日（水）, 1,200,000円, the words of a choice, the name of a section; "" stays ""."""
    if not value:
        return ""
    if field.kind is ColumnKind.DATE:
        return format_date(date.fromisoformat(value))
    if field.kind in {ColumnKind.NUMBER, ColumnKind.YEN}:
        return f"{Decimal(value):,f}{field.unit}"
    if field.kind is ColumnKind.LAW:
        return split_link(value)[0]
    return print_value(field, value, sections)


def print_value(field: Field, value: str, sections: Mapping[str, str]) -> str:
    """The value as it stands in a cell of a file, from where it can be read again."""
    if field.kind is ColumnKind.SECTION:
        return sections.get(value, value)
    if field.kind is ColumnKind.CHOICE:
        return next((option.label for option in field.options if option.value == value), value)
    return value


def split_link(value: str) -> tuple[str, str]:
    """The words of a law or ordinance, and the address behind them or ""."""
    match = _LINK.match(value)
    if match is None:
        return value, ""
    return match["words"] or match["url"], match["url"]


def _day(field: Field, cell: GridCell, office: Office) -> str | StrEnum:
    day = read_day(cell, office.epoch)
    if isinstance(day, Fault):
        return day
    # What has been reached cannot lie ahead; a plan may.
    return Fault.DATE_IN_FUTURE if field.is_actual and day > office.today else day.isoformat()


def _number(field: Field, cell: GridCell) -> str | StrEnum:
    number = read_number(cell, field.unit)
    if isinstance(number, Fault):
        return number
    if field.kind is ColumnKind.YEN and number != number.to_integral_value():
        return ValueFault.NOT_WHOLE
    plain = number.to_integral_value() if number == number.to_integral_value() else number.normalize()
    return f"{plain:f}"


def _named(field: Field, text: str, office: Office) -> str | StrEnum:
    words = normalise(text)
    if field.kind is ColumnKind.CHOICE:
        found = next((one.value for one in field.options if words in {one.value, normalise(one.label)}), None)
        return found or ValueFault.UNKNOWN_CHOICE
    if field.kind is ColumnKind.SECTION:
        return office.find_section(words) or ValueFault.UNKNOWN_SECTION
    if field.kind is ColumnKind.LAW and "://" in text:
        return text if _ADDRESS.fullmatch(split_link(text)[1]) else ValueFault.BAD_LINK
    return text
