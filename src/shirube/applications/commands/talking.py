"""Words around a case: messages with the resident, notes and opinions among staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import BinaryIO
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.applications.commands.moving import record
from shirube.applications.commands.telling import MESSAGE, tell_applicant
from shirube.applications.domain.attachments import MESSAGE_FILE
from shirube.applications.domain.people import Holder
from shirube.applications.domain.states import CaseState
from shirube.applications.models import Case, Message, Note, Opinion
from shirube.applications.queries.places import (
    CaseNotFoundError,
    NotYourSectionError,
    cases_of,
    get_case_for_staff,
    get_case_of_holder,
)
from shirube.applications.queries.resident_cases import message_subject
from shirube.applications.queries.sealing import Box, ForgottenError, dossier_subject, open_box
from shirube.files import interface as files
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from shirube.kernel.ids import new_id
from shirube.kernel.transactions import command
from shirube.organizations import interface as organizations

LONGEST_TEXT = 4000


class MessageEmptyError(InvalidInputError):
    """Nothing was written and no file added, or the text is longer than 4,000 characters."""

    code = "applications.message_empty"


class ConversationClosedError(ConflictError):
    """The case is closed; a new matter is a new application."""

    code = "applications.conversation_closed"


class OpinionNotFoundError(NotFoundError):
    code = "applications.opinion_not_found"


class OpinionSettledError(ConflictError):
    """The opinion was given or the question taken back already."""

    code = "applications.opinion_settled"


def upload_message_file(
    *,
    municipality_id: UUID,
    case_id: UUID,
    holder: Holder | None,
    actor: Actor | None,
    name: str,
    declared_type: str,
    content: BinaryIO,
    now: datetime,
) -> files.FileSummary:
    """Take in one further document for a message that will be sent: one of `holder` and `actor` says by whom.

    Give the ids to `send_message` or `write_to_resident`; what is not sent within two days is swept. Raises
    CaseNotFoundError, NotYourSectionError, and what `files.store_upload` raises.
    """
    case, who = _whose(municipality_id, case_id, holder, actor, now)
    if case.dossier_id is None:
        raise ForgottenError
    return files.store_upload(
        municipality_id=municipality_id,
        purpose=MESSAGE_FILE,
        name=name,
        declared_type=declared_type,
        content=content,
        actor=_uploader(case, who),
        now=now,
        key_holder=dossier_subject(case.dossier_id),
    )


@command
def send_message(
    *,
    municipality_id: UUID,
    case_id: UUID,
    text: str,
    holder: Holder,
    now: datetime,
    file_ids: Sequence[UUID] = (),
) -> UUID:
    """The resident writes to the section, with further documents. Returns the message's id.

    Raises CaseNotFoundError, ConversationClosedError, MessageEmptyError, and what `files.attach_file` raises.
    """
    case = get_case_of_holder(
        municipality_id=municipality_id, case_id=case_id, holder=holder, today=japan_date(now)
    )
    return _send(case, holder.log_name, text, file_ids, now, is_from_resident=True)


@command
def write_to_resident(
    *,
    municipality_id: UUID,
    case_id: UUID,
    text: str,
    actor: Actor,
    now: datetime,
    file_ids: Sequence[UUID] = (),
) -> UUID:
    """The section writes to the resident, who is told by a letter that there is a message. Returns its id.

    Raises CaseNotFoundError, NotYourSectionError, ConversationClosedError, MessageEmptyError, and what
    `files.attach_file` raises.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    message_id = _send(case, actor.log_name, text, file_ids, now, is_from_resident=False)
    tell_applicant(case=case, kind=MESSAGE, once=f"message-{message_id}", now=now)
    return message_id


@command
def mark_messages_read(
    *, municipality_id: UUID, case_id: UUID, holder: Holder | None, actor: Actor | None, now: datetime
) -> int:
    """The reader has seen what the other side wrote; how many messages that were. To be called when the case is shown."""
    case, _ = _whose(municipality_id, case_id, holder, actor, now)
    rows = Message.objects.filter(
        municipality_id=municipality_id, case=case, is_from_resident=holder is None, read_at__isnull=True
    )
    return rows.update(read_at=now)


@command
def add_note(*, municipality_id: UUID, case_id: UUID, text: str, actor: Actor, now: datetime) -> UUID:
    """An internal note, which no resident sees. CaseNotFoundError, NotYourSectionError, MessageEmptyError."""
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    _check(text, ())
    note_id = new_id()
    Note.objects.create(
        id=note_id,
        municipality_id=municipality_id,
        case=case,
        actor=actor.log_name,
        at=now,
        words=_open(case).seal(text, f"note:{note_id}"),
    )
    record(case, "applications.note", actor.log_name, now)
    return note_id


@command
def ask_opinion(
    *,
    municipality_id: UUID,
    case_id: UUID,
    section_id: UUID,
    question: str,
    answer_by: date,
    actor: Actor,
    now: datetime,
) -> UUID:
    """合議・照会: ask another section. Its staff may see the question and the answers while it is open.

    Raises CaseNotFoundError, NotYourSectionError, MessageEmptyError, SectionNotFoundError.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    _check(question, ())
    asked = organizations.get_section(municipality_id=municipality_id, section_id=section_id)
    opinion_id = new_id()
    Opinion.objects.create(
        id=opinion_id,
        municipality_id=municipality_id,
        case=case,
        section_id=asked.id,
        question=_open(case).seal(question, f"question:{opinion_id}"),
        asked_by=actor.log_name,
        asked_at=now,
        answer_by=answer_by,
    )
    record(case, "applications.ask_opinion", actor.log_name, now, {"section": str(asked.id)})
    return opinion_id


@command
def answer_opinion(
    *, municipality_id: UUID, opinion_id: UUID, answer: str, actor: Actor, now: datetime
) -> None:
    """The asked section answers, once. OpinionNotFoundError, NotYourSectionError, OpinionSettledError, MessageEmptyError."""
    row = _get_opinion(municipality_id, opinion_id)
    if not actor.works_in({row.section_id}):
        raise NotYourSectionError(opinion_id=str(opinion_id))
    _check(answer, ())
    sealed = _open(row.case).seal(answer, f"answer:{opinion_id}")
    _settle_opinion(row, answer=sealed, answered_by=actor.log_name, answered_at=now)
    record(row.case, "applications.answer_opinion", actor.log_name, now)


@command
def take_opinion_back(*, municipality_id: UUID, opinion_id: UUID, actor: Actor, now: datetime) -> None:
    """The section that asked needs no answer any more. OpinionNotFoundError, NotYourSectionError, OpinionSettledError."""
    row = _get_opinion(municipality_id, opinion_id)
    if not actor.works_in({row.case.section_id}):
        raise NotYourSectionError(opinion_id=str(opinion_id))
    _settle_opinion(row, taken_back_at=now)
    record(row.case, "applications.take_opinion_back", actor.log_name, now)


def _whose(
    municipality_id: UUID, case_id: UUID, holder: Holder | None, actor: Actor | None, now: datetime
) -> tuple[Case, str]:
    if actor is not None:
        case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
        return case, actor.log_name
    if holder is None:
        raise CaseNotFoundError(case_id=str(case_id))
    case = get_case_of_holder(
        municipality_id=municipality_id, case_id=case_id, holder=holder, today=japan_date(now)
    )
    return case, holder.log_name


def _uploader(case: Case, who: str) -> str:
    """Without account, the case itself stands for its holder."""
    return f"case:{case.pk}" if who == "resident:unknown" else who


def _send(
    case: Case, who: str, text: str, file_ids: Sequence[UUID], now: datetime, *, is_from_resident: bool
) -> UUID:
    _check(text, file_ids)
    if not cases_of(case.municipality_id).filter(pk=case.pk).exclude(state=CaseState.CLOSED).exists():
        raise ConversationClosedError(receipt_number=case.receipt_number)
    message_id = new_id()
    Message.objects.create(
        id=message_id,
        municipality_id=case.municipality_id,
        case=case,
        is_from_resident=is_from_resident,
        actor=who,
        at=now,
        words=_open(case).seal(text, f"message:{message_id}"),
    )
    for file_id in file_ids:
        files.attach_file(
            municipality_id=case.municipality_id,
            file_id=file_id,
            subject=message_subject(message_id),
            actor=_uploader(case, who),
            now=now,
        )
    record(case, "applications.message", who, now, {"files": len(file_ids)})
    return message_id


def _check(text: str, file_ids: Sequence[UUID]) -> None:
    if not (text.strip() or file_ids) or len(text) > LONGEST_TEXT:
        raise MessageEmptyError(limit=LONGEST_TEXT)


def _get_opinion(municipality_id: UUID, opinion_id: UUID) -> Opinion:
    rows = Opinion.objects.select_related("case__dossier").filter(
        municipality_id=municipality_id, case__municipality_id=municipality_id, pk=opinion_id
    )
    row = rows.first()
    if row is None:
        raise OpinionNotFoundError(opinion_id=str(opinion_id))
    return row


def _settle_opinion(row: Opinion, **changes: object) -> None:
    standing = Opinion.objects.filter(
        municipality_id=row.municipality_id,
        pk=row.pk,
        answered_at__isnull=True,
        taken_back_at__isnull=True,
    )
    if not standing.update(**changes):
        raise OpinionSettledError(opinion_id=str(row.pk))


def _open(case: Case) -> Box:
    return open_box(case.dossier, files.open_keyring(municipality_id=case.municipality_id))
