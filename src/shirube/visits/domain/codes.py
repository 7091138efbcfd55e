"""What a scanner, a camera or a person gives at the kiosk and the reception: one field takes every code of the counter."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

from shirube.kernel.receipts import read_receipt_number
from shirube.visits.domain.interview import codes as preparations


class ScanKind(StrEnum):
    """`number` is the code of a ticket or the number of a reservation: both look the same, and both are asked for."""

    VISIT = "visit"
    RESERVATION = "reservation"
    NUMBER = "number"
    PREPARATION = "preparation"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What a scanned or typed text says. `host` and `front` are empty unless it is an address.

    `front` is the first segment of the address's path: the city where the host does not name it.
    """

    kind: ScanKind
    code: str = ""
    secret: str = ""
    host: str = ""
    front: str = ""


def read_scan(text: str) -> Scan:
    """A code, or the address of a ticket's or a reservation's page; what else it may be is `unknown`."""
    text = unicodedata.normalize("NFKC", text).strip()
    if "/" in text:
        return _read_address(text)
    if number := read_receipt_number(text):
        return Scan(kind=ScanKind.NUMBER, code=number)
    kind = ScanKind.PREPARATION if preparations.read_code(text) else ScanKind.UNKNOWN
    return Scan(kind=kind, code=text if kind is ScanKind.PREPARATION else "")


def _read_address(text: str) -> Scan:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return Scan(kind=ScanKind.UNKNOWN)
    segments = [one for one in parts.path.split("/") if one]
    front = segments[0] if segments else ""
    if code := read_receipt_number(_after(segments, "tickets")):
        return Scan(kind=ScanKind.VISIT, code=code, host=host, front=front)
    if number := _after(segments, "reservations"):
        secret = next(iter(parse_qs(parts.query).get("secret", [])), "")
        return Scan(kind=ScanKind.RESERVATION, code=number, secret=secret, host=host, front=front)
    return Scan(kind=ScanKind.UNKNOWN, host=host, front=front)


def _after(segments: list[str], word: str) -> str:
    """The segment that follows `word`, or nothing."""
    at = segments.index(word) + 1 if word in segments else len(segments)
    return segments[at] if at < len(segments) else ""
