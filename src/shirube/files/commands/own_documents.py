"""Documents that the house itself has made: on the disk first, then in the table together with what they belong to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.audit import interface as audit
from shirube.files.commands.attaching import FileAlreadyAttachedError
from shirube.files.commands.storing import scan_content
from shirube.files.domain.encryption import seal
from shirube.files.domain.kinds import Kind
from shirube.files.models import FileState, ScanState, StoredFile
from shirube.files.models.contents import write_content
from shirube.files.models.keys import content_place
from shirube.files.queries import FileInfectedError, key_of_holder
from shirube.kernel.ids import new_id
from shirube.kernel.prepared_writes import PreparedInsert
from shirube.kernel.transactions import step

_DOCUMENTS = PreparedInsert(StoredFile, ignore_conflicts=True)


@dataclass(frozen=True, slots=True)
class WrittenDocument:
    """A PDF whose content is safe on the disk and that no row knows yet; one that stays so is swept after two days."""

    row: StoredFile


def write_document(
    *, municipality_id: UUID, purpose: str, name: str, body: bytes, key_holder: str, actor: str, now: datetime
) -> WrittenDocument:
    """First of two stages: seal a PDF that we have just made under its holder's key, and put it on the disk.

    Unlike `store_upload` it does not ask what the content is: nobody outside had it in hand. The scanner sees it all the
    same where there is one, because staff see its verdict at every file. LookupError where the holder's key is
    destroyed, FileInfectedError.
    """
    row = StoredFile(
        id=new_id(),
        municipality_id=municipality_id,
        name=name,
        declared_type=Kind.PDF.content_type,
        content_type=Kind.PDF.content_type,
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        purpose=purpose,
        scan_state=scan_content(body),
        key_holder=key_holder,
        uploaded_by=actor,
        uploaded_at=now,
    )
    if row.scan_state == ScanState.INFECTED:
        raise FileInfectedError(name=name)
    key = key_of_holder(municipality_id, purpose, key_holder)
    write_content(municipality_id, row.pk, seal(key, body, place=content_place(municipality_id, row.pk)))
    return WrittenDocument(row)


@step
def attach_document(*, document: WrittenDocument, subject: str) -> UUID:
    """Second of two stages: the document belongs to `subject` from now on, as the only one of its purpose; its id.

    Commits or vanishes with the caller's command. FileAlreadyAttachedError where the subject has one already.
    """
    row = document.row
    row.state, row.attached_to, row.position = FileState.ATTACHED, subject, 0
    if not _DOCUMENTS.insert_now(row):
        raise FileAlreadyAttachedError(name=row.name)
    audit.record(
        municipality_id=row.municipality_id,
        actor=row.uploaded_by,
        action="files.document_made",
        subject=f"files.file:{row.pk}",
        now=row.uploaded_at,
        facts={
            "attached_to": subject,
            "size": row.size,
            "sha256": row.sha256,
            "scan": row.scan_state,
        },
    )
    return row.pk
