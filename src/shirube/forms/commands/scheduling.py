"""A version that comes into force on a day: its day comes, or somebody thinks better of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import SYSTEM, Actor
from shirube.audit import interface as audit
from shirube.forms.commands.guards import get_definition, require_publisher
from shirube.forms.events import FormPublished
from shirube.forms.models import FormDefinition, FormVersion
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command, step

NOTHING_COMING: Mapping[str, None] = {"coming_number": None, "coming_on": None}


class NothingComingError(ConflictError):
    """No version waits for its day: it is in force already, or was called off."""

    code = "forms.nothing_coming"


@command
def put_due_forms_into_force(*, municipality_id: UUID, now: datetime) -> int:
    """Every version whose day has come; how many there were. May be repeated."""
    due = FormDefinition.objects.filter(municipality_id=municipality_id, coming_on__lte=japan_date(now))
    return sum(_put_into_force(one, one.coming_number, SYSTEM, now) for one in due if one.coming_number)


@command
def put_coming_form_into_force(*, municipality_id: UUID, code: str, actor: Actor, now: datetime) -> None:
    """Do not wait for the day. NotYourFormError, FormNotFoundError, NothingComingError."""
    definition = get_definition(municipality_id, code)
    require_publisher(actor, definition.section_id)
    number = definition.coming_number
    if number is None or not _put_into_force(definition, number, actor, now):
        raise NothingComingError(code=code)


@command
def call_off_coming_form(*, municipality_id: UUID, code: str, actor: Actor, now: datetime) -> None:
    """The version in force stays so; the other can become a draft again. NotYourFormError, FormNotFoundError, NothingComingError."""
    definition = get_definition(municipality_id, code)
    require_publisher(actor, definition.section_id)
    rows = FormDefinition.objects.filter(municipality_id=municipality_id, pk=definition.pk)
    if not rows.filter(coming_number__isnull=False).update(**NOTHING_COMING):
        raise NothingComingError(code=code)
    _record(definition, "forms.form_called_off", actor, now)


def published(definition: FormDefinition, version: FormVersion) -> FormPublished:
    return FormPublished(
        municipality_id=definition.municipality_id,
        form_code=definition.code,
        version_id=version.pk,
        number=version.number,
    )


@step
def _put_into_force(definition: FormDefinition, number: int, actor: Actor, now: datetime) -> bool:
    """False where somebody was quicker."""
    rows = FormDefinition.objects.filter(municipality_id=definition.municipality_id, pk=definition.pk)
    if not rows.filter(coming_number=number).update(current_number=number, **NOTHING_COMING):
        return False
    versions = FormVersion.objects.filter(municipality_id=definition.municipality_id, definition=definition)
    _record(definition, "forms.form_published", actor, now)
    events.publish(published(definition, versions.get(number=number)))
    return True


def _record(definition: FormDefinition, action: str, actor: Actor, now: datetime) -> None:
    audit.record(
        municipality_id=definition.municipality_id,
        actor=actor.log_name,
        action=action,
        subject=f"forms.form:{definition.pk}",
        now=now,
        facts={"code": definition.code, "number": definition.coming_number},
    )
