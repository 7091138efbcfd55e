"""Drafting an inquiry: what is asked, of whom, until when."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.forms import interface as forms
from shirube.inquiries.commands.guards import (
    NotYourInquiryError,
    change_inquiry,
    get_own_inquiry,
    remember,
)
from shirube.inquiries.domain.terms import InquiryState, Visibility
from shirube.inquiries.models import AskedSection, Inquiry
from shirube.inquiries.queries.contents import askable_fields
from shirube.inquiries.queries.rights import can_ask
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.transactions import command, step
from shirube.organizations import interface as organizations
from shirube.registers import interface as registers

DRAFT = frozenset({InquiryState.DRAFT})


class UnknownContentsError(InvalidInputError):
    """A register, field, plan or section that is not there, or a plan without the day its values are asked for."""

    code = "inquiries.unknown_contents"


@dataclass(frozen=True, slots=True, kw_only=True)
class InquiryEntry:
    """`section_id` is the section that asks."""

    title: str
    section_id: UUID
    due_on: date
    purpose: str = ""
    contact: str = ""
    visibility: Visibility = Visibility.OFF
    remind_days: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """Questions (a form's definition, {} for none), rows of a register, KPIs of a plan as of a day."""

    form: Mapping[str, Any]
    register: str = ""
    register_fields: Sequence[str] = ()
    plan: str = ""
    measured_on: date | None = None


@command
def draft_inquiry(*, municipality_id: UUID, entry: InquiryEntry, actor: Actor, now: datetime) -> UUID:
    """A new draft. NotYourInquiryError where the person does not work in the asking section."""
    return place_draft(municipality_id, entry, actor, now).pk


@step
def place_draft(
    municipality_id: UUID, entry: InquiryEntry, actor: Actor, now: datetime, **further: Any
) -> Inquiry:
    """The part that repeating an inquiry shares."""
    _require_asker(municipality_id, entry.section_id, actor)
    row = Inquiry(
        municipality_id=municipality_id,
        created_by=actor.log_name,
        created_at=now,
        **_written(entry),
        **further,
    )
    row.save(force_insert=True)
    remember(row, "drafted", actor, now)
    return row


@command
def edit_inquiry(
    *,
    municipality_id: UUID,
    inquiry_id: UUID,
    entry: InquiryEntry,
    seen_revision: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Change a draft. InquiryNotFoundError, NotYourInquiryError; InquiryMovedError where somebody else did meanwhile."""
    row = get_own_inquiry(municipality_id, inquiry_id, actor)
    _require_asker(municipality_id, entry.section_id, actor)
    row.revision = seen_revision
    change_inquiry(row, DRAFT, **_written(entry))
    remember(row, "edited", actor, now)


@command
def choose_contents(
    *,
    municipality_id: UUID,
    inquiry_id: UUID,
    contents: Contents,
    seen_revision: int,
    actor: Actor,
    now: datetime,
) -> None:
    """What the draft asks. InvalidPackError for a form that is none, UnknownContentsError, InquiryMovedError."""
    row = get_own_inquiry(municipality_id, inquiry_id, actor)
    if contents.form:
        forms.parse_form(contents.form)
    _check_register(municipality_id, contents, actor, now)
    if contents.plan and contents.measured_on is None:
        raise UnknownContentsError(what=contents.plan)
    row.revision = seen_revision
    change_inquiry(
        row,
        DRAFT,
        form=dict(contents.form),
        register=contents.register,
        register_fields=list(contents.register_fields),
        plan=contents.plan,
        measured_on=contents.measured_on if contents.plan else None,
    )
    remember(row, "edited", actor, now)


@command
def choose_sections(
    *, municipality_id: UUID, inquiry_id: UUID, section_ids: Collection[UUID], actor: Actor, now: datetime
) -> None:
    """Whom the draft will be sent to: exactly these. UnknownContentsError for a section that does not exist today."""
    row = get_own_inquiry(municipality_id, inquiry_id, actor)
    living = {
        one.id for one in organizations.list_sections(municipality_id=municipality_id, on=japan_date(now))
    }
    if not set(section_ids) <= living:
        raise UnknownContentsError(what="section")
    change_inquiry(row, DRAFT)
    place_sections(row, section_ids)
    remember(row, "edited", actor, now)


@step
def place_sections(row: Inquiry, section_ids: Collection[UUID]) -> None:
    rows = AskedSection.objects.filter(municipality_id=row.municipality_id, inquiry=row)
    rows.exclude(section_id__in=list(section_ids)).delete()
    there = set(rows.values_list("section_id", flat=True))
    AskedSection.objects.bulk_create(
        AskedSection(municipality_id=row.municipality_id, inquiry=row, section_id=section_id)
        for section_id in section_ids
        if section_id not in there
    )


@command
def discard_inquiry(*, municipality_id: UUID, inquiry_id: UUID, actor: Actor, now: datetime) -> None:
    """Throw a draft away. What was sent stays: it is closed instead. InquiryMovedError."""
    row = get_own_inquiry(municipality_id, inquiry_id, actor)
    change_inquiry(row, DRAFT)
    remember(row, "discarded", actor, now)
    Inquiry.objects.filter(municipality_id=municipality_id, pk=row.pk).delete()


def _written(entry: InquiryEntry) -> dict[str, Any]:
    return {
        "title": " ".join(entry.title.split()),
        "purpose": entry.purpose.strip(),
        "section_id": entry.section_id,
        "contact": entry.contact.strip(),
        "due_on": entry.due_on,
        "visibility": entry.visibility,
        "remind_days": entry.remind_days,
    }


def _require_asker(municipality_id: UUID, section_id: UUID, actor: Actor) -> None:
    organizations.get_section(municipality_id=municipality_id, section_id=section_id)
    if not can_ask(actor, section_id):
        raise NotYourInquiryError


def _check_register(municipality_id: UUID, contents: Contents, actor: Actor, now: datetime) -> None:
    if not contents.register:
        return
    register = registers.get_register(
        municipality_id=municipality_id, code=contents.register, actor=actor, on=japan_date(now)
    )
    if not contents.register_fields or set(contents.register_fields) - set(askable_fields(register)):
        raise UnknownContentsError(what=contents.register)
