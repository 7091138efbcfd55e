"""A resident begins, goes on with, takes over and throws away a draft."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.db.models import Max, QuerySet

from shirube.applications.commands.sealing import destroy_dossier, make_dossier
from shirube.applications.domain.merging import Leaves, flatten, merge
from shirube.applications.domain.people import Holder, Represented
from shirube.applications.models import Draft
from shirube.applications.queries.drafts import (
    DraftContent,
    DraftNotFoundError,
    DraftView,
    OpenedDraft,
    content_place,
    get_draft_row,
    read_draft,
    view_of,
)
from shirube.applications.queries.representing import NotRepresentableError, find_represented
from shirube.applications.queries.rules import ProcedureNotOfferedError, Rules, get_rules, require_open
from shirube.applications.queries.sealing import Sealed
from shirube.audit import interface as audit
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.ids import new_id
from shirube.kernel.prepared_saves import PreparedSave
from shirube.kernel.prepared_writes import PreparedInsert
from shirube.kernel.receipts import hash_secret, new_secret
from shirube.kernel.transactions import command

KEPT_FOR = timedelta(days=90)
# Nobody keeps so many applications of one kind half done; a program does.
MOST_DRAFTS = 20
_TRIES = 5


class TooManyDraftsError(ConflictError):
    code = "applications.too_many_drafts"


class DraftBusyError(ConflictError):
    """Other devices kept saving in the same moment; nothing of this save was kept. Try again."""

    code = "applications.draft_busy"


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftStarted:
    """`secret` is set for a draft without account: it goes into the sealed cookie and the link, and is stored hashed.

    `first_step` is where a new draft begins; empty for one that was there already.
    """

    draft_id: UUID
    secret: str
    is_new: bool
    first_step: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftSaved:
    """`kept` are paths where another device's newer value stays, because this page showed an older one unchanged."""

    revision: int
    saved_at: datetime
    kept: tuple[str, ...]


@command
def start_draft(
    *,
    municipality_id: UUID,
    procedure_code: str,
    holder: Holder,
    now: datetime,
    language: str = "ja",
    represented: Represented | None = None,
    another: bool = False,
) -> DraftStarted:
    """Begin an application, or go on with the one that is there: one draft per procedure and person unless `another`.

    Without account (`holder.resident_id` None) a new draft is begun each time. Raises ProcedureNotOfferedError,
    ReceptionClosedError, NotRepresentableError, TooManyDraftsError, and what `find_represented` raises of a mandate.
    """
    rules = get_rules(municipality_id=municipality_id, code=procedure_code)
    require_open(rules, now)
    if represented is not None and not rules.may_be_represented:
        raise NotRepresentableError(procedure=procedure_code)
    represented = find_represented(
        municipality_id=municipality_id,
        represented=represented.as_json() if represented else None,
        holder=holder,
        procedure_code=procedure_code,
        today=japan_date(now),
    )
    if holder.resident_id is not None and not another and (found := _newest(municipality_id, rules, holder)):
        return DraftStarted(draft_id=found.pk, secret="", is_new=False)
    version = forms.find_current_version(
        municipality_id=municipality_id, code=rules.form_code, on=japan_date(now)
    )
    if version is None:
        raise ProcedureNotOfferedError(procedure=rules.code)
    row, secret = _new_row(rules, version, holder, language, now)
    box = make_dossier(municipality_id=municipality_id, now=now)
    content = DraftContent({}, {}, represented.as_json() if represented else None)
    row.dossier_id = box.dossier_id
    row.content = box.seal(content.as_json(), content_place(row))
    if (found := _insert(row, box.dossier_id, rules, holder)) is not None:
        return DraftStarted(draft_id=found.pk, secret="", is_new=False)
    steps = forms.list_visible_steps(version.form, {}, today=japan_date(now))
    first = steps[0].code if steps else ""
    return DraftStarted(draft_id=row.pk, secret=secret, is_new=True, first_step=first)


@command
def save_draft(
    *,
    draft: DraftView,
    step_code: str,
    bound: forms.Bound,
    holder: Holder,
    device: str,
    seen: int,
    now: datetime,
) -> DraftSaved:
    """Keep a step as it was bound, valid or not: at every change (autosave) and at every button.

    `draft` is what the step was bound from (`open_draft` in this request), `seen` the revision the page was drawn with
    and `device` any text that tells one page of one device from another (hidden inputs `_seen`, `_device`). Per field
    the newest thing somebody typed wins; a field this page did not change stays as another device left it.
    Raises DraftNotFoundError (sent in, thrown away or expired meanwhile), DraftBusyError.
    """
    posted, numbers = _posted(draft, step_code, bound)
    opened = draft.opened
    for _ in range(_TRIES):
        kept = _keep(opened, draft.leaves, posted, numbers, device, seen, now)
        if kept is not None:
            return kept
        opened = read_draft(municipality_id=draft.municipality_id, draft_id=draft.id, holder=holder)
    raise DraftBusyError


@command
def carry_draft_over(
    *, municipality_id: UUID, draft_id: UUID, holder: Holder, now: datetime
) -> forms.CarriedOver:
    """Move the draft to the form's current version, keeping all that still fits; what was lost is told.

    Raises DraftNotFoundError, DraftBusyError, ProcedureNotOfferedError when the form has no current version.
    """
    opened = read_draft(municipality_id=municipality_id, draft_id=draft_id, holder=holder)
    today = japan_date(now)
    draft = view_of(opened, today)
    new = forms.find_current_version(municipality_id=municipality_id, code=draft.version.code, on=today)
    if new is None:
        raise ProcedureNotOfferedError(procedure=draft.procedure_code)
    carried = forms.carry_over(draft.form, new.form, dict(draft.answers))
    lost = {loss.path for loss in carried.lost}
    typed = {path: inputs for path, inputs in draft.typed.items() if path not in lost}
    leaves = flatten(carried.answers, typed)
    changes = {"form_version_id": new.id}
    content = DraftContent(leaves, {}, opened.content.represented)
    if not _store(opened, content, opened.row.secrets, now, **changes):
        raise DraftBusyError
    return carried


@command
def discard_draft(*, municipality_id: UUID, draft_id: UUID, holder: Holder, now: datetime) -> None:
    """Throw a draft away with its files and its key; nothing of it can be read afterwards. DraftNotFoundError.

    Discarding the correction of a returned case keeps the case and its files.
    """
    row = get_draft_row(municipality_id=municipality_id, draft_id=draft_id, holder=holder)
    forget_draft(row=row, actor=holder.log_name, now=now)


@command
def adopt_draft(*, municipality_id: UUID, draft_id: UUID, holder: Holder, now: datetime) -> None:
    """A draft begun without account becomes that of the resident who signed in; needs both in `holder`.

    Raises DraftNotFoundError. Where the resident has a draft of the procedure already, this one is a further one.
    """
    anonymous = Holder(secret=holder.secret)
    row = get_draft_row(municipality_id=municipality_id, draft_id=draft_id, holder=anonymous)
    number = _next_number(municipality_id, row.procedure_id, holder)
    rows = Draft.objects.filter(municipality_id=municipality_id, pk=row.pk, resident_id__isnull=True)
    if not rows.update(resident_id=holder.resident_id, secret_hash="", number=number):
        raise DraftNotFoundError(draft_id=str(draft_id))
    _record(row, "applications.draft_adopted", holder.log_name, now)


def forget_draft(*, row: Draft, actor: str, now: datetime) -> None:
    """Part of a command: the draft goes, and with it the dossier where no case shares it."""
    Draft.objects.filter(municipality_id=row.municipality_id, pk=row.pk).delete()
    if row.case_id is None and row.dossier_id is not None:
        destroy_dossier(municipality_id=row.municipality_id, dossier_id=row.dossier_id, actor=actor, now=now)
    _record(row, "applications.draft_discarded", actor, now)


def _record(row: Draft, action: str, actor: str, now: datetime) -> None:
    audit.record(
        municipality_id=row.municipality_id,
        actor=actor,
        action=action,
        subject=f"applications.draft:{row.pk}",
        now=now,
        facts={"procedure": row.procedure_code},
    )


def _newest(municipality_id: UUID, rules: Rules, holder: Holder) -> Draft | None:
    rows = Draft.objects.filter(
        municipality_id=municipality_id,
        resident_id=holder.resident_id,
        procedure_id=rules.id,
        case__isnull=True,
    )
    return rows.order_by("-saved_at").first()


def _new_row(
    rules: Rules, version: forms.FormVersionSummary, holder: Holder, language: str, now: datetime
) -> tuple[Draft, str]:
    secret = "" if holder.resident_id else holder.secret or new_secret()
    row = Draft(
        id=new_id(),
        municipality_id=version.municipality_id,
        procedure_id=rules.id,
        procedure_code=rules.code,
        form_version_id=version.id,
        resident_id=holder.resident_id,
        secret_hash=hash_secret(secret) if secret else "",
        number=_next_number(version.municipality_id, rules.id, holder),
        language=language,
        created_at=now,
        saved_at=now,
        expires_on=japan_date(now + KEPT_FOR),
    )
    return row, secret


def _next_number(municipality_id: UUID, procedure_id: UUID, holder: Holder) -> int:
    if holder.resident_id is None:
        return 0
    mine = Draft.objects.filter(
        municipality_id=municipality_id,
        resident_id=holder.resident_id,
        procedure_id=procedure_id,
        case__isnull=True,
    )
    if mine.count() >= MOST_DRAFTS:
        raise TooManyDraftsError(limit=MOST_DRAFTS)
    highest = mine.aggregate(highest=Max("number"))["highest"]
    return 0 if highest is None else highest + 1


_DRAFTS = PreparedInsert(Draft, ignore_conflicts=True)


def _insert(row: Draft, dossier_id: UUID, rules: Rules, holder: Holder) -> Draft | None:
    """None, or the draft that the same person has begun on another device in the same moment."""
    if _DRAFTS.insert_now(row):
        return None
    destroy_dossier(
        municipality_id=row.municipality_id,
        dossier_id=dossier_id,
        actor=holder.log_name,
        now=row.created_at,
    )
    if (found := _newest(row.municipality_id, rules, holder)) is None:
        raise IntegrityError("a draft was refused, and not because there is one already")
    return found


def _posted(draft: DraftView, step_code: str, bound: forms.Bound) -> tuple[Leaves, dict[str, str]]:
    """The form's state as the device wants it, and the 個人番号 that were typed now, by path."""
    answers, numbers = forms.split_secret(draft.form, dict(bound.answers))
    of_step = {field.key for step in draft.form.steps if step.code == step_code for field in step.fields}
    elsewhere = {
        path: inputs for path, inputs in draft.typed.items() if path.partition(".")[0] not in of_step
    }
    return flatten(answers, {**elsewhere, **bound.typed}), numbers


def _keep(
    opened: OpenedDraft,
    loaded: Leaves,
    posted: Leaves,
    numbers: dict[str, str],
    device: str,
    seen: int,
    now: datetime,
) -> DraftSaved | None:
    """None where the draft is not any more as it was opened."""
    row, content = opened.row, opened.content
    merged = merge(
        now=content.leaves,
        loaded=loaded,
        posted=posted,
        trail=content.trail,
        device=device,
        seen=seen,
        revision=row.revision + 1,
    )
    if not merged.changed and not numbers:
        still = _as_opened(row).exists()
        return DraftSaved(revision=row.revision, saved_at=row.saved_at, kept=merged.kept) if still else None
    new = DraftContent(merged.leaves, merged.trail, content.represented)
    if not _store(opened, new, _secrets(opened, numbers, merged.leaves), now):
        return None
    return DraftSaved(revision=row.revision + 1, saved_at=now, kept=merged.kept)


def _secrets(opened: OpenedDraft, numbers: dict[str, str], leaves: Leaves) -> bytes | None:
    """The 個人番号 of paths that still have an answer, the newly typed ones over the old."""
    row, box = opened.row, opened.box
    standing = {**box.unseal_numbers(row.secrets, content_place(row)), **numbers}
    return box.seal_numbers(_only(standing, leaves), content_place(row))


def _only(numbers: dict[str, str], paths: Iterable[str]) -> dict[str, str]:
    known = set(paths)
    return {path: number for path, number in numbers.items() if path in known}


def _as_opened(row: Draft) -> QuerySet[Draft]:
    # Danger: two devices save at once; the revision in the WHERE clause keeps each other's fields. And a draft that its
    # resident has taken into the account meanwhile is no longer written to by who had only its secret.
    return Draft.objects.filter(
        municipality_id=row.municipality_id,
        pk=row.pk,
        revision=row.revision,
        resident_id=row.resident_id,
        secret_hash=row.secret_hash,
    )


def _store(
    opened: OpenedDraft, content: DraftContent, secrets: Sealed | None, now: datetime, **changes: Any
) -> bool:
    row = opened.row
    new = {
        "content": opened.box.seal(content.as_json(), content_place(row)),
        "secrets": secrets,
        "revision": row.revision + 1,
        "saved_at": now,
        "expires_on": japan_date(now + KEPT_FOR),
        "warned_at": None,
        "form_version_id": row.form_version_id,
        **changes,
    }
    known: dict[str, Any] = {
        "municipality_id": row.municipality_id,
        "draft_id": row.pk,
        "revision": row.revision,
    }
    if row.resident_id is None:
        return bool(_SAVE_WITHOUT_ACCOUNT.save(new, **known, secret_hash=row.secret_hash))
    return bool(_SAVE_OF_RESIDENT.save(new, **known, resident_id=row.resident_id))


_STORED = ("content", "secrets", "revision", "saved_at", "expires_on", "warned_at", "form_version_id")
_SAVE_WITHOUT_ACCOUNT = PreparedSave(
    lambda municipality_id, draft_id, revision, secret_hash: Draft.objects.filter(
        municipality_id=municipality_id,
        pk=draft_id,
        revision=revision,
        resident_id__isnull=True,
        secret_hash=secret_hash,
    ),
    _STORED,
    municipality_id=UUID,
    draft_id=UUID,
    revision=int,
    secret_hash=str,
)
_SAVE_OF_RESIDENT = PreparedSave(
    lambda municipality_id, draft_id, revision, resident_id: Draft.objects.filter(
        municipality_id=municipality_id, pk=draft_id, revision=revision, resident_id=resident_id
    ),
    _STORED,
    municipality_id=UUID,
    draft_id=UUID,
    revision=int,
    resident_id=UUID,
)
