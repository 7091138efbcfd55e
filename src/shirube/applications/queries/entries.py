"""Reading what staff have begun to type from paper: the section's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.applications.models import IntakeDraft
from shirube.applications.queries.places import NotYourSectionError
from shirube.applications.queries.sealing import Box, open_box
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.errors import NotFoundError

MOST_LISTED = 50


class EntryNotFoundError(NotFoundError):
    """It was sent in, thrown away, or never there."""

    code = "applications.entry_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """A line of 途中の入力. `name` is empty as long as none was typed."""

    id: UUID
    procedure_code: str
    name: str = field(repr=False)
    saved_by: str
    saved_at: datetime
    expires_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What was typed so far. `answers` are valid ones, 個人番号 in the clear: never to be logged; `typed` is not valid.

    `facts` are the inputs about the arrival, by name; `scans` are uploads of the paper.
    """

    answers: Mapping[str, Any] = field(default_factory=dict, repr=False)
    typed: Mapping[str, Any] = field(default_factory=dict, repr=False)
    facts: Mapping[str, str] = field(default_factory=dict, repr=False)
    scans: Sequence[UUID] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One that was opened, in the form as it is now. `lost` is what did not fit any more."""

    id: UUID
    submission_key: str
    procedure_code: str
    revision: int
    kept: Typed = field(repr=False)
    lost: Sequence[forms.Loss] = ()


def list_entries(*, municipality_id: UUID, actor: Actor) -> Sequence[EntryLine]:
    """What the actor's sections have begun and not sent in, the last saved first. Cost: two queries."""
    mine = {section_id for _role, section_id in actor.sections}
    rows = IntakeDraft.objects.select_related("dossier").filter(
        municipality_id=municipality_id, section_id__in=mine
    )
    found = list(rows.order_by("-saved_at")[:MOST_LISTED])
    if not found:
        return []
    keyring = files.open_keyring(municipality_id=municipality_id)
    return [_line(row, open_box(row.dossier, keyring)) for row in found]


def find_entry(
    *, municipality_id: UUID, submission_key: str, version: forms.FormVersionSummary, actor: Actor
) -> Entry | None:
    """What the page has kept so far; None where nothing was, or it was sent in. NotYourSectionError."""
    row = find_row(municipality_id, entry_key(submission_key))
    if row is None:
        return None
    require_section_of(row, actor)
    return read_entry(row, version)


def get_entry_row(*, municipality_id: UUID, entry_id: UUID, actor: Actor) -> IntakeDraft:
    """EntryNotFoundError, NotYourSectionError."""
    rows = IntakeDraft.objects.select_related("dossier")
    row = rows.filter(municipality_id=municipality_id, pk=entry_id).first()
    if row is None:
        raise EntryNotFoundError(entry_id=str(entry_id))
    require_section_of(row, actor)
    return row


def find_row(municipality_id: UUID, key: str) -> IntakeDraft | None:
    rows = IntakeDraft.objects.select_related("dossier")
    return rows.filter(municipality_id=municipality_id, submission_key=key).first()


def require_section_of(row: IntakeDraft, actor: Actor) -> None:
    if not actor.works_in({row.section_id}):
        raise NotYourSectionError(entry_id=str(row.pk))


def entry_key(submission_key: str) -> str:
    """One page of staff is one application, whoever of the section goes on with it."""
    return sha256(f"intake:{submission_key}".encode()).hexdigest()


def entry_place(row: IntakeDraft) -> str:
    return f"intake:{row.pk}"


def read_entry(row: IntakeDraft, version: forms.FormVersionSummary) -> Entry:
    """What lies in it, carried into `version` where it was begun in an older one."""
    box = open_box(row.dossier, files.open_keyring(municipality_id=row.municipality_id))
    content = box.unseal(row.content, entry_place(row))
    numbers = box.unseal_numbers(row.secrets, entry_place(row))
    answers, typed = content["answers"], content["typed"]
    lost: Sequence[forms.Loss] = ()
    if row.form_version_id != version.id:
        # What was not valid is typed again: what it was typed into may be another question now.
        carried = _carry(row, answers, version)
        answers, typed, lost = carried.answers, {}, carried.lost
    kept = Typed(
        answers=forms.join_secret(version.form, answers, numbers),
        typed=typed,
        facts=content["facts"],
        scans=tuple(map(UUID, content["scans"])),
    )
    return Entry(
        id=row.pk,
        submission_key=content["page"],
        procedure_code=row.procedure_code,
        revision=row.revision,
        kept=kept,
        lost=lost,
    )


def _carry(
    row: IntakeDraft, answers: Mapping[str, Any], version: forms.FormVersionSummary
) -> forms.CarriedOver:
    before = forms.get_form_version(municipality_id=row.municipality_id, version_id=row.form_version_id)
    return forms.carry_over(before.form, version.form, answers)


def _line(row: IntakeDraft, box: Box) -> EntryLine:
    return EntryLine(
        id=row.pk,
        procedure_code=row.procedure_code,
        name=box.unseal(row.content, entry_place(row))["name"],
        saved_by=row.saved_by,
        saved_at=row.saved_at,
        expires_on=row.expires_on,
    )
