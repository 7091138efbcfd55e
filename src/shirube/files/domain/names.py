"""The names people give to files, as far as they can be kept."""

from __future__ import annotations

import unicodedata

LONGEST = 150


def clean_name(name: str) -> str:
    """The last part of the path, without invisible characters, and not longer than a column.

    Danger: a character that turns the reading direction makes "gpj.exe" look like "exe.jpg".
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    composed = unicodedata.normalize("NFC", last)
    visible = "".join(c for c in composed if unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, extension = visible.rpartition(".")
    if not dot:
        return visible[:LONGEST]
    return f"{stem[: LONGEST - len(extension) - 1]}.{extension}"[:LONGEST]
