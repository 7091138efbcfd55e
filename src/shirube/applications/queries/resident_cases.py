"""What residents see of their cases."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shirube.applications.domain.attachments import ATTACHMENT, MESSAGE_FILE, RECORD
from shirube.applications.domain.people import Channel, Holder
from shirube.applications.domain.states import Act, CaseState, Outcome, can
from shirube.applications.models import AnswersVersion, Case, CaseStep, Correction, IssuedDocument, Message
from shirube.applications.queries.places import cases_of, get_case_of_holder, held_by, mandate_of
from shirube.applications.queries.representing import is_standing, list_held
from shirube.applications.queries.sealing import Box, ForgottenError, dossier_subject, open_box
from shirube.files import interface as files
from shirube.forms import interface as forms

_OPEN_TO_HOLDERS = frozenset({ATTACHMENT, RECORD, MESSAGE_FILE})


@dataclass(frozen=True, slots=True, kw_only=True)
class MyCase:
    """A line of "my applications". `waits_for_me`: returned for correction, or an unread message or document."""

    id: UUID
    receipt_number: str
    procedure_code: str
    state: CaseState
    outcome: Outcome | None
    submitted_at: datetime
    due_on: date | None
    is_represented: bool
    waits_for_me: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryLine:
    """Something that happened. `act` is a code the page has words for; `words` is what somebody wrote."""

    act: str
    at: datetime
    facts: Mapping[str, Any]
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What to correct at one field. `path` may be empty: then it concerns the whole. `reason`: a CorrectionReason."""

    path: str
    reason: str
    text: str
    label: str = ""
    step_code: str = ""

    @property
    def anchor(self) -> str:
        """The place of the field in its step."""
        return f"slot-{forms.element_id(self.path)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionRound:
    """One round of correction. `answered_at` is None while the resident has it."""

    number: int
    message: str
    points: tuple[Point, ...]
    asked_at: datetime
    answer_by: date | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageLine:
    id: UUID
    is_from_resident: bool
    actor: str
    at: datetime
    words: str
    read_at: datetime | None
    files: tuple[files.FileSummary, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentLine:
    """An issued document. `can_download` is told for the day of the question."""

    id: UUID
    number: int
    title: str
    file_id: UUID
    issued_at: datetime
    download_until: date
    can_download: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseForResident:
    """A case with all its holder may see. 個人番号 is masked in `answers`."""

    id: UUID
    receipt_number: str
    procedure_code: str
    section_id: UUID
    state: CaseState
    outcome: Outcome | None
    channel: Channel
    submitted_at: datetime
    due_on: date | None
    is_clock_stopped: bool
    settled_at: datetime | None
    represented_name: str
    version: forms.FormVersionSummary
    answers: Mapping[str, Any] = field(repr=False)
    story: tuple[StoryLine, ...]
    correction: CorrectionRound | None
    messages: tuple[MessageLine, ...]
    documents: tuple[DocumentLine, ...]
    record_file_id: UUID | None
    can_withdraw: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseReceipt:
    """What stands on the page of receipt. `due_on` is None where the procedure has no standard period."""

    id: UUID
    receipt_number: str
    procedure_code: str
    due_on: date | None


def list_my_cases(
    *, municipality_id: UUID, holder: Holder, today: date, limit: int = 100
) -> Sequence[MyCase]:
    """The resident's cases and those in which somebody acts for them, newest first.

    Those of others under a mandate that does not stand any more are left out. Cost: at most four queries.
    """
    found = cases_of(municipality_id).filter(held_by(holder)).order_by("-id")[:limit]
    rows = _still_followed(municipality_id, list(found), holder, today)
    unread = _with_unread(municipality_id, rows)
    return [
        MyCase(
            id=row.pk,
            receipt_number=row.receipt_number,
            procedure_code=row.procedure_code,
            state=CaseState(row.state),
            outcome=Outcome(row.outcome) if row.outcome else None,
            submitted_at=row.submitted_at,
            due_on=row.due_on,
            is_represented=row.represented_id is not None and row.represented_id == holder.resident_id,
            waits_for_me=row.state == CaseState.RETURNED or row.pk in unread,
        )
        for row in rows
    ]


def _still_followed(municipality_id: UUID, rows: list[Case], holder: Holder, today: date) -> list[Case]:
    mandates = [(row, mandate_of(row, holder)) for row in rows]
    if not any(mandate_id for _, mandate_id in mandates):
        return rows
    held = list_held(municipality_id=municipality_id, holder=holder)
    return [
        row
        for row, mandate_id in mandates
        if mandate_id is None or is_standing(held, mandate_id, row.procedure_code, today)
    ]


def get_receipt(*, municipality_id: UUID, case_id: UUID, holder: Holder, today: date) -> CaseReceipt:
    """What the holder is told of the case at once. CaseNotFoundError, ForgottenError. Cost: one query."""
    row = get_case_of_holder(municipality_id=municipality_id, case_id=case_id, holder=holder, today=today)
    if row.dossier_id is None:
        raise ForgottenError
    return CaseReceipt(
        id=row.pk, receipt_number=row.receipt_number, procedure_code=row.procedure_code, due_on=row.due_on
    )


def open_my_case(*, municipality_id: UUID, case_id: UUID, holder: Holder, today: date) -> CaseForResident:
    """The case for its holder: signed in, or without account by `holder.secret`. CaseNotFoundError, ForgottenError.

    Cost: about ten queries. Whoever represents somebody, and the person represented, see the same while the mandate
    stands; afterwards only the person represented does (RepresentationOverError).
    """
    row = get_case_of_holder(municipality_id=municipality_id, case_id=case_id, holder=holder, today=today)
    box = open_box(row.dossier, files.open_keyring(municipality_id=municipality_id))
    version = forms.get_form_version(municipality_id=municipality_id, version_id=row.form_version_id)
    return CaseForResident(
        id=row.pk,
        receipt_number=row.receipt_number,
        procedure_code=row.procedure_code,
        section_id=row.section_id,
        state=CaseState(row.state),
        outcome=Outcome(row.outcome) if row.outcome else None,
        channel=Channel(row.channel),
        submitted_at=row.submitted_at,
        due_on=row.due_on,
        is_clock_stopped=row.days_left is not None,
        settled_at=row.settled_at,
        represented_name=(box.unseal(row.parties, "parties")["represented"] or {}).get("name", ""),
        version=version,
        answers=read_answers(row, box),
        story=_story(row, box),
        correction=find_correction(row, box, version.form),
        messages=list_messages(row, box),
        documents=list_documents(row, today),
        record_file_id=find_record(row),
        can_withdraw=can(Act.WITHDRAW, CaseState(row.state)),
    )


def open_my_case_file(
    *, municipality_id: UUID, case_id: UUID, file_id: UUID, holder: Holder, today: date
) -> files.OpenedFile:
    """An attachment of the case, its copy, or a file of its conversation, in the clear.

    Decision documents have `open_my_document`. Raises CaseNotFoundError, `files.StoredFileNotFoundError`, and what
    `files.open_file` raises.
    """
    row = get_case_of_holder(municipality_id=municipality_id, case_id=case_id, holder=holder, today=today)
    found = files.get_file(municipality_id=municipality_id, file_id=file_id)
    if found.purpose not in _OPEN_TO_HOLDERS or found.attached_to not in _subjects_of(row):
        raise files.StoredFileNotFoundError(file_id=str(file_id))
    return files.open_file(municipality_id=municipality_id, file_id=file_id)


def _subjects_of(row: Case) -> set[str]:
    messages = Message.objects.filter(municipality_id=row.municipality_id, case_id=row.pk)
    written = {message_subject(pk) for pk in messages.values_list("pk", flat=True)}
    return written if row.dossier_id is None else {dossier_subject(row.dossier_id), *written}


def read_answers(case: Case, box: Box, number: int | None = None) -> dict[str, Any]:
    """A version of the answers, the current one unless `number` is given, with masks for 個人番号."""
    rows = AnswersVersion.objects.filter(municipality_id=case.municipality_id, case_id=case.pk)
    # A page may read the answers for several of its parts; each is one cheap look by the constraint's index.
    row = rows.filter(number=number or case.answers_number)[:1][0]
    answers: dict[str, Any] = box.unseal(row.content, f"answers:{row.number}")
    return answers


def list_points_asked(
    *, municipality_id: UUID, case_id: UUID, holder: Holder, today: date, form: forms.Form
) -> Sequence[Point]:
    """What the section asks to correct, without opening the rest of the case. CaseNotFoundError. Cost: three queries."""
    row = get_case_of_holder(municipality_id=municipality_id, case_id=case_id, holder=holder, today=today)
    box = open_box(row.dossier, files.open_keyring(municipality_id=municipality_id))
    correction = find_correction(row, box, form)
    return correction.points if correction else ()


def find_correction(case: Case, box: Box, form: forms.Form) -> CorrectionRound | None:
    """The last round of correction, answered or not."""
    rows = Correction.objects.filter(municipality_id=case.municipality_id, case_id=case.pk)
    row = rows.order_by("-number").first()
    return None if row is None else correction_of(row, box, form)


def correction_of(row: Correction, box: Box, form: forms.Form) -> CorrectionRound:
    content = box.unseal(row.content, f"correction:{row.number}")
    return CorrectionRound(
        number=row.number,
        message=content["message"],
        points=tuple(_point(point, form) for point in content["points"]),
        asked_at=row.asked_at,
        answer_by=row.answer_by,
        answered_at=row.answered_at,
    )


def list_messages(case: Case, box: Box) -> tuple[MessageLine, ...]:
    """The conversation with the resident in order, with its files."""
    rows = list(Message.objects.filter(municipality_id=case.municipality_id, case_id=case.pk).order_by("id"))
    subjects = [message_subject(row.pk) for row in rows]
    attached = files.list_attached(municipality_id=case.municipality_id, subjects=subjects) if rows else {}
    return tuple(
        MessageLine(
            id=row.pk,
            is_from_resident=row.is_from_resident,
            actor=row.actor,
            at=row.at,
            words=box.unseal(row.words, f"message:{row.pk}"),
            read_at=row.read_at,
            files=tuple(attached[message_subject(row.pk)]),
        )
        for row in rows
    )


def message_subject(message_id: UUID) -> str:
    return f"applications.message:{message_id}"


def list_documents(case: Case, today: date) -> tuple[DocumentLine, ...]:
    rows = IssuedDocument.objects.filter(municipality_id=case.municipality_id, case_id=case.pk)
    return tuple(
        DocumentLine(
            id=row.pk,
            number=row.number,
            title=row.title,
            file_id=row.file_id,
            issued_at=row.issued_at,
            download_until=row.download_until,
            can_download=today <= row.download_until,
        )
        for row in rows.order_by("number")
    )


def find_record(case: Case) -> UUID | None:
    """The file of the PDF of record, once the chain has made it."""
    if case.dossier_id is None:
        return None
    attached = files.list_files(
        municipality_id=case.municipality_id, subject=dossier_subject(case.dossier_id)
    )
    return next((file.id for file in attached if file.purpose == "applications.record"), None)


def _story(case: Case, box: Box) -> tuple[StoryLine, ...]:
    rows = CaseStep.objects.filter(municipality_id=case.municipality_id, case_id=case.pk, is_public=True)
    return tuple(
        StoryLine(
            act=row.act,
            at=row.at,
            facts=row.facts,
            words=box.unseal(row.words, f"step:{row.pk}") or "",
        )
        for row in rows.order_by("id")
    )


def _point(point: Mapping[str, str], form: forms.Form) -> Point:
    step_code, label = place_of(form, point["path"])
    return Point(
        path=point["path"], reason=point["reason"], text=point["text"], label=label, step_code=step_code
    )


def place_of(form: forms.Form, path: str) -> tuple[str, str]:
    """The step in which a field stands, for the link to it, and its Japanese label; empty for the whole form."""
    key = path.partition(".")[0]
    for step in form.steps:
        for one in step.fields:
            if one.key == key:
                return step.code, str(one.label.ja)
    return "", ""


def _with_unread(municipality_id: UUID, rows: Sequence[Case]) -> set[UUID]:
    unread = Message.objects.filter(
        municipality_id=municipality_id, case__in=rows, is_from_resident=False, read_at__isnull=True
    )
    return set(unread.values_list("case_id", flat=True))
