"""What a reading, report or review rests on, from the form to the command: texts, links, files already stored."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from shirube.files import interface as files
from shirube.kernel.errors import DomainError
from shirube.plans.domain.document import EvidenceItem
from shirube.plans.web.staff.desk import Desk
from shirube.plans.web.staff.fields import SHORT, FilesField, PassageField, Upload
from shirube.ui.sentences import sentence_for

PURPOSE = "plans.evidence"


class StoredField(forms.Field):
    """The ids of files that are stored and not yet attached, as hidden inputs."""

    widget = forms.MultipleHiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> list[UUID]:
        try:
            return [UUID(str(one)) for one in value or []]
        except ValueError as error:
            raise ValidationError(
                _("ファイルの情報が壊れています。ファイルを選び直してください。")
            ) from error


class EvidenceFields(forms.Form):
    """Part of a form. `stored` are files that came with an earlier sending of it, so that nobody chooses them twice."""

    evidence_text = PassageField(
        label=_("根拠の説明"),
        required=False,
        widget=forms.Textarea(attrs=SHORT),
        help_text=_("どの資料の、どこを見ればよいかを書きます。市民も読みます。"),
    )
    evidence_link = forms.URLField(
        label=_("根拠のページのアドレス"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=_("https:// で始まるアドレス"),
    )
    evidence_files = FilesField(
        label=_("根拠のファイル"),
        help_text=_("PDF、画像、Excel、Word など。1つ10MBまで、いくつでも選べます（合わせて10個まで）。"),
    )
    stored = StoredField(label=_("受け取ったファイル"))


def receive_files(form: EvidenceFields, desk: Desk) -> list[EvidenceItem]:
    """Store what was uploaded; a refused file becomes an error of the form, the others stay received.

    To be called when the form is otherwise valid, outside any transaction (files.store_upload).
    """
    earlier = [_stored(file_id, desk) for file_id in form.cleaned_data["stored"]]
    received = [_receive(form, upload, desk) for upload in form.cleaned_data["evidence_files"]]
    return [item for item in (*earlier, *received) if item is not None]


def evidence_of(form: EvidenceFields, received: Iterable[EvidenceItem]) -> list[EvidenceItem]:
    """Text, link and files as the command wants them."""
    text, link = form.cleaned_data["evidence_text"], form.cleaned_data["evidence_link"]
    words = [EvidenceItem(text=text, link=link)] if text or link else []
    return [*words, *received]


def evidence_words(item: EvidenceItem) -> str:
    """One piece of evidence in a line."""
    return item.file_name or " ".join(part for part in (item.text, item.link) if part)


def evidence_key(item: EvidenceItem) -> str:
    """By what a piece of evidence is known again after somebody else has changed the list."""
    return hashlib.sha256(f"{item.text}\n{item.link}\n{item.file_id}".encode()).hexdigest()[:16]


def put_back(form: EvidenceFields, received: Sequence[EvidenceItem], **changed: object) -> None:
    """Should the form come back, the files that were received come back with it, and hidden values as they are now."""
    data = cast("QueryDict", form.data).copy()
    data.setlist("stored", [str(item.file_id) for item in received])
    for name, value in changed.items():
        data[name] = "" if value is None else str(value)
    form.data = data


def _receive(form: EvidenceFields, upload: Upload, desk: Desk) -> EvidenceItem | None:
    try:
        kept = files.store_upload(
            municipality_id=desk.municipality_id,
            purpose=PURPOSE,
            name=upload.name or "",
            declared_type=upload.content_type or "",
            content=upload.file,  # type: ignore[arg-type]
            actor=desk.actor.log_name,
            now=desk.now,
        )
    except DomainError as error:
        form.add_error("evidence_files", sentence_for(error))
        return None
    return EvidenceItem(file_id=kept.id, file_name=kept.name)


def _stored(file_id: UUID, desk: Desk) -> EvidenceItem | None:
    """A file received before; one that is not this person's own is as if it had never been."""
    try:
        kept = files.get_file(municipality_id=desk.municipality_id, file_id=file_id)
    except files.StoredFileNotFoundError:
        return None
    own = kept.uploaded_by == desk.actor.log_name and kept.attached_to is None
    return EvidenceItem(file_id=kept.id, file_name=kept.name) if own else None
