"""From the draft to the sections, and to the end: approval by the asking section's chief, sending, closing, repeating."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.forms import interface as forms
from shirube.inquiries.commands.drafting import DRAFT, InquiryEntry, place_draft, place_sections
from shirube.inquiries.commands.guards import (
    change_inquiry,
    get_own_inquiry,
    remember,
    require_approver,
)
from shirube.inquiries.commands.telling import tell_section
from shirube.inquiries.domain.terms import AnswerState, InquiryState, Visibility
from shirube.inquiries.events import InquiryClosed, InquirySent
from shirube.inquiries.models import AskedSection, Inquiry
from shirube.inquiries.queries.inquiries import find_answer_of
from shirube.inquiries.queries.rights import can_approve
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.transactions import command, step
from shirube.organizations import interface as organizations

WAITING = frozenset({InquiryState.WAITING})
SENT = frozenset({InquiryState.SENT})
CLOSED = frozenset({InquiryState.CLOSED})


class InquiryIncompleteError(InvalidInputError):
    """Nothing is asked, nobody is asked, or the deadline has passed before it was sent; `lacks` says which."""

    code = "inquiries.incomplete"


class ReasonMissingError(InvalidInputError):
    """Returning or refusing something asks for words, which the other side reads."""

    code = "inquiries.reason_missing"


@command
def submit_inquiry(*, municipality_id: UUID, inquiry_id: UUID, actor: Actor, now: datetime) -> bool:
    """Hand the draft to the chief of the asking section. Who may approve it sends it at once: True where it went out.

    Raises InquiryNotFoundError, NotYourInquiryError, InquiryIncompleteError, InquiryMovedError.
    """
    row = get_own_inquiry(municipality_id, inquiry_id, actor)
    _require_whole(row, now)
    section_id = row.section_id
    approves = section_id is not None and can_approve(
        municipality_id=municipality_id, section_id=section_id, actor=actor
    )
    if approves:
        change_inquiry(row, DRAFT, submitted_by=actor.log_name, **_sent(actor, now))
        _send(row, actor, now)
        return True
    change_inquiry(row, DRAFT, state=InquiryState.WAITING, submitted_by=actor.log_name, returned="")
    remember(row, "submitted", actor, now)
    return False


@command
def approve_inquiry(*, municipality_id: UUID, inquiry_id: UUID, actor: Actor, now: datetime) -> None:
    """Send it to the sections, in the same step. NotApproverError, InquiryIncompleteError, InquiryMovedError."""
    row = get_own_inquiry(municipality_id, inquiry_id, actor)
    require_approver(municipality_id, row.section_id, actor)
    _require_whole(row, now)
    change_inquiry(row, WAITING, **_sent(actor, now))
    _send(row, actor, now)


@command
def return_inquiry(
    *, municipality_id: UUID, inquiry_id: UUID, comment: str, actor: Actor, now: datetime
) -> None:
    """Give it back to whoever drafted it, with words. NotApproverError, ReasonMissingError, InquiryMovedError."""
    row = get_own_inquiry(municipality_id, inquiry_id, actor)
    require_approver(municipality_id, row.section_id, actor)
    if not comment.strip():
        raise ReasonMissingError
    change_inquiry(row, WAITING, state=InquiryState.DRAFT, returned=comment.strip())
    remember(row, "returned", actor, now, note=comment.strip())


@command
def take_back_inquiry(*, municipality_id: UUID, inquiry_id: UUID, actor: Actor, now: datetime) -> None:
    """Back to the draft, before the chief has decided. InquiryMovedError."""
    row = get_own_inquiry(municipality_id, inquiry_id, actor)
    change_inquiry(row, WAITING, state=InquiryState.DRAFT)
    remember(row, "taken_back", actor, now)


@command
def close_inquiry(*, municipality_id: UUID, inquiry_id: UUID, actor: Actor, now: datetime) -> None:
    """Take no more answers; what sections have begun is kept. InquiryMovedError."""
    row = get_own_inquiry(municipality_id, inquiry_id, actor)
    change_inquiry(row, SENT, state=InquiryState.CLOSED, closed_at=now)
    remember(row, "closed", actor, now)
    events.publish(InquiryClosed(municipality_id=municipality_id, inquiry_id=row.pk))


@command
def reopen_inquiry(*, municipality_id: UUID, inquiry_id: UUID, actor: Actor, now: datetime) -> None:
    """Take answers again; those that come are late. InquiryMovedError."""
    row = get_own_inquiry(municipality_id, inquiry_id, actor)
    change_inquiry(row, CLOSED, state=InquiryState.SENT, closed_at=None)
    remember(row, "reopened", actor, now)


@command
def repeat_inquiry(
    *, municipality_id: UUID, inquiry_id: UUID, due_on: date, actor: Actor, now: datetime
) -> UUID:
    """A new draft that asks the same; the sections will find their last answers in it.

    Sections that have ended are left out, their successors taken. InquiryNotFoundError, NotYourInquiryError.
    """
    old = get_own_inquiry(municipality_id, inquiry_id, actor)
    section_id = old.section_id
    if section_id is None:
        raise InquiryIncompleteError(lacks="section")
    entry = InquiryEntry(
        title=old.title,
        section_id=section_id,
        due_on=due_on,
        purpose=old.purpose,
        contact=old.contact,
        visibility=Visibility(old.visibility),
        remind_days=old.remind_days,
    )
    row = place_draft(
        municipality_id,
        entry,
        actor,
        now,
        form=old.form,
        register=old.register,
        register_fields=old.register_fields,
        plan=old.plan,
        measured_on=due_on if old.plan else None,
        repeats=old,
    )
    asked = AskedSection.objects.filter(municipality_id=municipality_id, inquiry=old)
    living = _successors(municipality_id, now)
    chosen = {living.get(one) for one in asked.values_list("section_id", flat=True)}
    place_sections(row, sorted(one for one in chosen if one is not None))
    return row.pk


def _sent(actor: Actor, now: datetime) -> dict[str, Any]:
    return {
        "state": InquiryState.SENT,
        "approved_by": actor.log_name,
        "sent_at": now,
        "returned": "",
    }


def _send(row: Inquiry, actor: Actor, now: datetime) -> None:
    remember(row, "sent", actor, now)
    asked = AskedSection.objects.select_related("inquiry").filter(
        municipality_id=row.municipality_id, inquiry__municipality_id=row.municipality_id, inquiry=row
    )
    for one in asked:
        begin_asking(one, row, actor, now)
    events.publish(InquirySent(municipality_id=row.municipality_id, inquiry_id=row.pk))


@step
def begin_asking(one: AskedSection, inquiry: Inquiry, actor: Actor, now: datetime) -> None:
    """From now on it lies with the section."""
    _begin(one, inquiry)
    remember(inquiry, "received", actor, now, asked=one, state=AnswerState.UNOPENED)
    tell_section(one, "sent", str(one.pk), now)


def _begin(one: AskedSection, inquiry: Inquiry) -> None:
    """With the section's last answers, where the inquiry repeats another."""
    if inquiry.repeats_id is None or not inquiry.form:
        return
    last = find_answer_of(
        municipality_id=one.municipality_id, inquiry_id=inquiry.repeats_id, section_id=one.section_id
    )
    old = Inquiry.objects.filter(municipality_id=one.municipality_id, pk=inquiry.repeats_id).first()
    if last is None or old is None or not old.form:
        return
    form = forms.parse_form(inquiry.form)
    carried = forms.carry_over(forms.parse_form(old.form), form, last.answers)
    answers = _without_files(form, carried.answers)
    AskedSection.objects.filter(municipality_id=one.municipality_id, pk=one.pk).update(
        answers=answers, is_from_last=bool(answers)
    )


def _without_files(form: forms.Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """A file belongs to the answer it was sent with."""
    return {
        key: value
        for key, value in answers.items()
        if (field := form.by_key.get(key)) is not None and field.type not in {"files", "group"}
    }


def _require_whole(row: Inquiry, now: datetime) -> None:
    if not (row.form or row.register or row.plan):
        raise InquiryIncompleteError(lacks="contents")
    if not AskedSection.objects.filter(municipality_id=row.municipality_id, inquiry=row).exists():
        raise InquiryIncompleteError(lacks="sections")
    if row.due_on < japan_date(now):
        raise InquiryIncompleteError(lacks="due_on")


def _successors(municipality_id: UUID, now: datetime) -> Mapping[UUID, UUID | None]:
    sections = {one.id: one for one in organizations.list_sections(municipality_id=municipality_id)}
    return {section_id: living_successor(sections, section_id, japan_date(now)) for section_id in sections}


def living_successor(
    sections: Mapping[UUID, organizations.SectionSummary], section_id: UUID, on: date
) -> UUID | None:
    """The section itself while it exists, else the one that followed it, however often; None where nobody did."""
    seen: set[UUID] = set()
    while (section := sections.get(section_id)) is not None and section_id not in seen:
        if section.ends_on is None or section.ends_on > on:
            return section_id
        seen.add(section_id)
        if section.successor_id is None:
            return None
        section_id = section.successor_id
    return None
