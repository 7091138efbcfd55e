"""Files as people send them, good and bad."""

from __future__ import annotations

import copy
import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(20)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(20)
HEIC = b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic" + bytes(20)
PROGRAM = b"MZ\x90\x00" + bytes(100)
OLD_WORD = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
CSV = "課名,件数\n市民課,12\n"
# The harmless test pattern of the European Institute for Computer Antivirus Research, in two pieces.
EICAR = r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*"

CONTENT_TYPES = "[Content_Types].xml"


def office(*parts: str, body: bytes = b"<x/>") -> bytes:
    """An archive with the parts of an office file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, body)
    return stream.getvalue()


def xlsx(*more: str, body: bytes = b"<x/>") -> bytes:
    return office(CONTENT_TYPES, "xl/workbook.xml", *more, body=body)


def docx(*more: str) -> bytes:
    return office(CONTENT_TYPES, "word/document.xml", *more)


def overlapping() -> bytes:
    """Entries that all point to the same bytes: the archive declares more than it holds."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for part in (CONTENT_TYPES, "xl/workbook.xml"):
            archive.writestr(part, bytes(4000))
        for number in range(50):
            twin = copy.copy(archive.filelist[-1])
            twin.filename = f"xl/{number}"
            archive.filelist.append(twin)
    return stream.getvalue()


def locked() -> bytes:
    """An archive whose entries are marked as encrypted."""
    content = bytearray(xlsx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(mark)
        while start >= 0:
            content[start + offset] |= 1
            start = content.find(mark, start + 1)
    return bytes(content)
