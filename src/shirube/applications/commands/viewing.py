"""Opening a case: whoever looks at personal data is written down, once for each person, case and quarter of an hour."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.applications.commands.moving import record
from shirube.applications.commands.talking import OpinionNotFoundError
from shirube.applications.models import AnswersVersion, Case, Message, Opinion, Viewing
from shirube.applications.queries.places import NotYourSectionError, get_case_for_staff
from shirube.applications.queries.resident_cases import message_subject, read_answers
from shirube.applications.queries.sealing import dossier_subject, open_box
from shirube.applications.queries.staff_cases import (
    CaseForStaff,
    OpinionLine,
    compare_answers,
    opinion_line,
    read_case,
)
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.ids import new_id
from shirube.kernel.transactions import command

# Going back and forth in one case is one look; coming again after lunch is another.
WINDOW_SECONDS = 15 * 60


class PurposeMissingError(InvalidInputError):
    """個人番号 is opened for a stated purpose only."""

    code = "applications.purpose_missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseForOpinion:
    """What a section that was asked may see: the question and the answers, nothing of notes, messages or evidence."""

    case_id: UUID
    receipt_number: str
    procedure_code: str
    section_id: UUID
    opinion: OpinionLine
    version: forms.FormVersionSummary
    answers: Mapping[str, Any] = field(repr=False)


def open_case(*, municipality_id: UUID, case_id: UUID, actor: Actor, now: datetime) -> CaseForStaff:
    """The case for staff and chiefs of its section; the look is written down before anything is opened.

    Raises CaseNotFoundError, NotYourSectionError, ForgottenError. Not to be called inside a transaction.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    _write_down(case=case, actor=actor, what="case", now=now)
    return read_case(case, today=japan_date(now))


def open_case_for_opinion(
    *, municipality_id: UUID, opinion_id: UUID, actor: Actor, now: datetime
) -> CaseForOpinion:
    """The case for the section that was asked, as long as the question is open or its own answer stands.

    Raises OpinionNotFoundError (also when it was taken back), NotYourSectionError, ForgottenError.
    """
    row = _opinion(municipality_id, opinion_id)
    if not actor.works_in({row.section_id}):
        raise NotYourSectionError(opinion_id=str(opinion_id))
    case = row.case
    _write_down(case=case, actor=actor, what="opinion", now=now)
    box = open_box(case.dossier, files.open_keyring(municipality_id=municipality_id))
    return CaseForOpinion(
        case_id=case.pk,
        receipt_number=case.receipt_number,
        procedure_code=case.procedure_code,
        section_id=case.section_id,
        opinion=opinion_line(row, box),
        version=forms.get_form_version(municipality_id=municipality_id, version_id=case.form_version_id),
        answers=read_answers(case, box),
    )


def compare_case_answers(
    *, municipality_id: UUID, case_id: UUID, before: int, after: int, actor: Actor, now: datetime
) -> Sequence[forms.Difference]:
    """What changed from one version of the answers to another: the second look after a correction.

    Raises CaseNotFoundError, NotYourSectionError, ForgottenError.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    _write_down(case=case, actor=actor, what="differences", now=now)
    return compare_answers(case, before=before, after=after)


def open_case_file(
    *, municipality_id: UUID, case_id: UUID, file_id: UUID, actor: Actor, now: datetime
) -> files.OpenedFile:
    """A file of the case or of its messages, in the clear. Only a scanned one opens, where a scanner is configured.

    Raises CaseNotFoundError, NotYourSectionError, `files.StoredFileNotFoundError`, `files.FileNotScannedError` …
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    _require_file_of(case, file_id)
    _write_down(case=case, actor=actor, what="file", now=now)
    return files.open_file(municipality_id=municipality_id, file_id=file_id)


def reveal_my_numbers(
    *, municipality_id: UUID, case_id: UUID, purpose: str, actor: Actor, now: datetime
) -> Mapping[str, str]:
    """個人番号 by path, for the purpose stated; each time is written down with it (番号法). Never log or store it.

    Raises CaseNotFoundError, NotYourSectionError, PurposeMissingError, ForgottenError.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    if not purpose.strip():
        raise PurposeMissingError
    _write_down_numbers(case=case, purpose=purpose.strip()[:100], actor=actor, now=now)
    box = open_box(case.dossier, files.open_keyring(municipality_id=municipality_id))
    row = AnswersVersion.objects.get(municipality_id=municipality_id, case=case, number=case.answers_number)
    return box.unseal_numbers(row.secrets, f"answers:{row.number}")


@command
def _write_down(*, case: Case, actor: Actor, what: str, now: datetime) -> None:
    if actor.staff_id is None:
        return
    row = Viewing(
        id=new_id(),
        municipality_id=case.municipality_id,
        case_id=case.pk,
        staff_id=actor.staff_id,
        window=int(now.timestamp()) // WINDOW_SECONDS,
        at=now,
    )
    # The constraint lets one of two tabs write; which of them does not matter.
    Viewing.objects.bulk_create([row], ignore_conflicts=True)
    if Viewing.objects.filter(municipality_id=case.municipality_id, pk=row.pk).exists():
        record(case, "applications.viewed", actor.log_name, now, {"what": what})


@command
def _write_down_numbers(*, case: Case, purpose: str, actor: Actor, now: datetime) -> None:
    record(case, "applications.my_number_revealed", actor.log_name, now, {"purpose": purpose})


def _opinion(municipality_id: UUID, opinion_id: UUID) -> Opinion:
    rows = Opinion.objects.select_related("case__dossier").filter(
        municipality_id=municipality_id,
        case__municipality_id=municipality_id,
        pk=opinion_id,
        taken_back_at__isnull=True,
    )
    row = rows.first()
    if row is None:
        raise OpinionNotFoundError(opinion_id=str(opinion_id))
    return row


def _require_file_of(case: Case, file_id: UUID) -> None:
    found = files.get_file(municipality_id=case.municipality_id, file_id=file_id)
    messages = Message.objects.filter(municipality_id=case.municipality_id, case=case)
    subjects = {message_subject(pk) for pk in messages.values_list("pk", flat=True)}
    if case.dossier_id is not None:
        subjects.add(dossier_subject(case.dossier_id))
    if found.attached_to not in subjects:
        raise files.StoredFileNotFoundError(file_id=str(file_id))
