"""What staff see of one case."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from shirube.applications.domain.people import Channel
from shirube.applications.domain.states import UNDER_WAY, CaseState, Outcome
from shirube.applications.models import (
    AnswersVersion,
    Case,
    CaseLabel,
    CaseStep,
    ChainStep,
    Correction,
    DocumentLogEntry,
    Label,
    Note,
    Opinion,
    Proposal,
    StepState,
)
from shirube.applications.queries.resident_cases import (
    CorrectionRound,
    DocumentLine,
    MessageLine,
    correction_of,
    find_record,
    list_documents,
    list_messages,
    read_answers,
)
from shirube.applications.queries.sealing import Box, dossier_subject, open_box
from shirube.files import interface as files
from shirube.forms import interface as forms


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailLine:
    """A line of the whole story, internal ones too. `actor` as in the log; `words` is what was written with it."""

    act: str
    actor: str
    at: datetime
    facts: Mapping[str, Any]
    words: str
    is_public: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersLine:
    """A version of the answers. `act`: submitted, resubmitted, corrected."""

    number: int
    act: str
    actor: str
    made_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalLine:
    """One desk of the route. `mark`: self, acting (代決), pulled_up (引上げ); `verdict`: approved, returned, or empty."""

    position: int
    role: str
    verdict: str
    mark: str
    decided_by: str
    decided_at: datetime | None
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """A proposed decision. `next_position` is the desk whose turn it is; None when it is no longer open."""

    id: UUID
    number: int
    outcome: Outcome
    reason: str
    comment: str
    state: str
    proposed_by: str
    proposed_at: datetime
    ended_at: datetime | None
    desks: tuple[ApprovalLine, ...]

    @property
    def next_position(self) -> int | None:
        if self.state != "open":
            return None
        return next((desk.position for desk in self.desks if desk.decided_at is None), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteLine:
    id: UUID
    actor: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionLine:
    """A question to another section. `answer` is None while it is open."""

    id: UUID
    section_id: UUID
    question: str
    asked_by: str
    asked_at: datetime
    answer_by: date
    answer: str | None
    answered_by: str
    answered_at: datetime | None
    is_taken_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLine:
    """A step of the chain after the submission; `error` is a code."""

    name: str
    state: str
    attempts: int
    error: str
    done_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFetch:
    """A line of a document's log. `act`: issued, fetched, reissued."""

    document_id: UUID
    act: str
    actor: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseForStaff:
    """A case with all that its own section may see. 個人番号 stays masked: `reveal_my_numbers` opens it, and is logged.

    `parties`: {"name": {family, given, family_kana, given_kana}, "mail", "represented": {name, relation, …} or None,
    "evidence": {"sign_in", "proof"} or None, "intake": provenance of paper or None}.
    """

    id: UUID
    receipt_number: str
    procedure_code: str
    section_id: UUID
    officer_id: UUID | None
    state: CaseState
    outcome: Outcome | None
    channel: Channel
    level: str
    language: str
    entered_by: str
    submitted_at: datetime
    accepted_at: datetime | None
    settled_at: datetime | None
    issued_at: datetime | None
    closed_at: datetime | None
    standard_days: int | None
    days_unit: str
    due_on: date | None
    is_overdue: bool
    is_clock_stopped: bool
    days_left: int | None
    rounds: int
    retention_until: date | None
    legal_hold: str
    version: forms.FormVersionSummary
    answers_number: int
    parties: Mapping[str, Any] = field(repr=False)
    answers: Mapping[str, Any] = field(repr=False)
    versions: tuple[AnswersLine, ...]
    trail: tuple[TrailLine, ...]
    corrections: tuple[CorrectionRound, ...]
    proposals: tuple[ProposalView, ...]
    messages: tuple[MessageLine, ...]
    notes: tuple[NoteLine, ...]
    opinions: tuple[OpinionLine, ...]
    documents: tuple[DocumentLine, ...]
    document_log: tuple[DocumentFetch, ...]
    label_ids: tuple[UUID, ...]
    chain: tuple[ChainLine, ...]
    files: tuple[files.FileSummary, ...]
    record_file_id: UUID | None

    @property
    def open_proposal(self) -> ProposalView | None:
        return next((one for one in self.proposals if one.state == "open"), None)


def read_case(case: Case, *, today: date) -> CaseForStaff:
    """Everything about the case. Cost: about 18 queries. ForgottenError.

    Danger: `open_case` is the door; it asks whether the actor may, and writes the viewing down first.
    """
    box = open_box(case.dossier, files.open_keyring(municipality_id=case.municipality_id))
    version = forms.get_form_version(municipality_id=case.municipality_id, version_id=case.form_version_id)
    state = CaseState(case.state)
    return CaseForStaff(
        id=case.pk,
        receipt_number=case.receipt_number,
        procedure_code=case.procedure_code,
        section_id=case.section_id,
        officer_id=case.officer_id,
        state=state,
        outcome=Outcome(case.outcome) if case.outcome else None,
        channel=Channel(case.channel),
        level=case.level,
        language=case.language,
        entered_by=case.entered_by,
        submitted_at=case.submitted_at,
        accepted_at=case.accepted_at,
        settled_at=case.settled_at,
        issued_at=case.issued_at,
        closed_at=case.closed_at,
        standard_days=case.standard_days,
        days_unit=case.days_unit,
        due_on=case.due_on,
        is_overdue=state in UNDER_WAY and case.due_on is not None and case.due_on < today,
        is_clock_stopped=case.days_left is not None,
        days_left=case.days_left,
        rounds=case.rounds,
        retention_until=case.retention_until,
        legal_hold=case.legal_hold,
        version=version,
        answers_number=case.answers_number,
        parties=box.unseal(case.parties, "parties"),
        answers=read_answers(case, box),
        versions=_versions(case),
        trail=_trail(case, box),
        corrections=_corrections(case, box, version.form),
        proposals=_proposals(case, box),
        messages=list_messages(case, box),
        notes=_notes(case, box),
        opinions=list_opinions(case, box),
        documents=list_documents(case, today),
        document_log=_document_log(case),
        label_ids=_label_ids(case),
        chain=_chain(case),
        files=_files(case),
        record_file_id=find_record(case),
    )


def compare_answers(
    case: Case, *, before: int, after: int, language: str = "ja"
) -> Sequence[forms.Difference]:
    """What changed between two versions of the answers; for the second look after a correction."""
    box = open_box(case.dossier, files.open_keyring(municipality_id=case.municipality_id))
    form = forms.get_form_version(municipality_id=case.municipality_id, version_id=case.form_version_id).form
    rows = AnswersVersion.objects.filter(municipality_id=case.municipality_id, case_id=case.pk)
    found = {
        row.number: box.unseal(row.content, f"answers:{row.number}")
        for row in rows.filter(number__in=(before, after))
    }
    old, new = found[before], found[after]
    return forms.list_differences(form, old, new, language=language)


def list_labels(*, municipality_id: UUID, section_ids: Collection[UUID]) -> Sequence[tuple[UUID, str]]:
    """The labels of the sections by name, section by section."""
    rows = Label.objects.filter(municipality_id=municipality_id, section_id__in=section_ids)
    return list(rows.order_by("section_id", "name").values_list("pk", "name"))


def list_opinions(case: Case, box: Box) -> tuple[OpinionLine, ...]:
    rows = Opinion.objects.filter(municipality_id=case.municipality_id, case=case)
    return tuple(opinion_line(row, box) for row in rows.order_by("id"))


def opinion_line(row: Opinion, box: Box) -> OpinionLine:
    return OpinionLine(
        id=row.pk,
        section_id=row.section_id,
        question=box.unseal(row.question, f"question:{row.pk}"),
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        answer_by=row.answer_by,
        answer=box.unseal(row.answer, f"answer:{row.pk}"),
        answered_by=row.answered_by,
        answered_at=row.answered_at,
        is_taken_back=row.taken_back_at is not None,
    )


def _versions(case: Case) -> tuple[AnswersLine, ...]:
    rows = AnswersVersion.objects.filter(municipality_id=case.municipality_id, case=case)
    return tuple(
        AnswersLine(number=row.number, act=row.act, actor=row.actor, made_at=row.made_at)
        for row in rows.defer("content", "secrets").order_by("number")
    )


def _trail(case: Case, box: Box) -> tuple[TrailLine, ...]:
    rows = CaseStep.objects.filter(municipality_id=case.municipality_id, case=case)
    return tuple(
        TrailLine(
            act=row.act,
            actor=row.actor,
            at=row.at,
            facts=row.facts,
            words=box.unseal(row.words, f"step:{row.pk}") or "",
            is_public=row.is_public,
        )
        for row in rows.order_by("id")
    )


def _corrections(case: Case, box: Box, form: forms.Form) -> tuple[CorrectionRound, ...]:
    rows = Correction.objects.filter(municipality_id=case.municipality_id, case=case)
    return tuple(correction_of(row, box, form) for row in rows.order_by("number"))


def _proposals(case: Case, box: Box) -> tuple[ProposalView, ...]:
    rows = Proposal.objects.filter(municipality_id=case.municipality_id, case=case)
    return tuple(_proposal(row, box) for row in rows.order_by("number").prefetch_related("steps"))


def _proposal(row: Proposal, box: Box) -> ProposalView:
    content = box.unseal(row.content, f"proposal:{row.number}")
    return ProposalView(
        id=row.pk,
        number=row.number,
        outcome=Outcome(row.outcome),
        reason=content["reason"],
        comment=content["comment"],
        state=row.state,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        ended_at=row.ended_at,
        desks=tuple(
            ApprovalLine(
                position=desk.position,
                role=desk.role,
                verdict=desk.verdict,
                mark=desk.mark,
                decided_by=desk.decided_by,
                decided_at=desk.decided_at,
                comment=box.unseal(desk.words, f"approval:{row.number}:{desk.position}") or "",
            )
            for desk in row.steps.all()
        ),
    )


def _notes(case: Case, box: Box) -> tuple[NoteLine, ...]:
    rows = Note.objects.filter(municipality_id=case.municipality_id, case=case)
    return tuple(
        NoteLine(id=row.pk, actor=row.actor, at=row.at, words=box.unseal(row.words, f"note:{row.pk}"))
        for row in rows.order_by("id")
    )


def _document_log(case: Case) -> tuple[DocumentFetch, ...]:
    rows = DocumentLogEntry.objects.filter(
        municipality_id=case.municipality_id,
        document__municipality_id=case.municipality_id,
        document__case=case,
    )
    return tuple(
        DocumentFetch(document_id=row.document_id, act=row.act, actor=row.actor, at=row.at, reason=row.reason)
        for row in rows.order_by("id")
    )


def _label_ids(case: Case) -> tuple[UUID, ...]:
    rows = CaseLabel.objects.filter(municipality_id=case.municipality_id, case=case)
    return tuple(rows.values_list("label_id", flat=True))


def _chain(case: Case) -> tuple[ChainLine, ...]:
    rows = ChainStep.objects.filter(municipality_id=case.municipality_id, case=case)
    return tuple(
        ChainLine(
            name=row.name,
            state=StepState(row.state).value,
            attempts=row.attempts,
            error=row.error,
            done_at=row.done_at,
        )
        for row in rows.order_by("position")
    )


def _files(case: Case) -> tuple[files.FileSummary, ...]:
    if case.dossier_id is None:
        return ()
    subject = dossier_subject(case.dossier_id)
    return tuple(files.list_files(municipality_id=case.municipality_id, subject=subject))
