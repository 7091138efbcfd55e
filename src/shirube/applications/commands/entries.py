"""途中の入力: what staff type from paper is kept at every change, resumed by whoever of the section has time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.applications.commands.sealing import destroy_dossier, make_dossier
from shirube.applications.domain.names import name_known_of
from shirube.applications.models import Case, IntakeDraft
from shirube.applications.queries.entries import (
    Entry,
    EntryNotFoundError,
    Typed,
    entry_key,
    entry_place,
    find_row,
    get_entry_row,
    read_entry,
    require_section_of,
)
from shirube.applications.queries.places import NotYourSectionError
from shirube.applications.queries.rules import Rules, get_rules
from shirube.applications.queries.sealing import Box, dossier_subject, open_box
from shirube.audit import interface as audit
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.ids import new_id
from shirube.kernel.transactions import command, step

# A sheet of paper that nobody types on for a month is looked for in the pile, not here.
KEPT_FOR = timedelta(days=30)
CHUNK = 100


class EntryMovedError(ConflictError):
    """Somebody has gone on with it on another page since this one was drawn; nothing of this page was kept."""

    code = "applications.entry_moved"


class AlreadyTakenInError(ConflictError):
    """The page was sent in: there is a case, and nothing is kept beside it any more."""

    code = "applications.already_taken_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryKept:
    """`revision` goes into the page, so that the next save is told from another page's."""

    entry_id: UUID
    revision: int
    saved_at: datetime


@command
def keep_entry(
    *,
    municipality_id: UUID,
    procedure_code: str,
    version: forms.FormVersionSummary,
    typed: Typed,
    submission_key: str,
    device: str,
    seen: int,
    actor: Actor,
    now: datetime,
) -> EntryKept:
    """Keep the page as it was typed, valid or not; the first time this begins the entry.

    `submission_key` is the page's own, as for `take_in_application`; `device` tells one drawn page from another and
    `seen` is the revision it was drawn with. Scans are attached. Raises NotYourSectionError, EntryMovedError,
    AlreadyTakenInError, ProcedureNotOfferedError, and what `files.attach_file` raises.
    """
    rules = get_rules(municipality_id=municipality_id, code=procedure_code)
    if not actor.works_in({rules.home}):
        raise NotYourSectionError(section_id=str(rules.home))
    key = entry_key(submission_key)
    if Case.objects.filter(municipality_id=municipality_id, submission_key=key).exists():
        raise AlreadyTakenInError
    row = find_row(municipality_id, key) or _begin(municipality_id, rules, version, key, actor, now)
    require_section_of(row, actor)
    box = open_box(row.dossier, files.open_keyring(municipality_id=municipality_id))
    attach_new_scans(row.municipality_id, box.dossier_id, typed, actor, now)
    changes = {
        **_sealed(row, box, version.form, typed, submission_key),
        "form_version_id": version.id,
        "device": device,
        "revision": row.revision + 1,
        "saved_by": actor.log_name,
        "saved_at": now,
        "expires_on": japan_date(now + KEPT_FOR),
    }
    _store(row, device, seen, changes)
    return EntryKept(entry_id=row.pk, revision=row.revision + 1, saved_at=now)


@command
def open_entry(*, municipality_id: UUID, entry_id: UUID, actor: Actor, now: datetime) -> Entry:
    """Go on with what the section has begun; who looked is written down.

    Raises EntryNotFoundError, NotYourSectionError, ProcedureNotOfferedError where the form has no current version.
    """
    row = get_entry_row(municipality_id=municipality_id, entry_id=entry_id, actor=actor)
    rules = get_rules(municipality_id=municipality_id, code=row.procedure_code)
    version = forms.find_current_version(
        municipality_id=municipality_id, code=rules.form_code, on=japan_date(now)
    )
    if version is None:
        raise EntryNotFoundError(entry_id=str(entry_id))
    _record(row, "applications.entry_opened", actor.log_name, now)
    return read_entry(row, version)


@command
def discard_entry(*, municipality_id: UUID, entry_id: UUID, actor: Actor, now: datetime) -> None:
    """Throw it away with its scans and keys. EntryNotFoundError, NotYourSectionError."""
    row = get_entry_row(municipality_id=municipality_id, entry_id=entry_id, actor=actor)
    _discard(row, actor.log_name, now)


def forget_expired_entries(*, municipality_id: UUID, now: datetime) -> int:
    """Throw away what nobody has gone on with for a month; how many. In short transactions."""
    rows = IntakeDraft.objects.filter(municipality_id=municipality_id, expires_on__lt=japan_date(now))
    forgotten = 0
    while chosen := list(rows.order_by("expires_on")[:CHUNK]):
        for row in chosen:
            _forget(row=row, now=now)
        forgotten += len(chosen)
    return forgotten


@step
def take_over_entry(*, municipality_id: UUID, key: str) -> Box | None:
    """The keys of what the page has kept, which is a draft no more; None where nothing was kept."""
    row = find_row(municipality_id, key)
    if row is None or not IntakeDraft.objects.filter(municipality_id=municipality_id, pk=row.pk).delete()[0]:
        return None
    return open_box(row.dossier, files.open_keyring(municipality_id=municipality_id))


@command
def _forget(*, row: IntakeDraft, now: datetime) -> None:
    _discard(row, audit.SYSTEM, now)


def _begin(
    municipality_id: UUID,
    rules: Rules,
    version: forms.FormVersionSummary,
    key: str,
    actor: Actor,
    now: datetime,
) -> IntakeDraft:
    box = make_dossier(municipality_id=municipality_id, now=now)
    row = IntakeDraft(
        id=new_id(),
        municipality_id=municipality_id,
        dossier_id=box.dossier_id,
        section_id=rules.home,
        procedure_code=rules.code,
        form_version_id=version.id,
        submission_key=key,
        revision=0,
        begun_by=actor.log_name,
        saved_by=actor.log_name,
        created_at=now,
        saved_at=now,
        expires_on=japan_date(now + KEPT_FOR),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        # Two saves of one page at once; the other one has begun it, and this page saves again by itself.
        raise EntryMovedError from error
    _record(row, "applications.entry_begun", actor.log_name, now)
    return row


def _store(row: IntakeDraft, device: str, seen: int, changes: dict[str, Any]) -> None:
    # Danger: two clerks may go on with one entry. Whose page shows an older state is told, instead of writing over it.
    if row.device not in {"", device} and row.revision != seen:
        raise EntryMovedError
    rows = IntakeDraft.objects.filter(municipality_id=row.municipality_id, pk=row.pk, revision=row.revision)
    if not rows.update(**changes):
        raise EntryMovedError


def _sealed(row: IntakeDraft, box: Box, form: forms.Form, typed: Typed, page: str) -> dict[str, Any]:
    masked, numbers = forms.split_secret(form, dict(typed.answers))
    name = name_known_of(forms.known_facts(form, dict(typed.answers))) or {}
    content = {
        "page": page,
        "name": f"{name.get('family', '')} {name.get('given', '')}".strip(),
        "answers": masked,
        "typed": typed.typed,
        "facts": typed.facts,
        "scans": [str(one) for one in typed.scans],
    }
    place = entry_place(row)
    return {"content": box.seal(content, place), "secrets": box.seal_numbers(numbers, place)}


@step
def attach_new_scans(
    municipality_id: UUID, dossier_id: UUID, typed: Typed, actor: Actor, now: datetime
) -> None:
    """Attach those that do not lie there yet. Raises what `files.attach_file` raises."""
    subject = dossier_subject(dossier_id)
    if not typed.scans:
        return
    there = {one.id for one in files.list_files(municipality_id=municipality_id, subject=subject)}
    for file_id in typed.scans:
        if file_id not in there:
            files.attach_file(
                municipality_id=municipality_id,
                file_id=file_id,
                subject=subject,
                actor=actor.log_name,
                now=now,
            )


def _discard(row: IntakeDraft, actor: str, now: datetime) -> None:
    IntakeDraft.objects.filter(municipality_id=row.municipality_id, pk=row.pk).delete()
    if row.dossier_id is not None:
        destroy_dossier(municipality_id=row.municipality_id, dossier_id=row.dossier_id, actor=actor, now=now)
    _record(row, "applications.entry_discarded", actor, now)


def _record(row: IntakeDraft, action: str, actor: str, now: datetime) -> None:
    audit.record(
        municipality_id=row.municipality_id,
        actor=actor,
        action=action,
        subject=f"applications.entry:{row.pk}",
        now=now,
        facts={"procedure": row.procedure_code},
    )
