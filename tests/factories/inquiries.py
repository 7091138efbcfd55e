"""An inquiry of a register and two questions, from one section to two others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shirube.accounts.interface import SYSTEM, Actor, Role
from shirube.inquiries.commands.answering import AnswerDraft, save_answer, submit_answer
from shirube.inquiries.commands.drafting import (
    Contents,
    InquiryEntry,
    choose_contents,
    choose_sections,
    draft_inquiry,
)
from shirube.inquiries.commands.sending import submit_inquiry
from shirube.inquiries.models import AskedSection
from shirube.inquiries.queries.inquiries import InquiryView, read_inquiry
from shirube.kernel.clock import JAPAN
from shirube.organizations.models import Municipality, Section

NOW = datetime(2026, 11, 20, 10, tzinfo=JAPAN)
DUE = date(2026, 11, 30)
FORM: dict[str, Any] = {
    "code": "free-questions",
    "title": "電子申請の件数",
    "steps": [
        {
            "code": "questions",
            "title": "質問",
            "fields": [
                {"key": "q1", "type": "number", "label": "件数", "required": "yes", "unit": "件"},
                {"key": "q2", "type": "long_text", "label": "困っていること", "required": "no"},
            ],
        }
    ],
}


def draft(city: Municipality, asker: Section, asked: Sequence[Section], **contents: Any) -> UUID:
    """A whole draft; `contents` beside the two questions."""
    facts: dict[str, Any] = {"municipality_id": city.pk, "actor": SYSTEM, "now": NOW}
    entry = InquiryEntry(title="電子申請の件数", section_id=asker.pk, due_on=DUE, purpose="国への報告のため")
    inquiry_id = draft_inquiry(**facts, entry=entry)
    wanted = Contents(**{"form": FORM, **contents})
    choose_contents(**facts, inquiry_id=inquiry_id, contents=wanted, seen_revision=1)
    choose_sections(**facts, inquiry_id=inquiry_id, section_ids=[one.pk for one in asked])
    return inquiry_id


def send(city: Municipality, asker: Section, asked: Sequence[Section], **contents: Any) -> UUID:
    """The draft, sent to its sections."""
    inquiry_id = draft(city, asker, asked, **contents)
    submit_inquiry(municipality_id=city.pk, inquiry_id=inquiry_id, actor=SYSTEM, now=NOW)
    return inquiry_id


def view_of(city: Municipality, inquiry_id: UUID) -> InquiryView:
    return read_inquiry(municipality_id=city.pk, inquiry_id=inquiry_id)


def asked_of(inquiry_id: UUID, section: Section) -> AskedSection:
    return AskedSection.objects.get(inquiry_id=inquiry_id, section=section)


def worker(section: Section, role: Role = Role.SECTION_STAFF, number: int = 1) -> Actor:
    """Somebody who works in the section."""
    return Actor(staff_id=UUID(int=section.pk.int ^ number), sections=frozenset({(role, section.pk)}))


def give(
    city: Municipality,
    inquiry_id: UUID,
    section: Section,
    answers: Mapping[str, Any],
    *,
    actor: Actor = SYSTEM,
    now: datetime = NOW,
    **further: Any,
) -> AskedSection:
    """The section's answer, written and sent by one person."""
    row = asked_of(inquiry_id, section)
    facts: dict[str, Any] = {"municipality_id": city.pk, "asked_id": row.pk, "actor": actor, "now": now}
    answer = AnswerDraft(answers=answers, **further)
    revision = save_answer(**facts, draft=answer, seen_revision=row.revision)
    submit_answer(**facts, seen_revision=revision)
    row.refresh_from_db()
    return row
