"""The resident corrects a returned case and sends it in again, or withdraws it; staff correct by their office (職権)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from shirube.accounts.interface import Actor
from shirube.applications.commands.drafts import KEPT_FOR, DraftStarted
from shirube.applications.commands.founding import keep_answers, keep_names
from shirube.applications.commands.moving import move_case, moved_error, record
from shirube.applications.commands.settling import settle
from shirube.applications.commands.story import add_step
from shirube.applications.commands.submission import Receipt, checked_answers, keep_files_of
from shirube.applications.domain.attachments import file_ids_in
from shirube.applications.domain.merging import flatten
from shirube.applications.domain.names import names_in
from shirube.applications.domain.people import Holder
from shirube.applications.domain.states import Act, CaseState, Outcome, states_before
from shirube.applications.models import AnswersVersion, Case, Correction, Draft
from shirube.applications.queries.drafts import (
    DraftContent,
    DraftNotFoundError,
    OpenedDraft,
    content_place,
    get_draft_row,
    read_content,
    view_of,
)
from shirube.applications.queries.places import cases_of, get_case_for_staff, get_case_of_holder
from shirube.applications.queries.representing import find_represented
from shirube.applications.queries.resident_cases import read_answers
from shirube.applications.queries.rules import period_of
from shirube.applications.queries.sealing import Box, open_box
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.ids import new_id
from shirube.kernel.transactions import command

__all__ = [
    "AnswersChangedError",
    "NothingCorrectedError",
    "ReasonMissingError",
    "correct_by_staff",
    "open_correction",
    "resubmit_application",
    "withdraw_application",
    "withdraw_for_resident",
]


class AnswersChangedError(ConflictError):
    """Somebody has corrected the answers since the page was drawn."""

    code = "applications.answers_changed"


class NothingCorrectedError(InvalidInputError):
    """The answers are the same as before."""

    code = "applications.nothing_corrected"


class ReasonMissingError(InvalidInputError):
    """The act needs a reason in words."""

    code = "applications.reason_missing"


@command
def open_correction(*, municipality_id: UUID, case_id: UUID, holder: Holder, now: datetime) -> DraftStarted:
    """Begin to correct a returned case, or go on: a draft with its answers, to be filled with the pages of drafts.

    The draft keeps the case's form version, files and keys; `save_draft` and `add_draft_file` work on it as on any.
    Raises CaseNotFoundError, CaseMovedError when the case is not (or no longer) with the resident.
    """
    case = get_case_of_holder(
        municipality_id=municipality_id, case_id=case_id, holder=holder, today=japan_date(now)
    )
    if case.state != CaseState.RETURNED:
        raise moved_error(case)
    if (row := _find_correction(case)) is not None:
        return DraftStarted(draft_id=row.pk, secret="", is_new=False)
    box = open_box(case.dossier, files.open_keyring(municipality_id=municipality_id))
    row = _correction_row(case, box, now)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        # Begun on another device in the same moment.
        if (found := _find_correction(case)) is None:
            raise
        return DraftStarted(draft_id=found.pk, secret="", is_new=False)
    return DraftStarted(draft_id=row.pk, secret="", is_new=True)


@command
def resubmit_application(
    *,
    municipality_id: UUID,
    case_id: UUID,
    draft_id: UUID,
    holder: Holder,
    now: datetime,
    warnings_accepted: bool = False,
) -> Receipt:
    """Send the correction in: a new version of the answers, and the clock goes on. Twice the same page is once.

    Raises CaseNotFoundError, DraftNotFoundError, AnswersNotReadyError, FileNotOfDraftError, CaseMovedError
    (withdrawn meanwhile), and what `find_represented` raises of a mandate. The draft stays when any of them is raised.
    """
    case = get_case_of_holder(
        municipality_id=municipality_id, case_id=case_id, holder=holder, today=japan_date(now)
    )
    try:
        row = get_draft_row(municipality_id=municipality_id, draft_id=draft_id, holder=holder)
    except DraftNotFoundError:
        return _receipt_of_earlier(case, draft_id)
    if row.case_id != case.pk:
        raise DraftNotFoundError(draft_id=str(draft_id))
    box = open_box(case.dossier, files.open_keyring(municipality_id=municipality_id))
    draft = view_of(OpenedDraft(row, box, read_content(row, box)), japan_date(now))
    find_represented(
        municipality_id=municipality_id,
        represented=draft.represented,
        holder=holder,
        procedure_code=draft.procedure_code,
        today=japan_date(now),
    )
    answers = checked_answers(draft=draft, now=now, warnings_accepted=warnings_accepted)
    spared = frozenset(file_ids_in(read_answers(case, box)))
    if not Draft.objects.filter(municipality_id=municipality_id, pk=row.pk).delete()[0]:
        return _receipt_of_earlier(case, draft_id)
    _write_correction(case, box, draft.form, answers, holder.log_name, now)
    keep_files_of(draft=draft, answers=answers, actor=holder.log_name, now=now, spared=spared)
    return _receipt(case, is_new=True)


@command
def withdraw_application(
    *, municipality_id: UUID, case_id: UUID, holder: Holder, now: datetime, reason: str = ""
) -> None:
    """取下げ by the resident, possible until the case is decided. CaseNotFoundError, CaseMovedError."""
    case = get_case_of_holder(
        municipality_id=municipality_id, case_id=case_id, holder=holder, today=japan_date(now)
    )
    _withdraw(case, holder.log_name, reason, now)


@command
def withdraw_for_resident(
    *, municipality_id: UUID, case_id: UUID, reason: str, actor: Actor, now: datetime
) -> None:
    """取下げ that the resident asked for by paper, phone or at the counter; `reason` says how and why.

    Raises CaseNotFoundError, NotYourSectionError, CaseMovedError, ReasonMissingError.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    if not reason.strip():
        raise ReasonMissingError
    _withdraw(case, actor.log_name, reason, now)


@command
def correct_by_staff(
    *,
    municipality_id: UUID,
    case_id: UUID,
    answers: Mapping[str, Any],
    seen: int,
    reason: str,
    actor: Actor,
    now: datetime,
) -> int:
    """職権修正: a new version of the answers in the officer's name, with the reason; the older ones are kept.

    `answers` are whole, as `forms.bind_step` gives them from `CaseForStaff.answers` (masks stay masks), `seen` is the
    `answers_number` the page showed. Returns the new number. The resident sees that and why it was corrected. Raises
    CaseNotFoundError, NotYourSectionError, CaseMovedError (returned, in approval or settled), AnswersChangedError,
    NothingCorrectedError, ReasonMissingError, AnswersNotReadyError is not: an incomplete application may stay so.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    if not reason.strip():
        raise ReasonMissingError
    box = open_box(case.dossier, files.open_keyring(municipality_id=municipality_id))
    form = forms.get_form_version(municipality_id=municipality_id, version_id=case.form_version_id).form
    if dict(answers) == read_answers(case, box):
        raise NothingCorrectedError
    whole = _with_numbers(case, box, form, answers)
    states = states_before(Act.CORRECT)
    _take_number(case, seen, states)
    _keep(case, box, form, whole, "corrected", actor.log_name, now)
    add_step(
        case=case,
        act=Act.CORRECT.value,
        actor=actor.log_name,
        now=now,
        facts={"answers": case.answers_number},
        words=reason,
        box=box,
    )
    record(case, "applications.correct", actor.log_name, now, {"answers": case.answers_number})
    return case.answers_number


def _find_correction(case: Case) -> Draft | None:
    return Draft.objects.filter(municipality_id=case.municipality_id, case=case).first()


def _correction_row(case: Case, box: Box, now: datetime) -> Draft:
    version = AnswersVersion.objects.get(
        municipality_id=case.municipality_id, case=case, number=case.answers_number
    )
    place = f"answers:{version.number}"
    row = Draft(
        id=new_id(),
        municipality_id=case.municipality_id,
        dossier_id=case.dossier_id,
        procedure_id=case.procedure_id,
        procedure_code=case.procedure_code,
        form_version_id=version.form_version_id,
        resident_id=case.resident_id,
        secret_hash=case.secret_hash,
        case=case,
        language=case.language,
        created_at=now,
        saved_at=now,
        # A correction waits as long as the case does; the section ends the waiting.
        expires_on=japan_date(now + 10 * KEPT_FOR),
    )
    represented = box.unseal(case.parties, "parties")["represented"]
    content = DraftContent(flatten(box.unseal(version.content, place), {}), {}, represented)
    row.content = box.seal(content.as_json(), content_place(row))
    row.secrets = box.seal_numbers(box.unseal_numbers(version.secrets, place), content_place(row))
    return row


def _write_correction(
    case: Case, box: Box, form: forms.Form, answers: Mapping[str, Any], actor: str, now: datetime
) -> None:
    today = japan_date(now)
    period = period_of(municipality_id=case.municipality_id, unit=case.days_unit)
    asked = Correction.objects.get(municipality_id=case.municipality_id, case=case, number=case.rounds)
    left = case.days_left
    paused = max(0, period.days_between(japan_date(asked.asked_at), today))
    move_case(
        case=case,
        act=Act.RESUBMIT,
        actor=actor,
        now=now,
        facts={"round": case.rounds},
        due_on=None if left is None else period.due_on(today, left),
        days_left=None,
        paused_days=F("paused_days") + paused,
        answers_number=F("answers_number") + 1,
    )
    case.answers_number += 1
    _keep(case, box, form, answers, "resubmitted", actor, now)
    asked.answered_at, asked.answers_after = now, case.answers_number
    asked.save(update_fields=["answered_at", "answers_after"])


def _take_number(case: Case, seen: int, states: frozenset[CaseState]) -> None:
    rows = cases_of(case.municipality_id).filter(pk=case.pk, state__in=states)
    if not rows.filter(answers_number=seen).update(answers_number=seen + 1, revision=F("revision") + 1):
        if rows.exists():
            raise AnswersChangedError(receipt_number=case.receipt_number)
        raise moved_error(case)
    case.answers_number = seen + 1


def _keep(
    case: Case, box: Box, form: forms.Form, answers: Mapping[str, Any], act: str, actor: str, now: datetime
) -> None:
    keep_answers(case=case, box=box, form=form, answers=answers, act=act, actor=actor, now=now)
    keyring = files.open_keyring(municipality_id=case.municipality_id)
    represented = box.unseal(case.parties, "parties")["represented"]
    names = [*names_in(answers), *([represented["name"]] if represented else [])]
    keep_names(case=case, names=names, keyring=keyring)


def _with_numbers(case: Case, box: Box, form: forms.Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    version = AnswersVersion.objects.get(
        municipality_id=case.municipality_id, case=case, number=case.answers_number
    )
    numbers = box.unseal_numbers(version.secrets, f"answers:{version.number}")
    return forms.join_secret(form, dict(answers), numbers)


def _withdraw(case: Case, actor: str, reason: str, now: datetime) -> None:
    box = open_box(case.dossier, files.open_keyring(municipality_id=case.municipality_id))
    Draft.objects.filter(municipality_id=case.municipality_id, case=case).delete()
    settle(
        case=case, act=Act.WITHDRAW, outcome=Outcome.WITHDRAWN, actor=actor, now=now, words=reason, box=box
    )


def _receipt_of_earlier(case: Case, draft_id: UUID) -> Receipt:
    """The second of two clicks: the correction is in already."""
    asked = Correction.objects.filter(
        municipality_id=case.municipality_id, case=case, number=case.rounds, answered_at__isnull=False
    )
    if not asked.exists():
        raise DraftNotFoundError(draft_id=str(draft_id))
    return _receipt(case, is_new=False)


def _receipt(case: Case, *, is_new: bool) -> Receipt:
    return Receipt(
        case_id=case.pk,
        receipt_number=case.receipt_number,
        secret="",
        submitted_at=case.submitted_at,
        is_new=is_new,
    )
