"""The resident checks what was understood: on the second screen in large type, or read out at the desk."""

from __future__ import annotations

from datetime import datetime

from shirube.accounts.interface import Actor
from shirube.kernel.receipts import hash_secret, new_code
from shirube.kernel.transactions import command
from shirube.visits.commands.guards import require_counter
from shirube.visits.commands.interviews.moving import move_interview, note
from shirube.visits.domain.interview.states import AT_DESK, InterviewState
from shirube.visits.queries.interviews.reading import InterviewView

ON_SCREEN, SPOKEN = "screen", "spoken"


@command
def pair_screen(*, interview: InterviewView, actor: Actor, now: datetime) -> str:
    """A code for the second screen; a newer one ends the one before. InterviewMovedError, NotCounterStaffError."""
    require_counter(actor)
    code = new_code()
    move_interview(
        interview=interview,
        seen_in=AT_DESK,
        contents=interview.contents.changed(screen_code=code),
        now=now,
        screen_hash=hash_secret(code),
    )
    return code


@command
def ask_check(*, interview: InterviewView, actor: Actor, now: datetime) -> None:
    """Show the resident everything; until they answer, nothing is changed. InterviewMovedError, NotCounterStaffError."""
    require_counter(actor)
    move_interview(
        interview=interview,
        seen_in=[InterviewState.OPEN],
        contents=interview.contents,
        now=now,
        state=InterviewState.CHECKING,
    )


@command
def confirm_on_screen(*, interview: InterviewView, now: datetime) -> None:
    """The resident says that it is right, on exactly what their screen showed. InterviewMovedError."""
    _check(interview, ON_SCREEN, f"visits.screen:{interview.id}", now)


@command
def confirm_spoken(*, interview: InterviewView, actor: Actor, now: datetime) -> None:
    """It was read out, and the resident said that it is right. InterviewMovedError, NotCounterStaffError."""
    require_counter(actor)
    _check(interview, SPOKEN, actor.log_name, now)


@command
def reopen_interview(*, interview: InterviewView, actor: str, now: datetime) -> None:
    """Something is to be changed: the resident or the clerk says so. InterviewMovedError."""
    move_interview(
        interview=interview,
        seen_in=[InterviewState.CHECKING, InterviewState.CHECKED],
        contents=interview.contents,
        now=now,
        state=InterviewState.OPEN,
        checked_at=None,
        checked_how="",
    )
    note(interview.municipality_id, "interview_reopened", interview.id, actor, now)


def _check(interview: InterviewView, how: str, actor: str, now: datetime) -> None:
    move_interview(
        interview=interview,
        seen_in=[InterviewState.CHECKING],
        contents=interview.contents,
        now=now,
        state=InterviewState.CHECKED,
        checked_at=now,
        checked_how=how,
    )
    note(interview.municipality_id, "interview_checked", interview.id, actor, now, how=how)
