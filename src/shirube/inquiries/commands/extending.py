"""A later day for one section: asked for, granted or refused."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.inquiries.commands.guards import (
    NotYourInquiryError,
    due_of,
    get_asked_row,
    get_own_answer,
    remember,
)
from shirube.inquiries.commands.sending import ReasonMissingError
from shirube.inquiries.commands.telling import tell_asker, tell_section
from shirube.inquiries.models import AskedSection, Extension
from shirube.inquiries.queries.rights import can_ask
from shirube.kernel.calendar import format_date
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.transactions import command
from shirube.organizations import interface as organizations


class ExtensionExistsError(ConflictError):
    """The section has asked already and waits for the asker."""

    code = "inquiries.extension_exists"


class ExtensionDecidedError(ConflictError):
    """It has been granted or refused before, or nothing was asked for."""

    code = "inquiries.extension_decided"


class NotLaterError(InvalidInputError):
    """An extension leads to a later day than the deadline, and not into the past."""

    code = "inquiries.not_later"


@command
def request_extension(
    *, municipality_id: UUID, asked_id: UUID, wanted_on: date, reason: str, actor: Actor, now: datetime
) -> UUID:
    """Ask for a later day. NotLaterError, ReasonMissingError, ExtensionExistsError, and what writing an answer raises."""
    row = get_own_answer(municipality_id, asked_id, actor)
    if wanted_on <= due_of(row) or wanted_on < japan_date(now):
        raise NotLaterError(due=format_date(due_of(row)))
    if not reason.strip():
        raise ReasonMissingError
    extension = Extension(
        municipality_id=municipality_id,
        asked=row,
        wanted_on=wanted_on,
        reason=reason.strip(),
        requested_by=actor.log_name,
        requested_at=now,
    )
    try:
        with transaction.atomic():
            extension.save(force_insert=True)
    except IntegrityError as error:
        raise ExtensionExistsError from error
    remember(row.inquiry, "extension_requested", actor, now, asked=row, note=wanted_on.isoformat())
    section = organizations.get_section(municipality_id=municipality_id, section_id=row.section_id)
    tell_asker(
        row.inquiry,
        "extension_requested",
        str(extension.pk),
        now,
        section_name=section.name,
        wanted=format_date(wanted_on),
        reason=reason.strip(),
    )
    return extension.pk


@command
def decide_extension(
    *,
    municipality_id: UUID,
    asked_id: UUID,
    granted_to: date | None,
    reply: str,
    actor: Actor,
    now: datetime,
) -> None:
    """Grant a day, which may be another than was asked for, or refuse with words.

    Raises NotYourInquiryError, ExtensionDecidedError, ReasonMissingError (refusing without words), NotLaterError.
    """
    row = get_asked_row(municipality_id, asked_id)
    if not can_ask(actor, row.inquiry.section_id):
        raise NotYourInquiryError
    if granted_to is None and not reply.strip():
        raise ReasonMissingError
    if granted_to is not None and granted_to <= row.inquiry.due_on:
        raise NotLaterError(due=format_date(row.inquiry.due_on))
    waiting = Extension.objects.filter(municipality_id=municipality_id, asked=row, decided_at__isnull=True)
    extension_id = waiting.values_list("pk", flat=True).first()
    decided = {
        "granted_to": granted_to,
        "reply": reply.strip(),
        "decided_by": actor.log_name,
        "decided_at": now,
    }
    if not waiting.update(**decided):
        raise ExtensionDecidedError
    if granted_to is not None:
        AskedSection.objects.filter(municipality_id=municipality_id, pk=row.pk).update(extended_to=granted_to)
        row.extended_to = granted_to
    kind = "extension_granted" if granted_to else "extension_refused"
    remember(row.inquiry, kind, actor, now, asked=row, note=reply.strip())
    tell_section(row, kind, str(extension_id), now, reply=reply.strip() or "（なし）")
