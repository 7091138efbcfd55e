"""Contents of files, encrypted, one file each: FILES_FOLDER/<municipality>/<2 hex>/<id>."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings

_PART = ".part"


def write_content(municipality_id: UUID, file_id: UUID, sealed: bytes) -> None:
    """Put the bytes on the disk for good: after a power cut the whole content is there under its name, or none is."""
    path = content_path(municipality_id, file_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(path.name + _PART)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(sealed)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    _sync_folder(path.parent)


def read_content(municipality_id: UUID, file_id: UUID) -> bytes | None:
    """The sealed bytes, or None where there are none."""
    try:
        return content_path(municipality_id, file_id).read_bytes()
    except FileNotFoundError:
        return None


def remove_content(municipality_id: UUID, file_id: UUID) -> None:
    content_path(municipality_id, file_id).unlink(missing_ok=True)


def list_contents(municipality_id: UUID, *, before: datetime) -> Iterator[tuple[UUID, Path]]:
    """Ids and paths of what lies in the municipality's folder and was last written before the moment.

    Interrupted writes are among them. Files whose names are no ids are not ours and are left alone.
    """
    for path in _folder(municipality_id).glob("??/*"):
        file_id = _id_of(path.name.removesuffix(_PART))
        if file_id is not None and path.stat().st_mtime < before.timestamp():
            yield file_id, path


def content_path(municipality_id: UUID, file_id: UUID) -> Path:
    # The last digits of a version 7 id are random; its first are the date, and would make one folder of a year.
    return _folder(municipality_id) / file_id.hex[-2:] / str(file_id)


def _folder(municipality_id: UUID) -> Path:
    return Path(settings.FILES_FOLDER) / str(municipality_id)


def _id_of(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
