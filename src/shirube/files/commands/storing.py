"""Taking a file in: checked, scanned, encrypted, on the disk, and only then in the table."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO
from uuid import UUID

from django.conf import settings

from shirube.audit import interface as audit
from shirube.files.commands.clamav import ScannerAwayError, scan
from shirube.files.commands.keyrings import make_key
from shirube.files.domain.encryption import seal
from shirube.files.domain.kinds import PHOTOS, Kind, detect_kind, is_photo
from shirube.files.domain.names import clean_name
from shirube.files.domain.photos import MOST_BYTES_SENT, photo_name, prepare_photo
from shirube.files.models import FileKey, FileState, ScanState, StoredFile
from shirube.files.models.contents import remove_content, write_content
from shirube.files.models.keys import content_place, unwrap_key
from shirube.files.queries import FileInfectedError, FileSummary, key_of_holder, summary_of
from shirube.files.registry import Purpose, purposes
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.ids import new_id
from shirube.kernel.transactions import command

logger = logging.getLogger(__name__)

# Nobody attaches so many; a program that fills the disk does.
MOST_WAITING = 50
MEGABYTE = 1024 * 1024


class FileTooLargeError(InvalidInputError):
    code = "files.too_large"


class TooManyUploadsError(InvalidInputError):
    """The person has uploaded many files without sending in what they belong to."""

    code = "files.too_many_uploads"


def store_upload(
    *,
    municipality_id: UUID,
    purpose: str,
    name: str,
    declared_type: str,
    content: BinaryIO,
    actor: str,
    now: datetime,
    key_holder: str = "",
) -> FileSummary:
    """First of two stages: keep what somebody uploaded until `attach_file` says what it belongs to, or two days pass.

    The kind is told from the content; the name must agree with it. Raises FileTooLargeError, EmptyFileError,
    KindNotAllowedError, ExtensionDiffersError, ArchiveBombError, MacrosNotAllowedError, ActiveDocumentError,
    LockedDocumentError, TooManyUploadsError, and FileInfectedError; of an infected file the fact is kept, not the content.
    Where the purpose prepares photos, also what `prepare_photo` raises; what is kept and told is the prepared photo.
    With `key_holder` the content is sealed under that holder's own key (Purpose.key_of), and is forgotten with it.
    Not to be called inside a transaction: the content must be safe on the disk before the row says so. KeyError for a
    purpose no room has registered.
    """
    limits = purposes[purpose]
    _check_waiting(municipality_id, actor)
    sent = _read(content, name, limits)
    # Danger: what was sent is scanned before anything decodes it.
    scan_state = scan_content(sent)
    kept = _decide_kept(name, sent, limits, is_clean=scan_state != ScanState.INFECTED)
    row = _new_row(
        municipality_id=municipality_id,
        name=kept.name,
        body=kept.body,
        kind=kept.kind,
        declared_type=declared_type[:100],
        purpose=purpose,
        scan_state=scan_state,
        uploaded_by=actor,
        uploaded_at=now,
    )
    if row.scan_state == ScanState.INFECTED:
        _keep_rejection(row=row)
        raise FileInfectedError(name=row.name)
    key = _choose_key(row, key_holder)
    place = content_place(municipality_id, row.pk)
    write_content(municipality_id, row.pk, seal(key, kept.body, place=place))
    _keep_or_clear(row)
    return summary_of(row)


def scan_content(body: bytes) -> ScanState:
    """What the scanner says; WAITING when one is configured and gives no verdict."""
    address = settings.CLAMAV
    if not address:
        return ScanState.NOT_CONFIGURED
    try:
        verdict = scan(address, body)
    except ScannerAwayError as error:
        # Law: an application is not refused because our scanner is away (行政手続法第7条); staff open it later.
        # An outage that is foreseen: its cause in one line for each file, and no trace that looks like a defect.
        logger.error("file waits for the virus scanner: %s", error)  # noqa: TRY400
        return ScanState.WAITING
    if verdict.is_clean:
        return ScanState.CLEAN
    logger.warning("virus found", extra={"signature": verdict.signature})
    return ScanState.INFECTED


def _check_waiting(municipality_id: UUID, actor: str) -> None:
    waiting = StoredFile.objects.filter(
        municipality_id=municipality_id, state=FileState.UPLOADED, uploaded_by=actor
    )
    if waiting.count() >= MOST_WAITING:
        raise TooManyUploadsError(limit=MOST_WAITING)


def _read(content: BinaryIO, name: str, limits: Purpose) -> bytes:
    """Never more in memory than the limit and one byte, whatever length was announced."""
    most = max(limits.max_bytes, MOST_BYTES_SENT) if limits.prepares_photos else limits.max_bytes
    body = content.read(most + 1)
    if len(body) > most and not (limits.prepares_photos and is_photo(body)):
        raise _too_large(name, limits)
    return body


def _too_large(name: str, limits: Purpose) -> FileTooLargeError:
    return FileTooLargeError(name=clean_name(name), limit_megabytes=f"{limits.max_bytes / MEGABYTE:g}")


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of what was sent."""

    name: str
    kind: Kind
    body: bytes


def _decide_kept(name: str, sent: bytes, limits: Purpose, *, is_clean: bool) -> _Kept:
    cleaned = clean_name(name)
    kind = detect_kind(cleaned, sent, limits.kinds)
    if kind in PHOTOS and limits.prepares_photos and is_clean:
        body = prepare_photo(cleaned, sent, most_bytes=limits.max_bytes)
        return _Kept(photo_name(cleaned), Kind.JPEG, body)
    if len(sent) > limits.max_bytes and is_clean:
        raise _too_large(name, limits)
    return _Kept(cleaned, kind, sent)


def _new_row(*, municipality_id: UUID, name: str, body: bytes, kind: Kind, **facts: Any) -> StoredFile:
    return StoredFile(
        id=new_id(),
        municipality_id=municipality_id,
        name=name,
        content_type=kind.content_type,
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        **facts,
    )


def _choose_key(row: StoredFile, key_holder: str) -> bytes:
    if key_holder:
        row.key_holder = key_holder
        return key_of_holder(row.municipality_id, row.purpose, key_holder)
    row.key = _get_key(municipality_id=row.municipality_id, now=row.uploaded_at)
    return unwrap_key(row.key)


def _get_key(*, municipality_id: UUID, now: datetime) -> FileKey:
    newest = FileKey.objects.filter(municipality_id=municipality_id).order_by("-number")
    if (found := newest.first()) is not None:
        return found
    _make_key(municipality_id=municipality_id, now=now)
    return newest.get()


@command
def _make_key(*, municipality_id: UUID, now: datetime) -> None:
    make_key(municipality_id=municipality_id, now=now)


def _keep_or_clear(row: StoredFile) -> None:
    try:
        _keep(row=row, action="files.file_uploaded")
    except Exception:
        # The content has no row; the nightly sweep would find it too, but a failure is no reason to wait.
        remove_content(row.municipality_id, row.pk)
        raise


def _keep_rejection(*, row: StoredFile) -> None:
    row.state = FileState.REJECTED
    _keep(row=row, action="files.file_rejected")


@command
def _keep(*, row: StoredFile, action: str) -> None:
    row.save(force_insert=True)
    audit.record(
        municipality_id=row.municipality_id,
        actor=row.uploaded_by,
        action=action,
        subject=f"files.file:{row.pk}",
        now=row.uploaded_at,
        facts={"size": row.size, "sha256": row.sha256, "scan": row.scan_state},
    )
