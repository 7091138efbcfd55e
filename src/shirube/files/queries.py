"""Finding stored files, and opening them."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shirube.files.domain.encryption import BrokenSealError, unseal
from shirube.files.models import FileState, ScanState, StoredFile
from shirube.files.models.contents import read_content
from shirube.files.models.keys import content_place, unwrap_key
from shirube.files.registry import purposes
from shirube.kernel.errors import ConflictError, DomainError, ForbiddenError, NotFoundError
from shirube.kernel.prepared import PreparedRead

logger = logging.getLogger(__name__)


class StoredFileNotFoundError(NotFoundError):
    code = "files.file_not_found"


class FileNotScannedError(ConflictError):
    """The virus scanner has not looked at it yet: it can be opened when it has."""

    code = "files.not_scanned"


class FileInfectedError(ForbiddenError):
    code = "files.infected"


class FileDamagedError(DomainError):
    """The content is missing on the disk, was changed there, or the key is not the one it was sealed with."""

    code = "files.damaged"


@dataclass(frozen=True, slots=True)
class FileSummary:
    """`size` in bytes; `content_type` as told by the content, never as declared by the sender."""

    id: UUID
    municipality_id: UUID
    name: str
    content_type: str
    size: int
    sha256: str
    purpose: str
    state: FileState
    scan_state: ScanState
    uploaded_by: str
    uploaded_at: datetime
    attached_to: str | None
    retention_until: date | None

    @property
    def can_be_opened(self) -> bool:
        return self.state != FileState.REJECTED and self.scan_state in {
            ScanState.CLEAN,
            ScanState.NOT_CONFIGURED,
        }


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """A file with its content in the clear: for the answer at hand, never to be written anywhere."""

    name: str
    content_type: str
    content: bytes


_ATTACHED = PreparedRead(
    lambda municipality_id, subject: StoredFile.objects.filter(
        municipality_id=municipality_id, attached_to=subject
    ).order_by("purpose", "position"),
    municipality_id=UUID,
    subject=str,
)


def get_file(*, municipality_id: UUID, file_id: UUID) -> FileSummary:
    """StoredFileNotFoundError also for another municipality's file."""
    return summary_of(_get_row(municipality_id, file_id))


def list_files(*, municipality_id: UUID, subject: str) -> Sequence[FileSummary]:
    """What is attached to a subject, in the order in which it was attached."""
    return [summary_of(row) for row in _ATTACHED.list(municipality_id=municipality_id, subject=subject)]


def list_attached(*, municipality_id: UUID, subjects: Sequence[str]) -> dict[str, list[FileSummary]]:
    """The files of many subjects in one query."""
    found: dict[str, list[FileSummary]] = {subject: [] for subject in subjects}
    rows = StoredFile.objects.filter(municipality_id=municipality_id, attached_to__in=subjects)
    for row in rows.order_by("purpose", "position"):
        found[str(row.attached_to)].append(summary_of(row))
    return found


def open_file(*, municipality_id: UUID, file_id: UUID) -> OpenedFile:
    """The file in the clear. Who may see it is for the room to decide that owns what it is attached to.

    Raises StoredFileNotFoundError, FileNotScannedError, FileInfectedError, FileDamagedError.
    """
    row = _get_row(municipality_id, file_id)
    if row.state == FileState.REJECTED or row.scan_state == ScanState.INFECTED:
        raise FileInfectedError(name=row.name)
    if row.scan_state == ScanState.WAITING:
        raise FileNotScannedError(name=row.name)
    return OpenedFile(row.name, row.content_type, decrypt(row))


def decrypt(row: StoredFile) -> bytes:
    """The content of the row in the clear, whatever the scanner says. FileDamagedError."""
    sealed = read_content(row.municipality_id, row.pk)
    if sealed is not None:
        try:
            return unseal(_key_of(row), sealed, place=content_place(row.municipality_id, row.pk))
        except (BrokenSealError, LookupError):
            logger.exception("file does not open", extra={"file": str(row.pk)})
    logger.error("content missing or damaged", extra={"file": str(row.pk)})
    raise FileDamagedError(name=row.name)


def _key_of(row: StoredFile) -> bytes:
    """The key of the row's content; LookupError where there is none any more."""
    if row.key_holder:
        return key_of_holder(row.municipality_id, row.purpose, row.key_holder)
    if row.key is None:
        raise LookupError(row.pk)
    return unwrap_key(row.key)


def key_of_holder(municipality_id: UUID, purpose: str, key_holder: str) -> bytes:
    """The holder's own key, from the room whose purpose it is; LookupError."""
    give = purposes[purpose].key_of
    if give is None:
        raise LookupError(f"{purpose} has no keys of its own")
    return give(municipality_id, key_holder)


def summary_of(row: StoredFile) -> FileSummary:
    return FileSummary(
        id=row.pk,
        municipality_id=row.municipality_id,
        name=row.name,
        content_type=row.content_type,
        size=row.size,
        sha256=row.sha256,
        purpose=row.purpose,
        state=FileState(row.state),
        scan_state=ScanState(row.scan_state),
        uploaded_by=row.uploaded_by,
        uploaded_at=row.uploaded_at,
        attached_to=row.attached_to,
        retention_until=row.retention_until,
    )


def _get_row(municipality_id: UUID, file_id: UUID) -> StoredFile:
    rows = StoredFile.objects.select_related("key").filter(municipality_id=municipality_id, pk=file_id)
    row = rows.first()
    if row is None:
        raise StoredFileNotFoundError(file_id=str(file_id))
    return row
