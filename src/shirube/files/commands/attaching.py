"""Saying what a file belongs to, and taking it away again."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.audit import interface as audit
from shirube.files.models import FileState, StoredFile
from shirube.files.models.contents import remove_content
from shirube.files.queries import FileInfectedError, StoredFileNotFoundError
from shirube.files.registry import purposes
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import step


class FileAlreadyAttachedError(ConflictError):
    code = "files.already_attached"


class TooManyFilesError(ConflictError):
    """The subject holds as many files of this purpose as it may."""

    code = "files.too_many_files"


@step
def attach_file(*, municipality_id: UUID, file_id: UUID, subject: str, actor: str, now: datetime) -> None:
    """Second of two stages: the uploaded file belongs to `subject` ("<room>.<thing>:<id>") from now on.

    Commits or vanishes with the caller's command. Only who uploaded a file may attach it: an id that was guessed or
    seen elsewhere is not found. Raises StoredFileNotFoundError, FileAlreadyAttachedError, FileInfectedError,
    TooManyFilesError. A file that still waits for the scanner is accepted.
    """
    row = StoredFile.objects.filter(municipality_id=municipality_id, pk=file_id, uploaded_by=actor).first()
    if row is None:
        raise StoredFileNotFoundError(file_id=str(file_id))
    if row.state == FileState.REJECTED:
        raise FileInfectedError(name=row.name)
    if not _place(row, subject, now):
        raise FileAlreadyAttachedError(name=row.name)
    _record(row, "files.file_attached", actor, now, attached_to=subject)


@step
def discard_file(*, municipality_id: UUID, file_id: UUID, actor: str, now: datetime) -> None:
    """Forget a file, attached or not; its content goes when the command has committed. StoredFileNotFoundError."""
    row = StoredFile.objects.filter(municipality_id=municipality_id, pk=file_id).first()
    if row is None:
        raise StoredFileNotFoundError(file_id=str(file_id))
    _record(row, "files.file_discarded", actor, now, attached_to=row.attached_to)
    StoredFile.objects.filter(municipality_id=municipality_id, pk=file_id).delete()
    transaction.on_commit(lambda: remove_content(municipality_id, file_id))


def _place(row: StoredFile, subject: str, now: datetime) -> bool:
    """Give the file the first free place of the subject; False when it has been attached meanwhile."""
    purpose = purposes[row.purpose]
    same = StoredFile.objects.filter(municipality_id=row.municipality_id)
    attached = same.filter(attached_to=subject, purpose=row.purpose)
    taken = set(attached.values_list("position", flat=True))
    uploaded = same.filter(pk=row.pk, state=FileState.UPLOADED)
    for position in (place for place in range(purpose.max_files) if place not in taken):
        try:
            with transaction.atomic():
                return bool(
                    uploaded.update(
                        state=FileState.ATTACHED,
                        attached_to=subject,
                        position=position,
                        retention_until=_until(purpose.keep_days, now),
                    )
                )
        except IntegrityError:
            # Another upload took this place in the same moment (constraint files_one_place_each).
            continue
    raise TooManyFilesError(limit=purpose.max_files)


def _until(keep_days: int | None, now: datetime) -> object:
    return None if keep_days is None else japan_date(now) + timedelta(days=keep_days)


def _record(row: StoredFile, action: str, actor: str, now: datetime, *, attached_to: str | None) -> None:
    audit.record(
        municipality_id=row.municipality_id,
        actor=actor,
        action=action,
        subject=f"files.file:{row.pk}",
        now=now,
        facts={"attached_to": attached_to},
    )
