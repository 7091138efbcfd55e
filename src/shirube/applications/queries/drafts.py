"""Reading drafts: whose they are, what is in them, whether their form has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from shirube.applications.domain.merging import Leaves, Trail, unflatten
from shirube.applications.domain.people import Holder
from shirube.applications.models import Draft
from shirube.applications.queries.places import get_case_of_holder
from shirube.applications.queries.rules import Rules, get_rules
from shirube.applications.queries.sealing import Box, open_box
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.errors import NotFoundError
from shirube.kernel.prepared import PreparedRead
from shirube.kernel.receipts import hash_secret, is_secret
from shirube.kernel.transactions import reading


class DraftNotFoundError(NotFoundError):
    """No such draft, or somebody else's: the two look the same from outside. Also one that was sent in or expired."""

    code = "applications.draft_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSummary:
    """A line of "my drafts". `case_id` is set for the correction of a returned case."""

    id: UUID
    procedure_code: str
    number: int
    case_id: UUID | None
    created_at: datetime
    saved_at: datetime
    expires_on: date


@dataclass(frozen=True, slots=True)
class DraftContent:
    """What lies sealed in a draft."""

    leaves: Leaves
    trail: Trail
    represented: Mapping[str, str] | None = None

    def as_json(self) -> dict[str, Any]:
        return {"leaves": self.leaves, "trail": self.trail, "represented": self.represented}


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A draft as it was read for this request, with its keys: so that nothing of one request is opened twice.

    It may be outdated the next moment. Who writes names its revision in the WHERE clause and else opens it anew.
    """

    row: Draft
    box: Box
    content: DraftContent = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A draft opened for its holder.

    `answers` are valid ones as `forms.bind_step` takes and gives them, 個人番号 masked; `typed` is what was typed and is
    not valid, {path: {input name: text}}. `revision` goes into the page as `_seen`, so that another device's fields
    are not lost. `newer_version_id` is set when the form was published anew since: offer `carry_draft_over`.
    """

    id: UUID
    municipality_id: UUID
    procedure_code: str
    number: int
    case_id: UUID | None
    version: forms.FormVersionSummary
    newer_version_id: UUID | None
    answers: Mapping[str, Any]
    typed: Mapping[str, dict[str, Any]]
    represented: Mapping[str, str] | None
    language: str
    revision: int
    created_at: datetime
    saved_at: datetime
    expires_on: date
    dossier_id: UUID
    opened: OpenedDraft = field(repr=False)

    @property
    def form(self) -> forms.Form:
        return self.version.form

    @property
    def leaves(self) -> Leaves:
        return self.opened.content.leaves


def list_drafts(*, municipality_id: UUID, holder: Holder) -> Sequence[DraftSummary]:
    """The holder's drafts and open corrections, the last saved first. Cost: one query."""
    rows = Draft.objects.filter(_held_by(holder), municipality_id=municipality_id)
    return [_summary(row) for row in rows.order_by("-saved_at")]


def find_draft(*, municipality_id: UUID, procedure_code: str, holder: Holder) -> DraftSummary | None:
    """The holder's last saved draft of the procedure, corrections not counted; offer to go on with it."""
    rows = Draft.objects.filter(
        _held_by(holder), municipality_id=municipality_id, procedure_code=procedure_code, case__isnull=True
    )
    row = rows.order_by("-saved_at").first()
    return None if row is None else _summary(row)


def open_draft(*, municipality_id: UUID, draft_id: UUID, holder: Holder, today: date) -> DraftView:
    """The draft with its answers. DraftNotFoundError, and for a correction what `get_case_of_holder` raises.

    Cost: three queries, one or two more for a correction.
    """
    with reading():
        opened = read_draft(municipality_id=municipality_id, draft_id=draft_id, holder=holder)
        require_case_of(opened.row, holder, today)
        return view_of(opened, today)


def require_case_of(row: Draft, holder: Holder, today: date) -> None:
    """A correction shows what is in its case: it opens to whom the case opens today. What was only begun is its writer's."""
    if row.case_id is not None:
        get_case_of_holder(
            municipality_id=row.municipality_id, case_id=row.case_id, holder=holder, today=today
        )


def read_draft(*, municipality_id: UUID, draft_id: UUID, holder: Holder) -> OpenedDraft:
    """The draft as it lies, with its keys. DraftNotFoundError. Cost: two queries."""
    row = get_draft_row(municipality_id=municipality_id, draft_id=draft_id, holder=holder)
    box = open_box(row.dossier, files.open_keyring(municipality_id=municipality_id))
    return OpenedDraft(row, box, read_content(row, box))


def look_at_draft(*, municipality_id: UUID, draft_id: UUID, holder: Holder) -> DraftSummary:
    """What can be told of a draft without opening it. DraftNotFoundError. Cost: one query."""
    return _summary(get_draft_row(municipality_id=municipality_id, draft_id=draft_id, holder=holder))


def check_draft(*, draft: DraftView, today: date) -> Sequence[forms.Problem]:
    """Everything that is missing or wrong, warnings too, for the page "check your answers".

    Unlike `forms.check_answers` over `draft.answers` it also sees the 個人番号 behind their masks.
    """
    return forms.check_answers(draft.form, answers_with_numbers(draft), today=today)


_ROW = PreparedRead(
    lambda municipality_id, draft_id: Draft.objects.select_related("dossier").filter(
        municipality_id=municipality_id, pk=draft_id
    ),
    municipality_id=UUID,
    draft_id=UUID,
)


def get_draft_row(*, municipality_id: UUID, draft_id: UUID, holder: Holder) -> Draft:
    """The row, if it is the holder's. DraftNotFoundError."""
    row = _ROW.find(municipality_id=municipality_id, draft_id=draft_id)
    if row is None or not _is_held(row, holder):
        raise DraftNotFoundError(draft_id=str(draft_id))
    return row


def read_content(row: Draft, box: Box) -> DraftContent:
    content = box.unseal(row.content, content_place(row)) or {"leaves": {}, "trail": {}, "represented": None}
    return DraftContent(content["leaves"], content["trail"], content["represented"])


def content_place(row: Draft) -> str:
    return f"draft:{row.pk}"


def answers_with_numbers(draft: DraftView) -> dict[str, Any]:
    """Danger: holds 個人番号 in the clear. For checking and sealing only."""
    row = draft.opened.row
    numbers = draft.opened.box.unseal_numbers(row.secrets, content_place(row))
    return forms.join_secret(draft.form, dict(draft.answers), numbers)


def view_of(opened: OpenedDraft, today: date) -> DraftView:
    row, content = opened.row, opened.content
    version = forms.get_form_version(municipality_id=row.municipality_id, version_id=row.form_version_id)
    answers, typed = unflatten(content.leaves)
    return DraftView(
        id=row.pk,
        municipality_id=row.municipality_id,
        procedure_code=row.procedure_code,
        number=row.number,
        case_id=row.case_id,
        version=version,
        newer_version_id=_newer_version(row, version, today),
        answers=answers,
        typed=typed,
        represented=content.represented,
        language=row.language,
        revision=row.revision,
        created_at=row.created_at,
        saved_at=row.saved_at,
        expires_on=row.expires_on,
        dossier_id=opened.box.dossier_id,
        opened=opened,
    )


def _newer_version(row: Draft, version: forms.FormVersionSummary, today: date) -> UUID | None:
    # A correction is made in the form the application was made in.
    if row.case_id is not None or version.is_in_force(today):
        return None
    current = forms.find_current_version(municipality_id=row.municipality_id, code=version.code, on=today)
    return current.id if current is not None and current.id != version.id else None


def _held_by(holder: Holder) -> Q:
    if holder.resident_id is not None:
        return Q(resident_id=holder.resident_id)
    if holder.secret:
        return Q(resident_id__isnull=True, secret_hash=hash_secret(holder.secret))
    return Q(pk__isnull=True)


def _is_held(row: Draft, holder: Holder) -> bool:
    if row.resident_id is not None:
        return row.resident_id == holder.resident_id
    return is_secret(holder.secret, row.secret_hash)


def _summary(row: Draft) -> DraftSummary:
    return DraftSummary(
        id=row.pk,
        procedure_code=row.procedure_code,
        number=row.number,
        case_id=row.case_id,
        created_at=row.created_at,
        saved_at=row.saved_at,
        expires_on=row.expires_on,
    )


def rules_for(draft: DraftView) -> Rules:
    """The rules of the draft's procedure."""
    return get_rules(municipality_id=draft.municipality_id, code=draft.procedure_code)
