"""Questions about an inquiry, and the asker's answers, which every section asked may read."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.inquiries.commands.guards import get_own_answer, get_own_inquiry, remember
from shirube.inquiries.commands.sending import ReasonMissingError
from shirube.inquiries.commands.telling import tell_asker, tell_section
from shirube.inquiries.models import AskedSection, Talk
from shirube.kernel.errors import ConflictError, NotFoundError
from shirube.kernel.transactions import command
from shirube.organizations import interface as organizations


class TalkNotFoundError(NotFoundError):
    code = "inquiries.talk_not_found"


class TalkAnsweredError(ConflictError):
    """Somebody of the asking section has answered meanwhile."""

    code = "inquiries.talk_answered"


@command
def ask_about(*, municipality_id: UUID, asked_id: UUID, question: str, actor: Actor, now: datetime) -> UUID:
    """A section asks what is meant. ReasonMissingError for no words, and what writing an answer raises."""
    row = get_own_answer(municipality_id, asked_id, actor)
    if not question.strip():
        raise ReasonMissingError
    talk = Talk.objects.create(
        municipality_id=municipality_id,
        inquiry=row.inquiry,
        section_id=row.section_id,
        question=question.strip(),
        asked_by=actor.log_name,
        asked_at=now,
    )
    remember(row.inquiry, "asked_about", actor, now, asked=row)
    section = organizations.get_section(municipality_id=municipality_id, section_id=row.section_id)
    tell_asker(
        row.inquiry, "asked_about", str(talk.pk), now, section_name=section.name, question=question.strip()
    )
    return talk.pk


@command
def answer_talk(
    *, municipality_id: UUID, inquiry_id: UUID, talk_id: UUID, answer: str, actor: Actor, now: datetime
) -> None:
    """The asker answers, to all sections at once. TalkNotFoundError, TalkAnsweredError, ReasonMissingError."""
    inquiry = get_own_inquiry(municipality_id, inquiry_id, actor)
    if not answer.strip():
        raise ReasonMissingError
    talks = Talk.objects.filter(municipality_id=municipality_id, inquiry=inquiry, pk=talk_id)
    talk = talks.first()
    if talk is None:
        raise TalkNotFoundError(talk=str(talk_id))
    written = {"answer": answer.strip(), "answered_by": actor.log_name, "answered_at": now}
    if not talks.filter(answered_at__isnull=True).update(**written):
        raise TalkAnsweredError
    remember(inquiry, "talk_answered", actor, now)
    asked = AskedSection.objects.select_related("inquiry").filter(
        municipality_id=municipality_id, inquiry__municipality_id=municipality_id, inquiry=inquiry
    )
    for row in asked:
        tell_section(
            row,
            "talk_answered",
            f"{talk_id}:{row.pk}",
            now,
            question=talk.question,
            answer=answer.strip(),
        )
