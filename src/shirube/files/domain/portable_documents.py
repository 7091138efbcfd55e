"""What a PDF must not carry: programs, other files, and locks behind which nobody can look for them.

The bytes are searched, not parsed: a reader follows a table at the end of the file, and what is hidden from one way of
parsing may be seen by another. Names are long enough that compressed data does not hold them by chance.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from shirube.kernel.errors import InvalidInputError

# Danger: object streams may be bombs too.
MOST_UNPACKED = 50 * 1024 * 1024
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
# ISO 32000-1: 12.6.4 actions, 7.11.4 embedded files, 13.6/13.7 multimedia.
_ACTIVE = re.compile(
    rb"/JavaScript|/Launch(?=[\s/<>\[(])|/EmbeddedFile|/FileAttachment|/EF\s*(?:<<|\d+\s+\d+\s+R)|/RichMedia|/ImportData"
)
_LOCKED = re.compile(rb"/Encrypt\s*(?:<<|\d+\s+\d+\s+R)")
_OBJECT_STREAM = re.compile(rb"/ObjStm\b")
_STREAM = re.compile(rb"(<<[^\x00]{0,2000}?>>)\s*stream\r?\n", re.DOTALL)


class ActiveDocumentError(InvalidInputError):
    """The PDF carries a program or another file, or hides its parts in a way that nobody can check."""

    code = "files.pdf_active"


class LockedDocumentError(InvalidInputError):
    """The PDF is encrypted: neither a scanner nor the staff could look into it."""

    code = "files.pdf_locked"


def check_document(name: str, content: bytes) -> None:
    """Raise LockedDocumentError or ActiveDocumentError unless the PDF is no more than pages."""
    plain = _unescape(content)
    if _LOCKED.search(plain):
        raise LockedDocumentError(name=name)
    if _ACTIVE.search(plain) or any(
        _ACTIVE.search(_unescape(part)) for part in _object_streams(name, content)
    ):
        raise ActiveDocumentError(name=name)


def _unescape(content: bytes) -> bytes:
    """Names may be written with #xx for any byte: /Java#53cript."""
    return _ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), content)


def _object_streams(name: str, content: bytes) -> Iterator[bytes]:
    """The objects that lie compressed; ActiveDocumentError where they lie in another way than programs write them."""
    unpacked = 0
    for match in _STREAM.finditer(content):
        described = _unescape(match[1])
        if not _OBJECT_STREAM.search(described):
            continue
        if b"/FlateDecode" not in described or b"/Predictor" in described or described.count(b"Decode") > 1:
            raise ActiveDocumentError(name=name)
        part = _inflate(name, content[match.end() :], MOST_UNPACKED - unpacked)
        unpacked += len(part)
        yield part


def _inflate(name: str, packed: bytes, room: int) -> bytes:
    try:
        return _unpacked(zlib.decompressobj(), packed, room)
    except (zlib.error, OverflowError) as error:
        raise ActiveDocumentError(name=name) from error


def _unpacked(reader: zlib._Decompress, packed: bytes, room: int) -> bytes:
    part = reader.decompress(packed, max(room, 1))
    if not reader.eof:
        raise OverflowError
    return part
