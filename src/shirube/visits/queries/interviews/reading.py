"""Finding an interview for whoever may see it: a desk, the resident with a code, the second screen, the page at home."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from shirube.kernel.clock import japan_date
from shirube.kernel.errors import NotFoundError
from shirube.kernel.receipts import hash_secret
from shirube.visits.domain.interview.packages import Remaining
from shirube.visits.domain.interview.states import AT_DESK, InterviewState, Origin
from shirube.visits.models import Interview, InterviewCase
from shirube.visits.queries.interviews.packages import get_package
from shirube.visits.queries.interviews.sealing import Contents, InterviewForgottenError, open_keys
from shirube.visits.queries.interviews.talks import Talk, TalkPart, get_talk


class InterviewNotFoundError(NotFoundError):
    """No such interview in this city, or not under this code: from outside the two look the same."""

    code = "visits.interview_not_found"


@dataclass(frozen=True, slots=True)
class InterviewView:
    """An interview opened. `answers` and everything else sealed lies in `contents`."""

    id: UUID
    municipality_id: UUID
    state: InterviewState
    origin: Origin
    language: str
    revision: int
    visit_id: UUID | None
    started_at: datetime
    expires_at: datetime
    checked_how: str
    confirmed_at: datetime | None
    rating: int | None
    talk: Talk
    contents: Contents = field(repr=False)

    @property
    def answers(self) -> Mapping[str, Any]:
        return self.contents.answers

    def applying(self, today: date) -> Sequence[TalkPart]:
        return self.talk.list_applying(self.answers, today)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An application that was handed in; `row` where it is that of one person among several."""

    procedure_code: str
    section_id: UUID
    case_id: UUID
    receipt_number: str
    row: str = ""


@dataclass(frozen=True, slots=True)
class Afterwards:
    """What the page to take home shows: nothing of the person, nothing of the answers."""

    municipality_id: UUID
    interview_id: UUID
    package: str
    language: str
    confirmed_at: datetime
    outcomes: Sequence[Outcome]
    remaining: Sequence[Remaining]
    rating: int | None


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """An interview in a list of the desk."""

    id: UUID
    package: str
    state: InterviewState
    origin: Origin
    ticket: str
    started_at: datetime
    touched_at: datetime
    was_open_at_closing: bool


def get_interview(*, municipality_id: UUID, interview_id: UUID, now: datetime) -> InterviewView:
    """For a desk; whoever calls it writes the look down. InterviewNotFoundError, InterviewForgottenError."""
    return view_of(get_row(municipality_id, interview_id, now), now)


def get_preparation(*, municipality_id: UUID, interview_id: UUID, code: str, now: datetime) -> InterviewView:
    """For the resident who prepares it, as long as no desk has it. InterviewNotFoundError, InterviewForgottenError."""
    row = get_row(municipality_id, interview_id, now)
    mine = row.state in {InterviewState.PREPARING, InterviewState.PREPARED}
    # A writing desk is shared: what was finished there is seen at the counter only.
    if not mine or row.code_hash != hash_secret(code) or _is_left_at_terminal(row):
        raise InterviewNotFoundError
    return view_of(row, now)


@dataclass(frozen=True, slots=True)
class Prepared:
    """That something was prepared, and nothing of what."""

    id: UUID
    package: str
    is_finished: bool


def find_prepared(*, municipality_id: UUID, visit_id: UUID, now: datetime) -> Prepared | None:
    """What lies prepared for a visit, the newest; a desk sees it only once the resident stands there."""
    rows = preparations(municipality_id, now).filter(visit_id=visit_id).order_by("-started_at", "-id")
    row = rows.first()
    return Prepared(row.pk, row.package, row.state == InterviewState.PREPARED) if row else None


def preparations(municipality_id: UUID, now: datetime) -> QuerySet[Interview]:
    """Those that belong to residents alone and are not forgotten."""
    return Interview.objects.filter(
        municipality_id=municipality_id,
        state__in=[InterviewState.PREPARING, InterviewState.PREPARED],
        wrapped__isnull=False,
        expires_at__gt=now,
    )


def find_by_screen(*, municipality_id: UUID, code: str, now: datetime) -> InterviewView | None:
    """What the second screen with this code shows; None where it shows nothing (any more)."""
    row = Interview.objects.filter(municipality_id=municipality_id, screen_hash=hash_secret(code)).first()
    if row is None or row.wrapped is None or row.expires_at <= now:
        return None
    return view_of(row, now)


def get_afterwards(*, municipality_id: UUID, code: str) -> Afterwards:
    """The page for home. InterviewNotFoundError."""
    rows = Interview.objects.filter(municipality_id=municipality_id, home_hash=hash_secret(code))
    return _afterwards(rows.first())


def get_afterwards_of(*, municipality_id: UUID, interview_id: UUID) -> Afterwards:
    """The same, for the desk that prints it. InterviewNotFoundError."""
    return _afterwards(Interview.objects.filter(municipality_id=municipality_id, pk=interview_id).first())


def list_outcomes(*, municipality_id: UUID, interview_id: UUID) -> Sequence[Outcome]:
    rows = InterviewCase.objects.filter(municipality_id=municipality_id, interview_id=interview_id)
    return [
        Outcome(one.procedure_code, one.section_id, one.case_id, one.receipt_number, one.row) for one in rows
    ]


def list_interviews(*, municipality_id: UUID, now: datetime) -> Sequence[InterviewLine]:
    """What lies at the desks and what was written at the writing desks, the newest first; at most 100."""
    rows = Interview.objects.filter(
        municipality_id=municipality_id, wrapped__isnull=False, expires_at__gt=now
    )
    waiting = rows.filter(state=InterviewState.PREPARED, origin=Origin.TERMINAL)
    both = (rows.filter(state__in=AT_DESK) | waiting).select_related("visit").order_by("-touched_at")
    return [_line(one) for one in both[:100]]


def get_row(municipality_id: UUID, interview_id: UUID, now: datetime) -> Interview:
    """InterviewNotFoundError, InterviewForgottenError (also from the moment it expires, whatever has been swept)."""
    row = Interview.objects.filter(municipality_id=municipality_id, pk=interview_id).first()
    if row is None:
        raise InterviewNotFoundError(interview_id=str(interview_id))
    if row.wrapped is None or row.expires_at <= now:
        raise InterviewForgottenError(interview_id=str(interview_id))
    return row


def view_of(row: Interview, now: datetime) -> InterviewView:
    contents = open_keys(row).unseal(row)
    talk = get_talk(
        municipality_id=row.municipality_id,
        package=row.package,
        on=japan_date(now),
        begun_with=contents.versions,
        left_out=frozenset(contents.left_out),
    )
    return InterviewView(
        id=row.pk,
        municipality_id=row.municipality_id,
        state=InterviewState(row.state),
        origin=Origin(row.origin),
        language=row.language,
        revision=row.revision,
        visit_id=row.visit_id,
        started_at=row.started_at,
        expires_at=row.expires_at,
        checked_how=row.checked_how,
        confirmed_at=row.confirmed_at,
        rating=row.rating,
        talk=talk,
        contents=contents,
    )


def _is_left_at_terminal(row: Interview) -> bool:
    return row.origin == Origin.TERMINAL and row.state == InterviewState.PREPARED


def _afterwards(row: Interview | None) -> Afterwards:
    if row is None or row.confirmed_at is None:
        raise InterviewNotFoundError
    package = get_package(municipality_id=row.municipality_id, code=row.package)
    return Afterwards(
        municipality_id=row.municipality_id,
        interview_id=row.pk,
        package=row.package,
        language=row.language,
        confirmed_at=row.confirmed_at,
        outcomes=list_outcomes(municipality_id=row.municipality_id, interview_id=row.pk),
        remaining=[one for one in package.remaining if one.code in row.remaining],
        rating=row.rating,
    )


def _line(row: Interview) -> InterviewLine:
    return InterviewLine(
        row.pk,
        row.package,
        InterviewState(row.state),
        Origin(row.origin),
        row.visit.ticket if row.visit else "",
        row.started_at,
        row.touched_at,
        row.was_open_at_closing,
    )
