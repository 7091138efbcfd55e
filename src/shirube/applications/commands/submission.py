"""Sending in: checked again as a whole, a receipt number at once, and the chain that follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from shirube.applications.commands.founding import (
    SECRET_USE,
    NewCase,
    found_case,
)
from shirube.applications.domain.attachments import ATTACHMENT, file_ids_in
from shirube.applications.domain.people import Channel, Evidence, Holder
from shirube.applications.models import Case, Draft
from shirube.applications.queries.drafts import (
    DraftNotFoundError,
    DraftView,
    OpenedDraft,
    answers_with_numbers,
    get_draft_row,
    read_content,
    view_of,
)
from shirube.applications.queries.representing import NotRepresentableError, find_represented
from shirube.applications.queries.rules import Rules, get_rules, require_open
from shirube.applications.queries.sealing import dossier_subject, open_box
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError, ForbiddenError, InvalidInputError
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.prepared import PreparedRead
from shirube.kernel.receipts import make_secret
from shirube.kernel.transactions import command, step


class AnswersNotReadyError(InvalidInputError):
    """Something is missing or wrong. `problems` are the form's; `unfinished` are paths whose typing is not valid."""

    code = "applications.answers_not_ready"

    def __init__(self, problems: Sequence[forms.Problem], unfinished: Sequence[str]) -> None:
        super().__init__(count=len(problems) + len(unfinished))
        self.problems = tuple(problems)
        self.unfinished = tuple(unfinished)


class FormChangedError(ConflictError):
    """The form was published anew since the draft was begun: `carry_draft_over`, show what changed, submit again."""

    code = "applications.form_changed"


class LevelTooLowError(ForbiddenError):
    """The procedure needs a stronger identification. The draft is kept; sign in again as `needed` says."""

    code = "applications.level_too_low"


class FileNotOfDraftError(InvalidInputError):
    """An answer names a file that was not uploaded into this draft."""

    code = "applications.file_not_of_draft"


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the resident is shown at once. `secret` is set without account, to follow the case with the number.

    `is_new` is False for the second submission of one page: everything else is what the first one was told.
    """

    case_id: UUID
    receipt_number: str
    secret: str
    submitted_at: datetime
    is_new: bool


@command
def submit_application(
    *,
    municipality_id: UUID,
    draft_id: UUID,
    holder: Holder,
    submission_key: str,
    now: datetime,
    evidence: Evidence | None = None,
    warnings_accepted: bool = False,
) -> Receipt:
    """Make a case of the draft. The draft is gone afterwards; its files and keys are the case's.

    `submission_key` is random text that the page "check your answers" was drawn with: however often that page is sent
    in, there is one case, and every answer names the same receipt number. `evidence` proves a level above the
    holder's sign-in (a signature). Everything is checked again here: raises DraftNotFoundError,
    ProcedureNotOfferedError, ReceptionClosedError, LevelTooLowError, FormChangedError, AnswersNotReadyError (warnings
    only unless `warnings_accepted`), FileNotOfDraftError, AlreadyAppliedError (once per person), NotRepresentableError,
    and what `find_represented` raises of a mandate. Nothing is lost by any of them: the draft stays as it is.
    """
    key = sha256(f"{draft_id}:{submission_key}".encode()).hexdigest()
    if (case := _find_submitted(municipality_id, key, holder)) is not None:
        return _receipt(case, is_new=False)
    row = _take_draft(municipality_id, draft_id, holder)
    if row is None:
        return _receipt(_get_submitted(municipality_id, key, holder, draft_id), is_new=False)
    keyring = files.open_keyring(municipality_id=municipality_id)
    box = open_box(row.dossier, keyring)
    draft = view_of(OpenedDraft(row, box, read_content(row, box)), japan_date(now))
    rules = get_rules(municipality_id=municipality_id, code=draft.procedure_code)
    level = _require_allowed(draft, rules, holder, evidence, now)
    answers = checked_answers(draft=draft, now=now, warnings_accepted=warnings_accepted)
    new = NewCase(
        municipality_id=municipality_id,
        form_version=draft.version,
        answers=answers,
        channel=Channel.ONLINE,
        level=level,
        language=draft.language,
        submission_key=key,
        actor=holder.log_name,
        now=now,
        resident_id=holder.resident_id,
        represented=_require_represented(draft, rules, holder, now),
        evidence=_evidence(holder, evidence),
        mail=holder.mail,
    )
    # Danger: the same draft is sent in from two tabs at once; only who deletes its row makes the case.
    if not Draft.objects.filter(municipality_id=municipality_id, pk=row.pk).delete()[0]:
        return _receipt(_get_submitted(municipality_id, key, holder, draft_id), is_new=False)
    case = found_case(new=new, box=box, rules=rules, keyring=keyring)
    keep_files_of(draft=draft, answers=answers, actor=holder.log_name, now=now)
    return _receipt(case, is_new=True)


_SUBMITTED = PreparedRead(
    lambda municipality_id, key: Case.objects.filter(municipality_id=municipality_id, submission_key=key),
    municipality_id=UUID,
    key=str,
)


def _find_submitted(municipality_id: UUID, key: str, holder: Holder) -> Case | None:
    # The key is random and names the draft; who knows it has seen the page. A resident must be the same one too.
    case = _SUBMITTED.find(municipality_id=municipality_id, key=key)
    return case if case is not None and case.resident_id == holder.resident_id else None


def _receipt(case: Case, *, is_new: bool) -> Receipt:
    return Receipt(
        case_id=case.pk,
        receipt_number=case.receipt_number,
        secret=secret_of(case) if case.secret_hash else "",
        submitted_at=case.submitted_at,
        is_new=is_new,
    )


def secret_of(case: Case) -> str:
    """The secret that was shown with the receipt. Danger: only for who has just submitted the case."""
    keyring = files.open_keyring(municipality_id=case.municipality_id)
    return make_secret(keyring.derive(SECRET_USE), case.submission_key)


def _take_draft(municipality_id: UUID, draft_id: UUID, holder: Holder) -> Draft | None:
    try:
        row = get_draft_row(municipality_id=municipality_id, draft_id=draft_id, holder=holder)
    except DraftNotFoundError:
        return None
    return row if row.case_id is None else None


def _get_submitted(municipality_id: UUID, key: str, holder: Holder, draft_id: UUID) -> Case:
    """The case that another request made of the draft meanwhile; DraftNotFoundError where it was not this page."""
    case = _find_submitted(municipality_id, key, holder)
    if case is None:
        raise DraftNotFoundError(draft_id=str(draft_id))
    return case


def _require_allowed(
    draft: DraftView, rules: Rules, holder: Holder, evidence: Evidence | None, now: datetime
) -> IdentityLevel:
    require_open(rules, now)
    level = max(holder.level, evidence.level if evidence else IdentityLevel.NONE)
    if level < rules.level:
        raise LevelTooLowError(needed=rules.level.value, held=level.value)
    if draft.newer_version_id is not None:
        raise FormChangedError(procedure=rules.code)
    return level


def _require_represented(
    draft: DraftView, rules: Rules, holder: Holder, now: datetime
) -> dict[str, str] | None:
    """The person for whom the holder may still act; what has changed since the draft was begun counts."""
    if draft.represented and not rules.may_be_represented:
        raise NotRepresentableError(procedure=rules.code)
    represented = find_represented(
        municipality_id=draft.municipality_id,
        represented=draft.represented,
        holder=holder,
        procedure_code=rules.code,
        today=japan_date(now),
    )
    return represented.as_json() if represented else None


def _evidence(holder: Holder, evidence: Evidence | None) -> dict[str, Any]:
    found = {"name": holder.name, "mail": holder.mail, "level": holder.level.value}
    return {"sign_in": found, "proof": evidence.facts if evidence else None}


@step
def checked_answers(*, draft: DraftView, now: datetime, warnings_accepted: bool) -> dict[str, Any]:
    """The answers as they will be kept, 個人番号 in the clear: hidden ones dropped, computed ones computed, all checked."""
    today = japan_date(now)
    whole = answers_with_numbers(draft)
    answers = forms.compute_answers(
        draft.form, forms.drop_hidden(draft.form, whole, today=today), today=today
    )
    problems = [
        problem
        for problem in forms.check_answers(draft.form, answers, today=today)
        if problem.severity == "error" or not warnings_accepted
    ]
    unfinished = _unfinished(draft, answers, today)
    if problems or unfinished:
        raise AnswersNotReadyError(problems, unfinished)
    return answers


def _unfinished(draft: DraftView, answers: dict[str, Any], today: date) -> list[str]:
    """Paths of fields that are shown and hold something that was typed and is not valid."""
    if not draft.typed:
        return []
    shown = {
        path
        for visible in forms.list_visible_steps(draft.form, answers, today=today)
        for path, _ in forms.list_visible_fields(draft.form, visible.code, answers, today=today)
    }
    return [path for path in draft.typed if path in shown]


@step
def keep_files_of(
    *,
    draft: DraftView,
    answers: dict[str, Any],
    actor: str,
    now: datetime,
    spared: frozenset[str] = frozenset(),
) -> None:
    """Every file the answers name must be the draft's own; uploads that no answer names, `spared` ones apart, go."""
    subject = dossier_subject(draft.dossier_id)
    attached = files.list_files(municipality_id=draft.municipality_id, subject=subject)
    there = {str(file.id) for file in attached if file.purpose == ATTACHMENT}
    named = set(file_ids_in(answers))
    if missing := named - there:
        raise FileNotOfDraftError(count=len(missing))
    for file_id in there - named - spared:
        files.discard_file(municipality_id=draft.municipality_id, file_id=UUID(file_id), actor=actor, now=now)
