"""Codes of visits: shown as a QR code, read by a camera, a scanner that types, or a person who reads them aloud."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit

# The characters that nobody mixes up (no 0 O, 1 I L, 2 Z, 5 S, 8 B, U V); 23 of them, a prime, for the check.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
BODY_LENGTH = 11
LENGTH = BODY_LENGTH + 1
_GROUP = 4


class ScanKind(StrEnum):
    VISIT = "visit"
    RESERVATION = "reservation"
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


def make_code(key: bytes, subject: str) -> str:
    """`7KMX-4QRA-9TWC`: the same each time for one key and subject, so that a ticket can be printed again."""
    digest = int.from_bytes(hmac.digest(key, subject.encode(), "sha256"))
    body = "".join(ALPHABET[digest // 23**place % 23] for place in range(BODY_LENGTH))
    return _grouped(body + _check(body))


def hash_code(code: str) -> str:
    """What is stored of a code. It has some 50 bits of its own, so it needs no slow hash."""
    return hashlib.sha256(code.encode()).hexdigest()


def read_code(typed: str) -> str | None:
    """The code as it was shown, from any width, case, blanks and hyphens; None where it cannot be one."""
    plain = "".join(one for one in unicodedata.normalize("NFKC", typed).upper() if one.isalnum())
    if len(plain) != LENGTH or any(one not in ALPHABET for one in plain):
        return None
    return _grouped(plain) if _check(plain[:-1]) == plain[-1] else None


def read_scan(text: str) -> Scan:
    """A code or the address of a ticket's or a reservation's page; what else it may be is `unknown`."""
    text = unicodedata.normalize("NFKC", text).strip()
    if "/" not in text:
        code = read_code(text)
        return Scan(kind=ScanKind.VISIT, code=code) if code else Scan(kind=ScanKind.UNKNOWN)
    return _read_address(text)


def _read_address(text: str) -> Scan:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return Scan(kind=ScanKind.UNKNOWN)
    segments = [one for one in parts.path.split("/") if one]
    front = segments[0] if segments else ""
    ticket = _after(segments, "tickets")
    if ticket and (code := read_code(ticket)):
        return Scan(kind=ScanKind.VISIT, code=code, host=host, front=front)
    if number := _after(segments, "reservations"):
        secret = next(iter(parse_qs(parts.query).get("secret", [])), "")
        return Scan(kind=ScanKind.RESERVATION, code=number, secret=secret, host=host, front=front)
    return Scan(kind=ScanKind.UNKNOWN, host=host, front=front)


def _after(segments: list[str], word: str) -> str:
    """The segment that follows `word`, or nothing."""
    at = segments.index(word) + 1 if word in segments else len(segments)
    return segments[at] if at < len(segments) else ""


def _check(body: str) -> str:
    total = sum(weight * ALPHABET.index(character) for weight, character in enumerate(body, 1))
    return ALPHABET[total % 23]


def _grouped(plain: str) -> str:
    return "-".join(plain[start : start + _GROUP] for start in range(0, len(plain), _GROUP))
