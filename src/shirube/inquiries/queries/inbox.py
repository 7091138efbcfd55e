"""What of inquiries waits for a person: for staff's first page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from shirube.accounts.interface import Actor, Role
from shirube.inquiries.domain.terms import WRITABLE, AnswerState, InquiryState
from shirube.inquiries.queries.inquiries import AskedView, InquiryView, list_asked_by, list_received
from shirube.inquiries.queries.rights import can_approve, can_ask


class InboxKind(StrEnum):
    """ANSWER and APPROVE wait in a section asked; the others in the one that asks. ENDED: a section is no more."""

    ANSWER = "answer"
    APPROVE = "approve"
    SEND = "send"
    EXTENSION = "extension"
    ENDED = "ended"
    LOOK = "look"


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxLine:
    """`subject_id` is the section's answer for ANSWER and APPROVE, the inquiry for the others; `count` how many wait."""

    kind: InboxKind
    title: str
    subject_id: UUID
    due_on: date
    is_late: bool
    count: int = 1


def list_inbox(*, municipality_id: UUID, actor: Actor, on: date) -> Sequence[InboxLine]:
    """What is due first comes first. Cost: two queries where nothing was ever asked."""
    lines = [*_received(municipality_id, actor, on), *_asked(municipality_id, actor, on)]
    return sorted(lines, key=lambda one: (one.due_on, one.kind))


def _received(municipality_id: UUID, actor: Actor, on: date) -> Iterator[InboxLine]:
    if not actor.sections:
        return
    for inquiry, asked in list_received(municipality_id=municipality_id, actor=actor):
        if inquiry.state is not InquiryState.SENT:
            continue
        if asked.state in WRITABLE and asked.person in {None, actor.staff_id}:
            yield _line(InboxKind.ANSWER, inquiry, asked, on)
        elif asked.state is AnswerState.APPROVING and can_approve(
            municipality_id=municipality_id, section_id=asked.section.id, actor=actor
        ):
            yield _line(InboxKind.APPROVE, inquiry, asked, on)


def _line(kind: InboxKind, inquiry: InquiryView, asked: AskedView, on: date) -> InboxLine:
    return InboxLine(
        kind=kind,
        title=inquiry.title,
        subject_id=asked.id,
        due_on=asked.due_on,
        is_late=asked.is_overdue(on),
    )


def _asked(municipality_id: UUID, actor: Actor, on: date) -> Iterator[InboxLine]:
    """Of the person's own sections; DX promotion, which may ask in every name, sees what it drafted and what its sections ask."""
    if not (actor.sections or actor.holds(Role.DX_PROMOTION)):
        return
    for one in list_asked_by(municipality_id=municipality_id, actor=actor):
        section_id = one.section.id if one.section else None
        is_own = one.created_by == actor.log_name or (section_id is not None and actor.works_in([section_id]))
        if is_own and can_ask(actor, section_id):
            yield from _asker_lines(municipality_id, one, actor, on)


def _asker_lines(municipality_id: UUID, one: InquiryView, actor: Actor, on: date) -> Iterator[InboxLine]:
    def line(kind: InboxKind, count: int) -> InboxLine:
        return InboxLine(
            kind=kind, title=one.title, subject_id=one.id, due_on=one.due_on, is_late=False, count=count
        )

    if one.state is InquiryState.WAITING and one.section is not None:
        if can_approve(municipality_id=municipality_id, section_id=one.section.id, actor=actor):
            yield line(InboxKind.SEND, 1)
        return
    if one.state is not InquiryState.SENT:
        return
    if wanted := sum(asked.wanted_extension is not None for asked in one.asked):
        yield line(InboxKind.EXTENSION, wanted)
    if ended := sum(asked.needs_section(on) for asked in one.asked):
        yield line(InboxKind.ENDED, ended)
    if given := sum(asked.is_given and asked.accepted_at is None for asked in one.asked):
        yield line(InboxKind.LOOK, given)
