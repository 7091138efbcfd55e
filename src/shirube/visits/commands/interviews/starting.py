"""An interview begins: at a desk, at home, at a writing desk; and what was prepared comes to a desk."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.files import interface as files
from shirube.jobs import interface as jobs
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.ids import new_id
from shirube.kernel.receipts import hash_secret, new_code
from shirube.kernel.transactions import command, step
from shirube.organizations import interface as organizations
from shirube.visits.commands.guards import require_counter
from shirube.visits.commands.interviews.moving import lasts_until, move_interview, note
from shirube.visits.domain.interview.codes import read_code
from shirube.visits.domain.interview.states import (
    DESK_KEPT,
    TERMINAL_WAITS,
    InterviewState,
    Origin,
)
from shirube.visits.models import Interview, Visit
from shirube.visits.queries.interviews.packages import get_package
from shirube.visits.queries.interviews.reading import (
    InterviewNotFoundError,
    InterviewView,
    get_row,
    preparations,
    view_of,
)
from shirube.visits.queries.interviews.sealing import KEY, SECRET_KEY, Contents, Keys
from shirube.visits.queries.interviews.talks import get_talk

# Orders the forgetting at the minute; the task stands above commands.
FORGET_TASK = "shirube.visits.tasks.forget_one"


class CodeOfElsewhereError(InvalidInputError):
    """The code was made by another municipality."""

    code = "visits.code_of_elsewhere"


class UnknownCodeError(InvalidInputError):
    """The text is no code of a preparation, or the preparation is gone."""

    code = "visits.unknown_code"


@dataclass(frozen=True, slots=True)
class Started:
    """`code` opens a preparation; an interview at a desk has none."""

    interview_id: UUID
    code: str = field(default="", repr=False)


@command
def start_interview(
    *,
    municipality_id: UUID,
    package: str,
    language: str,
    actor: Actor,
    now: datetime,
    visit_id: UUID | None = None,
) -> Started:
    """A desk begins to ask. PackageNotFoundError, NotCounterStaffError, InterviewNotFoundError (no such visit)."""
    require_counter(actor)
    _require_visit(municipality_id, visit_id)
    row = open_new(
        municipality_id=municipality_id,
        package=package,
        language=language,
        visit_id=visit_id,
        actor=actor,
        now=now,
    )
    return Started(row.pk)


@command
def start_preparation(
    *,
    municipality_id: UUID,
    package: str,
    origin: Origin,
    language: str,
    now: datetime,
    visit_id: UUID | None = None,
) -> Started:
    """A resident begins alone, at home or at a writing desk; for a visit that is expected, its code is the one to bring.

    PackageNotFoundError, InterviewNotFoundError (no such visit).
    """
    visit = _require_visit(municipality_id, visit_id)
    row = _found(municipality_id, package, origin, InterviewState.PREPARING, language, "", now)
    if visit is not None:
        row.visit_id, row.expires_at = visit.pk, kept_for_visit(row.expires_at, visit)
    code = new_code()
    row.code_hash = hash_secret(code)
    _seal(row, Contents(code=code, versions=_forms_of_today(row, now)), now)
    row.save(force_insert=True)
    if origin == Origin.TERMINAL:
        order_forgetting(municipality_id=municipality_id, interview_id=row.pk, at=row.expires_at)
    return Started(row.pk, code)


@command
def finish_preparation(*, interview: InterviewView, now: datetime) -> None:
    """The resident has written what they wanted; the code brings it to a desk. InterviewMovedError."""
    is_terminal = interview.origin == Origin.TERMINAL
    until = now + TERMINAL_WAITS if is_terminal else interview.expires_at
    move_interview(
        interview=interview,
        seen_in=[InterviewState.PREPARING],
        contents=interview.contents,
        now=now,
        state=InterviewState.PREPARED,
        expires_at=until,
    )


@command
def reopen_preparation(*, interview: InterviewView, now: datetime) -> None:
    """Back to writing, at home only. InterviewMovedError."""
    move_interview(
        interview=interview,
        seen_in=[InterviewState.PREPARED],
        contents=interview.contents,
        now=now,
        state=InterviewState.PREPARING,
        expires_at=max(interview.expires_at, lasts_until(interview.origin, InterviewState.PREPARING, now)),
    )


@command
def take_over(
    *, municipality_id: UUID, typed: str, actor: Actor, now: datetime, visit_id: UUID | None = None
) -> UUID:
    """A desk goes on with what a resident prepared. `typed` is what was scanned or typed in.

    The second desk with the same code comes to the same interview. CodeOfElsewhereError, UnknownCodeError,
    NotCounterStaffError.
    """
    require_counter(actor)
    _require_visit(municipality_id, visit_id)
    row = row_of_code(municipality_id, typed)
    if open_prepared(row, visit_id=visit_id, actor=actor, now=now):
        return row.pk
    try:
        return view_of(get_row(municipality_id, row.pk, now), now).id
    except InterviewNotFoundError as error:
        raise UnknownCodeError from error


@step
def order_forgetting(*, municipality_id: UUID, interview_id: UUID, at: datetime) -> None:
    """Have the keys destroyed at the minute, whatever the browser does."""
    jobs.enqueue(FORGET_TASK, municipality_id=municipality_id, run_after=at, interview_id=str(interview_id))


@step
def open_prepared(row: Interview, *, visit_id: UUID | None, actor: Actor, now: datetime) -> bool:
    """What was prepared lies at the desk from now on. False where it does already, or has been forgotten."""
    visit = {} if visit_id is None else {"visit_id": visit_id}
    if (
        not preparations(row.municipality_id, now)
        .filter(pk=row.pk)
        .update(
            state=InterviewState.OPEN,
            started_by=actor.log_name,
            touched_at=now,
            expires_at=now + DESK_KEPT,
            **visit,
        )
    ):
        return False
    note(row.municipality_id, "interview_taken_over", row.pk, actor.log_name, now, package=row.package)
    return True


@step
def open_new(
    *, municipality_id: UUID, package: str, language: str, visit_id: UUID | None, actor: Actor, now: datetime
) -> Interview:
    """An empty interview at a desk. PackageNotFoundError."""
    row = _found(municipality_id, package, Origin.DESK, InterviewState.OPEN, language, actor.log_name, now)
    row.visit_id = visit_id
    _seal(row, Contents(versions=_forms_of_today(row, now)), now)
    row.save(force_insert=True)
    note(municipality_id, "interview_started", row.pk, actor.log_name, now, package=package)
    return row


def row_of_code(municipality_id: UUID, typed: str) -> Interview:
    read = read_code(typed)
    if read is None:
        raise UnknownCodeError
    city, code = read
    if city and city != organizations.get_municipality(municipality_id).code:
        raise CodeOfElsewhereError(city=city)
    row = Interview.objects.filter(municipality_id=municipality_id, code_hash=hash_secret(code)).first()
    if row is None or row.wrapped is None:
        raise UnknownCodeError
    return row


def kept_for_visit(until: datetime, visit: Visit) -> datetime:
    """What was prepared is there on the day itself, however far ahead it was reserved."""
    return max(until, visit.reserved_for + DESK_KEPT) if visit.reserved_for else until


def _require_visit(municipality_id: UUID, visit_id: UUID | None) -> Visit | None:
    if visit_id is None:
        return None
    found = Visit.objects.filter(municipality_id=municipality_id, pk=visit_id).first()
    if found is None:
        raise InterviewNotFoundError
    return found


def _found(
    municipality_id: UUID,
    package: str,
    origin: Origin,
    state: InterviewState,
    language: str,
    by: str,
    now: datetime,
) -> Interview:
    found = get_package(municipality_id=municipality_id, code=package)
    return Interview(
        id=new_id(),
        municipality_id=municipality_id,
        package=found.code,
        origin=origin,
        state=state,
        language=language,
        started_by=by,
        started_at=now,
        touched_at=now,
        expires_at=lasts_until(origin, state, now),
    )


def _forms_of_today(row: Interview, now: datetime) -> dict[str, str]:
    """What the conversation asks from, until somebody moves it on (`renew_forms`)."""
    talk = get_talk(municipality_id=row.municipality_id, package=row.package, on=japan_date(now))
    return talk.versions


def _seal(row: Interview, contents: Contents, now: datetime) -> None:
    """New keys, wrapped by the municipality's, and the first contents under them."""
    keyring = files.ensure_keyring(municipality_id=row.municipality_id, now=now)
    keys = Keys(row.pk, files.new_key(), files.new_key())
    row.wrapped = keyring.wrap(keys.key, place=f"{KEY}:{row.pk}")
    row.wrapped_secret = keyring.wrap(keys.secret_key, place=f"{SECRET_KEY}:{row.pk}")
    row.content = keys.seal(contents)
