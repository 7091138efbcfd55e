"""Photos as telephones take them: brought upright, freed of place and time, made small enough to keep and to open."""

from __future__ import annotations

import io

from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

from shirube.kernel.errors import InvalidInputError

LONGEST_EDGE = 4000
# What is sent, before it is made smaller; the largest photos of today's telephones are a little below.
MOST_BYTES_SENT = 30 * 1024 * 1024
# Danger: a few kilobytes may declare a picture of gigabytes. JPEG is decoded at a fraction of its size, the others whole.
MOST_PIXELS_JPEG = 210_000_000
MOST_PIXELS = 60_000_000
# Longest edge and quality, tried in this order until the photo fits.
_WAYS = ((LONGEST_EDGE, 88), (LONGEST_EDGE, 75), (LONGEST_EDGE, 60), (2800, 60), (2000, 60))
_FORMATS = ("JPEG", "PNG", "HEIF")

register_heif_opener(thumbnails=False)
# Pillow refuses by itself what is twice as large.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS_JPEG


class PhotoTooLargeError(InvalidInputError):
    """The file is larger than any telephone makes a photo."""

    code = "files.photo_too_large"


class PhotoTooManyPixelsError(InvalidInputError):
    """Decoded it would fill the memory: a mistake, or a trap."""

    code = "files.photo_too_many_pixels"


class PhotoUnreadableError(InvalidInputError):
    """No picture comes of the bytes: broken off on the way, or something else under a picture's first bytes."""

    code = "files.photo_unreadable"


def prepare_photo(name: str, content: bytes, *, most_bytes: int) -> bytes:
    """The photo as an upright JPEG, longest edge 4000 pixels, without EXIF (place, time, device), at most `most_bytes`.

    Raises PhotoTooLargeError, PhotoTooManyPixelsError, PhotoUnreadableError.
    """
    if len(content) > MOST_BYTES_SENT:
        raise PhotoTooLargeError(name=name, limit_megabytes=MOST_BYTES_SENT // 1024**2)
    try:
        return _write(name, _upright(_open(name, content)), most_bytes)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoTooManyPixelsError(name=name) from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        # Pillow's plug-ins tell of broken pictures in all of these ways.
        raise PhotoUnreadableError(name=name) from error


def photo_name(name: str) -> str:
    """The name of what is kept: 「家.heic」 becomes 「家.jpg」."""
    stem, dot, extension = name.rpartition(".")
    return name if extension.lower() in {"jpg", "jpeg"} else f"{stem if dot else extension}.jpg"


def _open(name: str, content: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(content), formats=_FORMATS)
    width, height = picture.size
    is_jpeg = picture.format in {"JPEG", "MPO"}
    if width * height > (MOST_PIXELS_JPEG if is_jpeg else MOST_PIXELS):
        raise PhotoTooManyPixelsError(name=name)
    # Cost: a JPEG of 200 megapixels is decoded at an eighth to a half, never whole.
    picture.draft("RGB", (LONGEST_EDGE, LONGEST_EDGE))
    picture.load()
    return picture


def _upright(picture: Image.Image) -> Image.Image:
    picture.thumbnail((LONGEST_EDGE, LONGEST_EDGE), Image.Resampling.LANCZOS)
    turned = ImageOps.exif_transpose(picture)
    if turned.mode in {"RGBA", "LA", "PA"} or "transparency" in turned.info:
        ground = Image.new("RGBA", turned.size, "white")
        turned = Image.alpha_composite(ground, turned.convert("RGBA"))
    return turned.convert("RGB")


def _write(name: str, picture: Image.Image, most_bytes: int) -> bytes:
    # The profile says what the colours mean; nothing else of the original is taken along.
    profile = picture.info.get("icc_profile")
    for edge, quality in _WAYS:
        picture.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=quality, icc_profile=profile, exif=b"")
        if out.tell() <= most_bytes:
            return out.getvalue()
    raise PhotoTooLargeError(name=name, limit_megabytes=MOST_BYTES_SENT // 1024**2)
