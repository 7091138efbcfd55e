"""Drafting a form: one draft each, one person at a time, every save counted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.forms.commands.guards import (
    DraftMovedError,
    get_definition,
    get_draft,
    require_drafter,
    require_free,
)
from shirube.forms.models import FormDefinition, FormDraft, FormVersion
from shirube.forms.queries.versions import FormNotFoundError
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command

# Longer than a telephone call; who comes back later takes the draft up again with one button.
LOCK_LASTS = timedelta(minutes=20)


class FormCodeTakenError(ConflictError):
    """Another form of this municipality has the code."""

    code = "forms.code_taken"


class DraftExistsError(ConflictError):
    """There is a draft already; it would be lost."""

    code = "forms.draft_exists"


@command
def create_form_draft(
    *,
    municipality_id: UUID,
    code: str,
    content: dict[str, Any],
    section_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Begin a new form, with a draft. NotYourFormError, FormCodeTakenError."""
    require_drafter(actor, section_id)
    definition = FormDefinition(
        municipality_id=municipality_id, code=code, section_id=section_id, created_at=now
    )
    try:
        with transaction.atomic():
            definition.save(force_insert=True)
    except IntegrityError as error:
        raise FormCodeTakenError(code=code) from error
    _insert(definition, content, None, actor, now)
    _record(definition, "forms.draft_started", actor, now)


@command
def start_form_draft(
    *,
    municipality_id: UUID,
    code: str,
    actor: Actor,
    now: datetime,
    number: int | None = None,
    replace: bool = False,
) -> None:
    """Draft from a published version: the newest, or an old one to go back to.

    `replace` throws an existing draft away. NotYourFormError, FormNotFoundError, DraftExistsError, FormLockedError.
    """
    definition = get_definition(municipality_id, code)
    require_drafter(actor, definition.section_id)
    versions = FormVersion.objects.filter(municipality_id=municipality_id, definition=definition)
    version = versions.filter(number=number or definition.newest_number).first()
    if version is None:
        raise FormNotFoundError(form=code)
    if replace:
        _clear(municipality_id, definition, actor, now)
    _insert(definition, version.content, version.number, actor, now)
    _record(definition, "forms.draft_started", actor, now, number=version.number)


@command
def save_form_draft(
    *,
    municipality_id: UUID,
    code: str,
    content: dict[str, Any],
    seen_revision: int,
    actor: Actor,
    now: datetime,
) -> int:
    """Keep the content and the lock; the new revision. NotYourFormError, FormNotFoundError, FormLockedError, DraftMovedError."""
    draft = get_draft(municipality_id, code)
    require_drafter(actor, draft.definition.section_id)
    require_free(draft, actor, now)
    same = _free_rows(draft, actor, now).filter(revision=seen_revision)
    saved = same.update(
        content=content,
        revision=F("revision") + 1,
        saved_at=now,
        saved_by=actor.log_name,
        lock_holder=actor.staff_id,
        locked_at=now,
        locked_until=now + LOCK_LASTS,
    )
    if not saved:
        raise DraftMovedError(code=code)
    _record(draft.definition, "forms.draft_saved", actor, now, revision=seen_revision + 1)
    return seen_revision + 1


@command
def take_edit_lock(
    *, municipality_id: UUID, code: str, actor: Actor, now: datetime, take_over: bool = False
) -> None:
    """Say that this person works on the draft now. `take_over` ends another's lock, which the log tells.

    NotYourFormError, FormNotFoundError, FormLockedError.
    """
    draft = get_draft(municipality_id, code)
    require_drafter(actor, draft.definition.section_id)
    if not take_over:
        require_free(draft, actor, now)
    rows = (
        FormDraft.objects.filter(municipality_id=municipality_id, pk=draft.pk)
        if take_over
        else _free_rows(draft, actor, now)
    )
    if not rows.update(lock_holder=actor.staff_id, locked_at=now, locked_until=now + LOCK_LASTS):
        raise DraftMovedError(code=code)
    if take_over:
        _record(draft.definition, "forms.lock_taken_over", actor, now, holder=str(draft.lock_holder))
    elif draft.lock_holder != actor.staff_id:
        _record(draft.definition, "forms.lock_taken", actor, now)


@command
def release_edit_lock(*, municipality_id: UUID, code: str, actor: Actor, now: datetime) -> None:
    """Let others work on the draft. Another's lock is left alone. FormNotFoundError."""
    draft = get_draft(municipality_id, code)
    own = FormDraft.objects.filter(municipality_id=municipality_id, pk=draft.pk, lock_holder=actor.staff_id)
    if own.update(lock_holder=None, locked_at=None, locked_until=None):
        _record(draft.definition, "forms.lock_released", actor, now)


@command
def discard_form_draft(*, municipality_id: UUID, code: str, actor: Actor, now: datetime) -> None:
    """Throw the draft away; a form that was never published goes with it.

    NotYourFormError, FormNotFoundError, FormLockedError.
    """
    definition = get_definition(municipality_id, code)
    require_drafter(actor, definition.section_id)
    if not _clear(municipality_id, definition, actor, now):
        raise FormNotFoundError(form=code)
    _record(definition, "forms.draft_discarded", actor, now)
    if not definition.newest_number:
        FormDefinition.objects.filter(
            municipality_id=municipality_id, pk=definition.pk, newest_number=0
        ).delete()


def _insert(
    definition: FormDefinition, content: dict[str, Any], based_on: int | None, actor: Actor, now: datetime
) -> None:
    draft = FormDraft(
        municipality_id=definition.municipality_id,
        definition=definition,
        content={**content, "code": definition.code},
        based_on=based_on,
        saved_at=now,
        saved_by=actor.log_name,
        lock_holder=actor.staff_id,
        locked_at=now,
        locked_until=now + LOCK_LASTS,
    )
    try:
        with transaction.atomic():
            draft.save(force_insert=True)
    except IntegrityError as error:
        raise DraftExistsError(code=definition.code) from error


def _clear(municipality_id: UUID, definition: FormDefinition, actor: Actor, now: datetime) -> bool:
    rows = FormDraft.objects.filter(municipality_id=municipality_id, definition=definition)
    draft = rows.first()
    if draft is not None:
        require_free(draft, actor, now)
        _free_rows(draft, actor, now).delete()
    return draft is not None


def _free_rows(draft: FormDraft, actor: Actor, now: datetime) -> Any:
    """The draft, unless somebody else has taken it in this very moment."""
    rows = FormDraft.objects.filter(municipality_id=draft.municipality_id, pk=draft.pk)
    return rows.filter(Q(lock_holder__isnull=True) | Q(lock_holder=actor.staff_id) | Q(locked_until__lte=now))


def _record(definition: FormDefinition, action: str, actor: Actor, now: datetime, **facts: object) -> None:
    audit.record(
        municipality_id=definition.municipality_id,
        actor=actor.log_name,
        action=action,
        subject=f"forms.form:{definition.pk}",
        now=now,
        facts={"code": definition.code, **facts},
    )
