"""Calendar files (iCalendar, RFC 5545): what is booked, for the booker's own calendar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

_LONGEST_LINE = 75
_PRODUCT = "-//Shirube//Bookings//JA"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One event. `revision` rises with every change, so that calendars replace what they have."""

    uid: str
    starts_at: datetime
    ends_at: datetime
    title: str
    place: str = ""
    note: str = ""
    address: str = ""
    changed_at: datetime
    revision: int = 0
    is_cancelled: bool = False


def make_ics(entries: Iterable[CalendarEntry], *, name: str = "") -> str:
    """The file's text, lines ending in CRLF. Times are in UTC, which every calendar shows in its own zone."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "METHOD:PUBLISH"]
    lines += [f"X-WR-CALNAME:{_text(name)}"] if name else []
    for entry in entries:
        lines += _event(entry)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(entry: CalendarEntry) -> list[str]:
    optional = {"LOCATION": entry.place, "DESCRIPTION": entry.note}
    return [
        "BEGIN:VEVENT",
        f"UID:{entry.uid}",
        f"SEQUENCE:{entry.revision}",
        f"DTSTAMP:{_moment(entry.changed_at)}",
        f"DTSTART:{_moment(entry.starts_at)}",
        f"DTEND:{_moment(entry.ends_at)}",
        f"SUMMARY:{_text(entry.title)}",
        *[f"{key}:{_text(value)}" for key, value in optional.items() if value],
        *([f"URL:{entry.address}"] if entry.address else []),
        f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
        "END:VEVENT",
    ]


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _text(value: str) -> str:
    """RFC 5545 §3.3.11."""
    plain = "\n".join(value.splitlines())
    for character, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        plain = plain.replace(character, written)
    return plain


def _folded(line: str) -> str:
    """§3.1: at most 75 octets a line, never cutting a character in two."""
    rows: list[str] = []
    row = ""
    for character in line:
        # A continuation begins with a blank, which counts.
        if len((row + character).encode()) > _LONGEST_LINE - bool(rows):
            rows.append(row)
            row = ""
        row += character
    return "\r\n ".join([*rows, row])
