"""Putting a form into force, from its draft or from a pack, and taking it out of force."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.forms.commands.guards import (
    DraftMovedError,
    get_definition,
    get_draft,
    require_free,
    require_publisher,
)
from shirube.forms.commands.scheduling import NOTHING_COMING, published
from shirube.forms.domain.definition import Form
from shirube.forms.domain.parsing import dump_form, parse_form
from shirube.forms.events import FormWithdrawn
from shirube.forms.models import FormDefinition, FormDraft, FormVersion, Origin
from shirube.forms.queries.versions import FormVersionSummary, summary_of
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command


class NothingChangedError(ConflictError):
    """The draft says what the version in force says."""

    code = "forms.nothing_changed"


class FormEditedHereError(ConflictError):
    """Staff have changed the form since the pack was loaded; the pack does not write over their version."""

    code = "forms.edited_here"


class NotInForceError(ConflictError):
    """The form is withdrawn already."""

    code = "forms.not_in_force"


@command
def publish_form(
    *,
    municipality_id: UUID,
    code: str,
    seen_revision: int,
    actor: Actor,
    now: datetime,
    note: str = "",
    starts_on: date | None = None,
) -> FormVersionSummary:
    """Make the draft a new version, in force at once or from the beginning of a day ahead; the draft is used up.

    It takes the place of a version that was still to come.

    Raises NotYourFormError, FormNotFoundError, FormLockedError, DraftMovedError, NothingChangedError, and
    InvalidPackError with every problem of the draft.
    """
    draft = get_draft(municipality_id, code)
    definition = draft.definition
    require_publisher(actor, definition.section_id)
    require_free(draft, actor, now)
    content = dump_form(parse_form(draft.content))
    current = _version(definition, definition.current_number)
    if current is not None and current.digest == _digest(content):
        raise NothingChangedError(code=code)
    same = FormDraft.objects.filter(municipality_id=municipality_id, pk=draft.pk, revision=seen_revision)
    if not same.delete()[0]:
        raise DraftMovedError(code=code)
    version = _keep_version(definition, content, Origin.STAFF, note, actor, now)
    if starts_on is not None and starts_on > japan_date(now):
        return _announce(definition, version, starts_on, actor, now)
    return _put_into_force(definition, version, actor, now)


@command
def load_form(
    *,
    municipality_id: UUID,
    form: Form,
    section_id: UUID | None,
    actor: Actor,
    now: datetime,
    replace_edits: bool = False,
) -> FormVersionSummary:
    """A form of a pack: a new version where the pack says something new, else the version in force.

    Raises FormEditedHereError where staff have published a version of their own since, and the pack has changed too.
    `replace_edits`: theirs gives way to the pack's, and stays to be read and gone back to.
    """
    definition = _get_or_create(municipality_id, form.code, section_id, now)
    content = dump_form(form)
    digest = _digest(content)
    newest = _version(definition, definition.newest_number)
    rows = FormVersion.objects.filter(municipality_id=municipality_id, definition=definition)
    loaded = rows.filter(origin=Origin.PACK).order_by("-number").first()
    is_same = loaded is not None and loaded.digest == digest
    if newest is not None and is_same and not (replace_edits and newest.origin == Origin.STAFF):
        return summary_of(newest)
    if newest is not None and newest.origin == Origin.STAFF and not replace_edits:
        raise FormEditedHereError(code=form.code)
    version = _keep_version(definition, content, Origin.PACK, "", actor, now)
    return _put_into_force(definition, version, actor, now)


@command
def withdraw_form(*, municipality_id: UUID, code: str, actor: Actor, now: datetime) -> None:
    """No version is in force from now on. NotYourFormError, FormNotFoundError, NotInForceError."""
    definition = get_definition(municipality_id, code)
    require_publisher(actor, definition.section_id)
    rows = FormDefinition.objects.filter(
        municipality_id=municipality_id, pk=definition.pk, current_number__isnull=False
    )
    if not rows.update(current_number=None, coming_number=None, coming_on=None):
        raise NotInForceError(code=code)
    _record(definition, "forms.form_withdrawn", actor, now)
    events.publish(FormWithdrawn(municipality_id=municipality_id, form_code=code))


def _keep_version(
    definition: FormDefinition,
    content: dict[str, Any],
    origin: Origin,
    note: str,
    actor: Actor,
    now: datetime,
) -> FormVersion:
    version = FormVersion(
        municipality_id=definition.municipality_id,
        definition=definition,
        number=definition.newest_number + 1,
        content=content,
        digest=_digest(content),
        origin=origin,
        note=note,
        published_at=now,
        published_by=actor.log_name,
    )
    try:
        with transaction.atomic():
            version.save(force_insert=True)
    except IntegrityError as error:
        # Two published in the same moment; the other one's number stands.
        raise DraftMovedError(code=definition.code) from error
    return version


def _put_into_force(
    definition: FormDefinition, version: FormVersion, actor: Actor, now: datetime
) -> FormVersionSummary:
    _set(definition, current_number=version.number, newest_number=version.number, **NOTHING_COMING)
    _record(
        definition,
        "forms.form_published",
        actor,
        now,
        number=version.number,
        origin=Origin(version.origin).value,
    )
    events.publish(published(definition, version))
    return summary_of(version)


def _announce(
    definition: FormDefinition, version: FormVersion, starts_on: date, actor: Actor, now: datetime
) -> FormVersionSummary:
    _set(definition, newest_number=version.number, coming_number=version.number, coming_on=starts_on)
    _record(definition, "forms.form_announced", actor, now, number=version.number, on=starts_on.isoformat())
    return summary_of(version)


def _set(definition: FormDefinition, **values: Any) -> None:
    rows = FormDefinition.objects.filter(municipality_id=definition.municipality_id, pk=definition.pk)
    rows.update(**values)
    for name, value in values.items():
        setattr(definition, name, value)


def _get_or_create(
    municipality_id: UUID, code: str, section_id: UUID | None, now: datetime
) -> FormDefinition:
    definition, _created = FormDefinition.objects.get_or_create(
        municipality_id=municipality_id, code=code, defaults={"section_id": section_id, "created_at": now}
    )
    return definition


def _version(definition: FormDefinition, number: int | None) -> FormVersion | None:
    rows = FormVersion.objects.filter(municipality_id=definition.municipality_id, definition=definition)
    return rows.filter(number=number).first() if number else None


def _digest(content: dict[str, Any]) -> str:
    written = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _record(definition: FormDefinition, action: str, actor: Actor, now: datetime, **facts: object) -> None:
    audit.record(
        municipality_id=definition.municipality_id,
        actor=actor.log_name,
        action=action,
        subject=f"forms.form:{definition.pk}",
        now=now,
        facts={"code": definition.code, **facts},
    )
