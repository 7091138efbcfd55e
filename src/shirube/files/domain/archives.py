"""Office files are zip archives, and an archive can be a trap: small outside, endless inside.

Danger: nothing is unpacked here. What the archive declares is checked, and readers may unpack what passes, because
Python's zipfile never hands out more of an entry than the archive declares for it.
"""

from __future__ import annotations

import io
import zipfile

from shirube.kernel.errors import InvalidInputError

MOST_ENTRIES = 2_000
MOST_BYTES = 200 * 1024 * 1024
# Ordinary workbooks shrink to a fifth or a tenth; a bomb to a thousandth. Small ones may be very regular.
MOST_SHRINKING = 100
SMALL = 2 * 1024 * 1024
_ENCRYPTED = 0x1


class ArchiveBombError(InvalidInputError):
    """Unpacked it would be far larger than any document."""

    code = "files.archive_bomb"


class MacrosNotAllowedError(InvalidInputError):
    """The office file carries a program."""

    code = "files.has_macros"


class UnreadableArchiveError(Exception):
    """No archive, a damaged one, or one behind a password."""


def open_archive(content: bytes) -> zipfile.ZipFile:
    """UnreadableArchiveError where the content is no archive."""
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableArchiveError from error


def check_archive(archive: zipfile.ZipFile, size: int) -> None:
    """Raise ArchiveBombError, MacrosNotAllowedError or UnreadableArchiveError unless an office program could have made it.

    `size` is that of the whole archive in bytes.
    """
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    # Entries that together are larger than the archive lie over one another: the densest bombs are made so.
    if len(entries) > MOST_ENTRIES or unpacked > MOST_BYTES or packed > size:
        raise ArchiveBombError(entries=len(entries), unpacked_bytes=unpacked)
    if unpacked > SMALL and unpacked > MOST_SHRINKING * size:
        raise ArchiveBombError(entries=len(entries), unpacked_bytes=unpacked)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise UnreadableArchiveError
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise MacrosNotAllowedError
