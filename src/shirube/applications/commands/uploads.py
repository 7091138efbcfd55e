"""Files of a draft. They are attached at once, so that a draft may lie for weeks without losing them."""

from __future__ import annotations

from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from shirube.applications.domain.attachments import ATTACHMENT
from shirube.applications.domain.people import Holder
from shirube.applications.models import Draft
from shirube.applications.queries.drafts import get_draft_row, require_case_of
from shirube.applications.queries.sealing import ForgottenError, dossier_subject
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.transactions import command


def add_draft_file(
    *,
    municipality_id: UUID,
    draft_id: UUID,
    holder: Holder,
    name: str,
    declared_type: str,
    content: BinaryIO,
    now: datetime,
) -> forms.FileAnswer:
    """Take in one file for a field of type `files`; give the result to `forms.bind_step(files=…)`, then `save_draft`.

    Raises DraftNotFoundError and what `files.store_upload` raises (too large, wrong kind, infected …).
    """
    row = get_draft_row(municipality_id=municipality_id, draft_id=draft_id, holder=holder)
    if row.dossier_id is None:
        raise ForgottenError
    stored = files.store_upload(
        municipality_id=municipality_id,
        purpose=ATTACHMENT,
        name=name,
        declared_type=declared_type,
        content=content,
        actor=_uploader(row, holder),
        now=now,
        key_holder=dossier_subject(row.dossier_id),
    )
    _attach(row=row, file_id=stored.id, actor=_uploader(row, holder), now=now)
    return forms.FileAnswer(
        id=str(stored.id),
        name=stored.name,
        size=stored.size,
        sha256=stored.sha256,
        content_type=stored.content_type,
    )


def open_draft_file(
    *, municipality_id: UUID, draft_id: UUID, file_id: UUID, holder: Holder, today: date
) -> files.OpenedFile:
    """A file of the holder's own draft, in the clear. DraftNotFoundError, `files.StoredFileNotFoundError`, and for a
    correction what `get_case_of_holder` raises."""
    row = get_draft_row(municipality_id=municipality_id, draft_id=draft_id, holder=holder)
    require_case_of(row, holder, today)
    if row.dossier_id is None:
        raise ForgottenError
    found = files.get_file(municipality_id=municipality_id, file_id=file_id)
    if found.attached_to != dossier_subject(row.dossier_id) or found.purpose != ATTACHMENT:
        raise files.StoredFileNotFoundError(file_id=str(file_id))
    return files.open_file(municipality_id=municipality_id, file_id=file_id)


@command
def _attach(*, row: Draft, file_id: UUID, actor: str, now: datetime) -> None:
    if row.dossier_id is None:
        raise ForgottenError
    files.attach_file(
        municipality_id=row.municipality_id,
        file_id=file_id,
        subject=dossier_subject(row.dossier_id),
        actor=actor,
        now=now,
    )


def _uploader(row: Draft, holder: Holder) -> str:
    """Without account, the draft itself: so the limit of waiting uploads counts each draft for itself."""
    return holder.log_name if holder.resident_id else f"draft:{row.pk}"
