"""A section answers: opens, writes, gives it to a person, hands it to its chief, and lets it go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.accounts.interface import SECTION_ROLES, Actor
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.inquiries.commands.guards import (
    change_answer,
    due_of,
    get_asked_row,
    get_own_answer,
    moved,
    remember,
    require_approver,
)
from shirube.inquiries.commands.sending import ReasonMissingError
from shirube.inquiries.commands.telling import tell_section
from shirube.inquiries.domain.terms import WRITABLE, AnswerState, InquiryState
from shirube.inquiries.events import InquiryAnswered
from shirube.inquiries.models import AskedSection
from shirube.inquiries.queries.rights import can_answer, can_approve
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.transactions import command, step

ANSWER_FILE = "inquiries.answer_file"
_UNOPENED = frozenset({AnswerState.UNOPENED})
_APPROVING = frozenset({AnswerState.APPROVING})


class AnswerIncompleteError(InvalidInputError):
    """Questions that must be answered are not, or are wrong; `problems` says which."""

    code = "inquiries.answer_incomplete"

    def __init__(self, problems: Sequence[forms.Problem] = ()) -> None:
        super().__init__(count=len(problems))
        self.problems = tuple(problems)


class NotOfThisSectionError(InvalidInputError):
    """The person does not work in the section."""

    code = "inquiries.not_of_this_section"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerDraft:
    """What the page says; see AskedSection."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)
    readings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    remark: str = ""
    is_not_applicable: bool = False


@command
def open_asked(*, municipality_id: UUID, asked_id: UUID, actor: Actor, now: datetime) -> bool:
    """Note that somebody of the section has seen it; whether this was the first. For others, and later, nothing changes."""
    row = get_asked_row(municipality_id, asked_id)
    if row.inquiry.state != InquiryState.SENT or not can_answer(actor, row.section_id) or actor.is_system:
        return False
    unopened = AskedSection.objects.filter(
        municipality_id=municipality_id, pk=asked_id, state=AnswerState.UNOPENED
    )
    # The revision stays: looking takes nothing away from whoever writes.
    if not unopened.update(state=AnswerState.OPENED):
        return False
    remember(row.inquiry, "opened", actor, now, asked=row, state=AnswerState.OPENED)
    return True


@command
def save_answer(
    *,
    municipality_id: UUID,
    asked_id: UUID,
    draft: AnswerDraft,
    seen_revision: int,
    actor: Actor,
    now: datetime,
) -> int:
    """Keep the draft, whole or not; its new revision.

    Raises InquiryNotFoundError, NotYourInquiryError, InquiryClosedError; AnswerMovedError where somebody of the section
    saved after the writer opened the page: nothing is written then.
    """
    row = get_own_answer(municipality_id, asked_id, actor)
    if row.revision != seen_revision:
        raise moved(row)
    _keep_files(row, draft, actor, now)
    begins = row.state != AnswerState.ANSWERING
    change_answer(
        row,
        WRITABLE,
        state=AnswerState.ANSWERING,
        answers=dict(draft.answers),
        typed=dict(draft.typed),
        rows=dict(draft.rows),
        readings=dict(draft.readings),
        remark=draft.remark.strip(),
        is_not_applicable=draft.is_not_applicable,
        is_from_last=False,
        edited_by=actor.log_name,
        edited_at=now,
    )
    if begins:
        remember(row.inquiry, "begun", actor, now, asked=row, state=AnswerState.ANSWERING)
    return row.revision + 1


@command
def submit_answer(
    *, municipality_id: UUID, asked_id: UUID, seen_revision: int, actor: Actor, now: datetime
) -> bool:
    """Hand the draft to the section's chief; who may approve it sends it at once: True where it went out.

    Raises AnswerIncompleteError (questions), ReasonMissingError (not applicable without saying why), and what
    `save_answer` raises.
    """
    row = get_own_answer(municipality_id, asked_id, actor)
    if row.revision != seen_revision:
        raise moved(row)
    _require_complete(row, now)
    if can_approve(municipality_id=municipality_id, section_id=row.section_id, actor=actor):
        _settle(row, WRITABLE, actor, now)
        return True
    change_answer(row, WRITABLE, state=AnswerState.APPROVING, returned="", edited_by=actor.log_name)
    remember(row.inquiry, "handed_in", actor, now, asked=row, state=AnswerState.APPROVING)
    return False


@command
def approve_answer(
    *, municipality_id: UUID, asked_id: UUID, seen_revision: int, actor: Actor, now: datetime
) -> None:
    """Let it go to the asker. NotApproverError, InquiryClosedError; AnswerMovedError where it was taken back or changed."""
    row = get_own_answer(municipality_id, asked_id, actor)
    require_approver(municipality_id, row.section_id, actor)
    if row.revision != seen_revision:
        raise moved(row)
    _settle(row, _APPROVING, actor, now)


@command
def return_inside(
    *, municipality_id: UUID, asked_id: UUID, comment: str, actor: Actor, now: datetime
) -> None:
    """The chief gives it back to its writers, with words. NotApproverError, ReasonMissingError, AnswerMovedError."""
    row = get_own_answer(municipality_id, asked_id, actor)
    require_approver(municipality_id, row.section_id, actor)
    if not comment.strip():
        raise ReasonMissingError
    change_answer(row, _APPROVING, state=AnswerState.ANSWERING, returned=comment.strip())
    remember(
        row.inquiry,
        "returned_inside",
        actor,
        now,
        asked=row,
        state=AnswerState.ANSWERING,
        note=comment.strip(),
    )


@command
def take_back_answer(*, municipality_id: UUID, asked_id: UUID, actor: Actor, now: datetime) -> None:
    """Back to writing, before the chief has decided. AnswerMovedError."""
    row = get_own_answer(municipality_id, asked_id, actor)
    change_answer(row, _APPROVING, state=AnswerState.ANSWERING)
    remember(row.inquiry, "answer_taken_back", actor, now, asked=row, state=AnswerState.ANSWERING)


@command
def assign_person(
    *, municipality_id: UUID, asked_id: UUID, person: UUID | None, actor: Actor, now: datetime
) -> None:
    """Name who of the section answers; letters go to them alone. None: the section as a whole. NotOfThisSectionError."""
    row = get_own_answer(municipality_id, asked_id, actor)
    if person is not None and person not in {one.id for one in people_of(municipality_id, row.section_id)}:
        raise NotOfThisSectionError
    # The revision stays: naming somebody takes nothing away from whoever writes.
    AskedSection.objects.filter(municipality_id=municipality_id, pk=row.pk).update(person=person)
    remember(row.inquiry, "assigned", actor, now, asked=row)
    if person is not None:
        row.person = person
        tell_section(row, "sent", f"{row.pk}:given", now)


def people_of(municipality_id: UUID, section_id: UUID) -> list[accounts.StaffSummary]:
    """Everybody who works in the section."""
    found = {
        person.id: person
        for role in sorted(SECTION_ROLES)
        for person in accounts.list_staff_with_role(
            municipality_id=municipality_id, role=role, section_id=section_id
        )
    }
    return sorted(found.values(), key=lambda one: one.kana)


def file_subject(asked_id: UUID) -> str:
    return f"inquiries.asked:{asked_id}"


@step
def _settle(row: AskedSection, states: frozenset[AnswerState], actor: Actor, now: datetime) -> None:
    state = AnswerState.NOT_APPLICABLE if row.is_not_applicable else AnswerState.ANSWERED
    # Who answered in time and was asked to mend the answer afterwards is not late by that.
    was_in_time = row.answered_at is not None and not row.is_late
    is_late = japan_date(now) > due_of(row) and not was_in_time
    change_answer(
        row,
        states,
        state=state,
        approved_by=actor.log_name,
        answered_at=now,
        is_late=is_late,
        returned="",
        accepted_at=None,
        accepted_by="",
    )
    remember(row.inquiry, "answered", actor, now, asked=row, state=state)
    events.publish(
        InquiryAnswered(
            municipality_id=row.municipality_id,
            inquiry_id=row.inquiry_id,
            section_id=row.section_id,
            is_late=is_late,
        )
    )


def _require_complete(row: AskedSection, now: datetime) -> None:
    if row.is_not_applicable:
        if not row.remark:
            raise ReasonMissingError
        return
    if not row.inquiry.form:
        return
    form = forms.parse_form(row.inquiry.form)
    found = forms.check_answers(form, row.answers, today=japan_date(now), typed=row.typed)
    wrong = [one for one in found if one.severity == "error"]
    if wrong:
        raise AnswerIncompleteError(wrong)


def _keep_files(row: AskedSection, draft: AnswerDraft, actor: Actor, now: datetime) -> None:
    """New files belong to the answer from now on; those no longer in it are forgotten."""
    if not row.inquiry.form:
        return
    form = forms.parse_form(row.inquiry.form)
    named = {UUID(one) for one in forms.list_file_ids(form, draft.answers)}
    subject = file_subject(row.pk)
    attached = files.list_attached(municipality_id=row.municipality_id, subjects=[subject])[subject]
    kept = {one.id for one in attached}
    for file_id in sorted(named - kept):
        files.attach_file(
            municipality_id=row.municipality_id,
            file_id=file_id,
            subject=subject,
            actor=actor.log_name,
            now=now,
        )
    for file_id in sorted(kept - named):
        files.discard_file(
            municipality_id=row.municipality_id, file_id=file_id, actor=actor.log_name, now=now
        )
