"""The section takes a case in, gives it to an officer, and sends it back for correction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Actor
from shirube.applications.commands.moving import change_case, move_case, moved_error, record
from shirube.applications.commands.telling import RETURNED, tell_applicant
from shirube.applications.domain.states import UNDER_WAY, Act, CaseState, CorrectionReason
from shirube.applications.models import Case, Correction
from shirube.applications.queries.places import NotYourSectionError, cases_of, get_case_for_staff
from shirube.applications.queries.rules import period_of
from shirube.applications.queries.sealing import Box, open_box
from shirube.files import interface as files
from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.transactions import command
from shirube.organizations import interface as organizations


class CorrectionEmptyError(InvalidInputError):
    """Neither a field nor a message says what to correct."""

    code = "applications.correction_empty"


class UnknownFieldError(InvalidInputError):
    """The form has no field at this path."""

    code = "applications.unknown_field"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointEntry:
    """What to correct at the field at `path` ("born_on", "children.k3f9.name")."""

    path: str
    reason: CorrectionReason
    text: str = ""


@command
def accept_case(*, municipality_id: UUID, case_id: UUID, actor: Actor, now: datetime) -> None:
    """受付: the section has seen the case. CaseNotFoundError, NotYourSectionError, CaseMovedError."""
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    move_case(case=case, act=Act.ACCEPT, actor=actor.log_name, now=now, accepted_at=now)


@command
def start_review(
    *, municipality_id: UUID, case_id: UUID, actor: Actor, now: datetime, officer_id: UUID | None = None
) -> None:
    """審査開始: an officer takes an accepted case; the actor, unless `officer_id` names a colleague of the section.

    Raises CaseNotFoundError, NotYourSectionError (also for a colleague of another section), CaseMovedError.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    officer = _officer(case, officer_id or actor.staff_id)
    facts = {"officer": str(officer)}
    move_case(
        case=case,
        act=Act.START_REVIEW,
        actor=actor.log_name,
        now=now,
        facts=facts,
        officer_id=officer,
    )


@command
def assign_officer(
    *,
    municipality_id: UUID,
    case_id: UUID,
    officer_id: UUID,
    seen_officer_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Give a case that is under way to another officer of the section; `seen_officer_id` is who the page showed.

    Raises CaseNotFoundError, NotYourSectionError, CaseMovedError (settled, or given to somebody else meanwhile).
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    officer = _officer(case, officer_id)
    rows = cases_of(municipality_id).filter(pk=case.pk, state__in=UNDER_WAY, officer_id=seen_officer_id)
    if not rows.update(officer_id=officer, revision=F("revision") + 1):
        raise moved_error(case)
    record(case, "applications.assign", actor.log_name, now, {"officer": str(officer)})


@command
def return_for_correction(
    *,
    municipality_id: UUID,
    case_id: UUID,
    message: str,
    points: Sequence[PointEntry],
    actor: Actor,
    now: datetime,
    answer_by: date | None = None,
) -> None:
    """補正: ask the resident to correct the named fields; the clock of the standard period stands still.

    The resident is told by a letter without the words, which lie sealed with the case. `answer_by` is a request, no
    deadline of the law. Raises CaseNotFoundError, NotYourSectionError, CaseMovedError, CorrectionEmptyError,
    UnknownFieldError.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    if not points and not message.strip():
        raise CorrectionEmptyError
    _check_paths(case, points)
    box = open_box(case.dossier, files.open_keyring(municipality_id=municipality_id))
    left = _days_left(case, japan_date(now))
    number = case.rounds + 1
    move_case(
        case=case,
        act=Act.RETURN,
        actor=actor.log_name,
        now=now,
        facts={"round": number, "points": len(points)},
        rounds=number,
        days_left=left,
        due_on=None,
    )
    _keep_round(
        case, box, number=number, message=message, points=points, answer_by=answer_by, actor=actor, now=now
    )
    tell_applicant(case=case, kind=RETURNED, once=f"round-{number}", now=now)


@command
def move_to_section(
    *, municipality_id: UUID, case_id: UUID, section_id: UUID, actor: Actor, now: datetime
) -> None:
    """回付: hand the case to another section, before anybody there has it. The officer is free again.

    Raises CaseNotFoundError, NotYourSectionError, CaseMovedError (in approval or settled), SectionNotFoundError.
    """
    case = get_case_for_staff(municipality_id=municipality_id, case_id=case_id, actor=actor)
    to = organizations.get_section(municipality_id=municipality_id, section_id=section_id).id
    states = frozenset({CaseState.SUBMITTED, CaseState.ACCEPTED})
    change_case(case=case, states=states, section_id=to, officer_id=None)
    facts = {"from": str(case.section_id), "to": str(to)}
    record(case, "applications.move_section", actor.log_name, now, facts)


def _officer(case: Case, staff_id: UUID | None) -> UUID:
    person = staff_id and accounts.find_staff(municipality_id=case.municipality_id, user_id=staff_id)
    if not person or not person.is_active or case.section_id not in person.section_ids():
        raise NotYourSectionError(case_id=str(case.pk))
    return person.id


def _check_paths(case: Case, points: Sequence[PointEntry]) -> None:
    version = forms.get_form_version(municipality_id=case.municipality_id, version_id=case.form_version_id)
    for point in points:
        if point.path and version.form.find_field(point.path) is None:
            raise UnknownFieldError(path=point.path)


def _days_left(case: Case, today: date) -> int | None:
    if case.due_on is None:
        return None
    period = period_of(municipality_id=case.municipality_id, unit=case.days_unit)
    return period.days_between(today, case.due_on)


def _keep_round(
    case: Case,
    box: Box,
    *,
    number: int,
    message: str,
    points: Sequence[PointEntry],
    answer_by: date | None,
    actor: Actor,
    now: datetime,
) -> None:
    listed = [{"path": point.path, "reason": point.reason.value, "text": point.text} for point in points]
    Correction.objects.create(
        municipality_id=case.municipality_id,
        case=case,
        number=number,
        content=box.seal({"message": message, "points": listed}, f"correction:{number}"),
        asked_by=actor.log_name,
        asked_at=now,
        answer_by=answer_by,
        answers_before=case.answers_number,
    )
