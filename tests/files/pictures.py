"""Photos as telephones send them, and pictures that are traps."""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image
from PIL.TiffImagePlugin import IFDRational

RED, BLUE = (200, 0, 0), (0, 0, 200)
SIDEWAYS = 6  # EXIF orientation: to be turned by 90 degrees clockwise
_ORIENTATION, _GPS, _MODEL = 0x0112, 0x8825, 0x0110


def two_coloured(width: int, height: int) -> Image.Image:
    """Red on the left, blue on the right: it shows which side is up."""
    picture = Image.new("RGB", (width, height), RED)
    picture.paste(BLUE, (width // 2, 0, width, height))
    return picture


def exif(orientation: int = 1) -> Image.Exif:
    """What a telephone writes: the way it was held, its model, and where it was."""
    notes = Image.Exif()
    notes[_ORIENTATION] = orientation
    notes[_MODEL] = "Telephone 12"
    degrees = (IFDRational(38), IFDRational(26), IFDRational(3))
    notes[_GPS] = {1: "N", 2: degrees, 3: "E", 4: degrees}
    return notes


def encode(picture: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def photo(width: int = 400, height: int = 300, *, kind: str = "JPEG", orientation: int = 1) -> bytes:
    return encode(two_coloured(width, height), kind, exif=exif(orientation).tobytes())


def decode(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def png_bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    """A small file that declares a picture of gigabytes."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\0"))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
