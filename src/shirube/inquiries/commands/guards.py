"""What every write asks first, and what it leaves behind."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.inquiries.domain.terms import AnswerState, InquiryState
from shirube.inquiries.models import AskedSection, Inquiry, Step
from shirube.inquiries.queries.inquiries import InquiryNotFoundError
from shirube.inquiries.queries.rights import can_answer, can_approve, can_ask
from shirube.inquiries.queries.talks import names_of_actors
from shirube.kernel.errors import ConflictError, ForbiddenError


class NotYourInquiryError(ForbiddenError):
    """The inquiry is asked, or answered, by another section."""

    code = "inquiries.not_yours"


class NotApproverError(ForbiddenError):
    """It takes the section's chief to let this leave the section."""

    code = "inquiries.not_approver"


class InquiryMovedError(ConflictError):
    """The inquiry is no longer in the state, or the revision, in which the writer saw it."""

    code = "inquiries.inquiry_moved"


class AnswerMovedError(ConflictError):
    """Somebody of the section saved the answer after the writer opened it; nothing of the writer's was saved. `by`."""

    code = "inquiries.answer_moved"


class InquiryClosedError(ConflictError):
    """No answers are taken any more."""

    code = "inquiries.closed"


def get_own_inquiry(municipality_id: UUID, inquiry_id: UUID, actor: Actor) -> Inquiry:
    """For the side that asks. InquiryNotFoundError, NotYourInquiryError."""
    row = Inquiry.objects.filter(municipality_id=municipality_id, pk=inquiry_id).first()
    if row is None:
        raise InquiryNotFoundError(inquiry=str(inquiry_id))
    if not can_ask(actor, row.section_id):
        raise NotYourInquiryError
    return row


def get_asked_row(municipality_id: UUID, asked_id: UUID) -> AskedSection:
    """InquiryNotFoundError, also while the inquiry is a draft."""
    rows = AskedSection.objects.select_related("inquiry").filter(
        municipality_id=municipality_id, inquiry__municipality_id=municipality_id, pk=asked_id
    )
    row = rows.first()
    if row is None or row.inquiry.state not in {InquiryState.SENT, InquiryState.CLOSED}:
        raise InquiryNotFoundError(inquiry=str(asked_id))
    return row


def get_own_answer(municipality_id: UUID, asked_id: UUID, actor: Actor) -> AskedSection:
    """For the section asked, while answers are taken. InquiryNotFoundError, NotYourInquiryError, InquiryClosedError."""
    row = get_asked_row(municipality_id, asked_id)
    if not can_answer(actor, row.section_id):
        raise NotYourInquiryError
    require_open(row.inquiry)
    return row


def require_open(inquiry: Inquiry) -> None:
    if inquiry.state == InquiryState.CLOSED:
        raise InquiryClosedError(title=inquiry.title)


def require_approver(municipality_id: UUID, section_id: UUID | None, actor: Actor) -> None:
    """NotApproverError."""
    if section_id is None or not can_approve(
        municipality_id=municipality_id, section_id=section_id, actor=actor
    ):
        raise NotApproverError


def change_inquiry(row: Inquiry, states: Collection[InquiryState], **changes: Any) -> None:
    """Only from one of the states, and from the revision that was read. InquiryMovedError."""
    same = Inquiry.objects.filter(
        municipality_id=row.municipality_id, pk=row.pk, state__in=list(states), revision=row.revision
    )
    if not same.update(revision=F("revision") + 1, **changes):
        raise InquiryMovedError(title=row.title)


def change_answer(row: AskedSection, states: Collection[AnswerState], **changes: Any) -> None:
    """Only from one of the states, and from the revision that was read. AnswerMovedError, who moved it."""
    same = AskedSection.objects.filter(
        municipality_id=row.municipality_id, pk=row.pk, state__in=list(states), revision=row.revision
    )
    if not same.update(revision=F("revision") + 1, **changes):
        raise moved(row)


def moved(row: AskedSection) -> AnswerMovedError:
    """Told with the name of whoever saved last."""
    now = AskedSection.objects.get(municipality_id=row.municipality_id, pk=row.pk)
    names = names_of_actors(row.municipality_id, [now.edited_by])
    return AnswerMovedError(by=names.get(now.edited_by, ""))


def due_of(row: AskedSection) -> date:
    return row.extended_to or row.inquiry.due_on


def remember(
    inquiry: Inquiry,
    kind: str,
    actor: Actor,
    now: datetime,
    *,
    asked: AskedSection | None = None,
    state: AnswerState | None = None,
    note: str = "",
) -> None:
    """A step, by which the state of a past day is known, and an entry in the log, without what was written."""
    Step.objects.create(
        municipality_id=inquiry.municipality_id,
        inquiry=inquiry,
        asked=asked,
        kind=kind,
        state=state.value if state else "",
        note=note,
        actor=actor.log_name,
        at=now,
    )
    audit.record(
        municipality_id=inquiry.municipality_id,
        actor=actor.log_name,
        action=f"inquiries.{kind}",
        subject=f"inquiries.inquiry:{inquiry.pk}",
        now=now,
        facts={"section": str(asked.section_id)} if asked else {},
    )
