"""A section ends in the middle of an inquiry: whoever followed it answers, or the asker says who does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import SYSTEM, Actor
from shirube.inquiries.commands.guards import (
    NotYourInquiryError,
    change_answer,
    get_asked_row,
    remember,
    require_open,
)
from shirube.inquiries.commands.sending import living_successor
from shirube.inquiries.commands.telling import tell_section
from shirube.inquiries.domain.terms import SETTLED, AnswerState
from shirube.inquiries.models import AskedSection
from shirube.inquiries.queries.inquiries import AskedView, list_out
from shirube.inquiries.queries.rights import can_ask
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.transactions import command, step
from shirube.organizations import interface as organizations

_OPEN = frozenset(set(AnswerState) - SETTLED)


class SectionEndedError(InvalidInputError):
    """The section that is to answer does not exist today."""

    code = "inquiries.section_ended"


@command
def pass_on(*, municipality_id: UUID, asked_id: UUID, section_id: UUID, actor: Actor, now: datetime) -> None:
    """The asker gives the matter to another section, with the draft that there is.

    Where that section was asked itself, it answers once, for both. NotYourInquiryError, SectionEndedError,
    AnswerMovedError, InquiryClosedError.
    """
    row = get_asked_row(municipality_id, asked_id)
    if not can_ask(actor, row.inquiry.section_id):
        raise NotYourInquiryError
    require_open(row.inquiry)
    living = organizations.list_sections(municipality_id=municipality_id, on=japan_date(now))
    if section_id not in {one.id for one in living}:
        raise SectionEndedError
    _place(row, section_id, actor, now)


def pass_on_ended(*, municipality_id: UUID, now: datetime) -> int:
    """Give what sections owed that have ended to those that followed them; how many. One transaction for each."""
    on = japan_date(now)
    sections = {one.id: one for one in organizations.list_sections(municipality_id=municipality_id)}
    passed = 0
    for one in list_ended(municipality_id=municipality_id, now=now):
        successor = living_successor(sections, one.section.id, on)
        if successor is not None:
            _pass(municipality_id=municipality_id, asked_id=one.id, section_id=successor, now=now)
            passed += 1
    return passed


def list_ended(*, municipality_id: UUID, now: datetime) -> Sequence[AskedView]:
    """Sections that have ended and owe an answer."""
    on = japan_date(now)
    return [
        one
        for inquiry in list_out(municipality_id=municipality_id)
        for one in inquiry.asked
        if one.needs_section(on)
    ]


@command
def _pass(*, municipality_id: UUID, asked_id: UUID, section_id: UUID, now: datetime) -> None:
    _place(get_asked_row(municipality_id, asked_id), section_id, SYSTEM, now)


@step
def _place(row: AskedSection, section_id: UUID, actor: Actor, now: datetime) -> None:
    before = organizations.get_section(municipality_id=row.municipality_id, section_id=row.section_id)
    asked_too = AskedSection.objects.filter(
        municipality_id=row.municipality_id, inquiry_id=row.inquiry_id, section_id=section_id
    )
    if asked_too.exists():
        change_answer(row, _OPEN, state=AnswerState.MERGED)
        remember(row.inquiry, "merged", actor, now, asked=row, state=AnswerState.MERGED, note=before.name)
        return
    # A person of the old section answers no more; what was written goes along.
    state = AnswerState.ANSWERING if row.state == AnswerState.APPROVING else AnswerState(row.state)
    came_from = row.passed_from_id or row.section_id
    change_answer(row, _OPEN, section_id=section_id, passed_from_id=came_from, person=None, state=state)
    row.section_id, row.person = section_id, None
    remember(row.inquiry, "passed_on", actor, now, asked=row, state=state, note=before.name)
    tell_section(row, "sent", f"{row.pk}:{section_id}", now)
