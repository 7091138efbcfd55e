"""Photographs and files as residents send them."""

from __future__ import annotations

import io

import pillow_heif
from PIL import Image
from playwright.sync_api import FilePayload

pillow_heif.register_heif_opener()
WIDE = (800, 600)
# EXIF: the camera was held upright, so that the picture lies on its side.
ORIENTATION, LIES_ON_ITS_SIDE = 0x0112, 6


def photograph(name: str) -> FilePayload:
    """As most phones make them."""
    return _file(name, "image/jpeg", "JPEG")


def photograph_on_its_side(name: str) -> FilePayload:
    """Taken with the phone held upright: only a note in the file says so."""
    exif = Image.Exif()
    exif[ORIENTATION] = LIES_ON_ITS_SIDE
    return _file(name, "image/jpeg", "JPEG", exif=exif)


def photograph_of_an_iphone(name: str) -> FilePayload:
    return _file(name, "image/heic", "HEIF")


def program_called_photograph(name: str) -> FilePayload:
    """A program for Windows under the name of a photograph."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": b"MZ\x90\x00" + bytes(2000)}


def _file(name: str, mime: str, kind: str, **options: object) -> FilePayload:
    written = io.BytesIO()
    Image.effect_noise(WIDE, 40).convert("RGB").save(written, kind, **options)
    return {"name": name, "mimeType": mime, "buffer": written.getvalue()}


def size_of(picture: bytes) -> tuple[str | None, tuple[int, int]]:
    """Kind, width and height."""
    with Image.open(io.BytesIO(picture)) as image:
        return image.format, image.size
