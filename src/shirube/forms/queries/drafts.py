"""Drafts of forms, and the list of all forms that staff see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.fields.json import KT

from shirube.forms.models import FormDefinition, FormDraft, FormVersion
from shirube.forms.queries.people import names_for
from shirube.forms.queries.versions import FormNotFoundError


@dataclass(frozen=True, slots=True)
class EditLock:
    """Somebody is working on the draft until then, unless saving goes on."""

    holder_id: UUID
    holder_name: str
    taken_at: datetime
    until: datetime

    def is_held_against(self, staff_id: UUID | None, now: datetime) -> bool:
        """Whether it keeps this person out."""
        return self.until > now and self.holder_id != staff_id


@dataclass(frozen=True, slots=True)
class FormDraftSummary:
    """The draft of a form. `content` has the shape of the YAML file and may be wrong in itself."""

    code: str
    content: dict[str, Any]
    revision: int
    section_id: UUID | None
    based_on: int | None
    saved_at: datetime
    saved_by: str
    lock: EditLock | None


@dataclass(frozen=True, slots=True)
class FormListing:
    """A form in the list: `number` is the version in force, None where there is none."""

    code: str
    title: str
    section_id: UUID | None
    number: int | None
    newest_number: int
    published_at: datetime | None
    draft_saved_at: datetime | None
    draft_saved_by: str
    coming_number: int | None = None
    coming_on: date | None = None


def get_form_draft(*, municipality_id: UUID, code: str) -> FormDraftSummary:
    """FormNotFoundError where nobody is drafting the form."""
    draft = find_form_draft(municipality_id=municipality_id, code=code)
    if draft is None:
        raise FormNotFoundError(form=code)
    return draft


def find_form_draft(*, municipality_id: UUID, code: str) -> FormDraftSummary | None:
    row = _drafts(municipality_id).filter(definition__code=code).first()
    return _draft(row) if row else None


def find_listing(*, municipality_id: UUID, code: str) -> FormListing | None:
    """One form as the list shows it."""
    return next(iter(_listings(_definitions(municipality_id).filter(code=code), municipality_id)), None)


def list_forms(*, municipality_id: UUID) -> Sequence[FormListing]:
    """Every form, drafts that were never published too: the newest work first. Two queries, however many forms."""
    return _listings(_definitions(municipality_id), municipality_id)


def lock_of(row: FormDraft, name: str) -> EditLock | None:
    if row.lock_holder is None or row.locked_at is None or row.locked_until is None:
        return None
    return EditLock(row.lock_holder, name, row.locked_at, row.locked_until)


def _draft(row: FormDraft) -> FormDraftSummary:
    holder = f"staff:{row.lock_holder}"
    names = names_for(row.municipality_id, {row.saved_by} | ({holder} if row.lock_holder else set()))
    return FormDraftSummary(
        code=row.definition.code,
        content=row.content,
        revision=row.revision,
        section_id=row.definition.section_id,
        based_on=row.based_on,
        saved_at=row.saved_at,
        saved_by=names.get(row.saved_by, ""),
        lock=lock_of(row, names.get(holder, "")),
    )


def _drafts(municipality_id: UUID) -> QuerySet[FormDraft]:
    return FormDraft.objects.select_related("definition").filter(
        municipality_id=municipality_id, definition__municipality_id=municipality_id
    )


def _definitions(municipality_id: UUID) -> QuerySet[FormDefinition]:
    own = {"municipality_id": municipality_id, "definition": OuterRef("pk")}
    drafts = FormDraft.objects.filter(**own)
    # A withdrawn form is called what it was called last.
    newest = FormVersion.objects.filter(**own).order_by("-number")[:1]
    return FormDefinition.objects.filter(municipality_id=municipality_id).annotate(
        draft_title=Subquery(drafts.annotate(words=KT("content__title__ja")).values("words")),
        draft_saved_at=Subquery(drafts.values("saved_at")),
        draft_saved_by=Subquery(drafts.values("saved_by")),
        title=Subquery(newest.annotate(words=KT("content__title__ja")).values("words")),
        published_at=Subquery(newest.values("published_at")),
    )


def _listings(rows: QuerySet[FormDefinition], municipality_id: UUID) -> list[FormListing]:
    found: list[Any] = list(rows.order_by(F("draft_saved_at").desc(nulls_last=True), "code"))
    names = names_for(municipality_id, {row.draft_saved_by for row in found if row.draft_saved_by})
    return [
        FormListing(
            code=row.code,
            title=row.title or row.draft_title or row.code,
            section_id=row.section_id,
            number=row.current_number,
            newest_number=row.newest_number,
            published_at=row.published_at,
            draft_saved_at=row.draft_saved_at,
            draft_saved_by=names.get(row.draft_saved_by or "", ""),
            coming_number=row.coming_number,
            coming_on=row.coming_on,
        )
        for row in found
    ]
