"""Answers come in: typed at the desk, written at home, or read from a card."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from shirube.accounts.interface import Actor
from shirube.forms import interface as forms
from shirube.kernel.transactions import command
from shirube.visits.commands.guards import require_counter
from shirube.visits.commands.interviews.moving import lasts_until, move_interview, note
from shirube.visits.domain.interview.states import InterviewState, Source
from shirube.visits.queries.interviews.reading import InterviewView
from shirube.visits.registry import Reading

WRITABLE = (InterviewState.OPEN, InterviewState.PREPARING)


@command
def save_answers(*, interview: InterviewView, bound: forms.Bound, now: datetime) -> int:
    """Keep a step as it was bound, valid or not; the new revision. What changed is marked as typed (at home: prefilled).

    InterviewMovedError where it is being checked, or somebody else has saved meanwhile.
    """
    is_desk = interview.state == InterviewState.OPEN
    source = Source.TYPED if is_desk else Source.PREFILLED
    answers, numbers = forms.split_secret(interview.talk.form, dict(bound.answers))
    sources = _sources(interview, answers, source)
    contents = interview.contents.changed(answers=answers, typed=dict(bound.typed), sources=sources)
    return move_interview(
        interview=interview,
        seen_in=WRITABLE,
        contents=contents,
        numbers=numbers,
        now=now,
        # Prepared for a day far ahead, it is kept until then.
        expires_at=max(interview.expires_at, lasts_until(interview.origin, interview.state, now)),
    )


@command
def take_reading(*, interview: InterviewView, reading: Reading, actor: Actor, now: datetime) -> list[str]:
    """Put what a card or licence says where nothing stands yet, marked as read; the keys that were filled.

    What was typed is never replaced: the two may differ, and people decide. InterviewMovedError, NotCounterStaffError.
    """
    require_counter(actor)
    form = interview.talk.form
    offered = forms.offer_known(form, dict(interview.answers), reading.facts)
    fitting = {key: value for key, value in offered.items() if key not in interview.contents.typed}
    sources = {**interview.contents.sources, **dict.fromkeys(fitting, reading.source.value)}
    contents = interview.contents.changed(answers={**interview.answers, **fitting}, sources=sources)
    move_interview(interview=interview, seen_in=[InterviewState.OPEN], contents=contents, now=now)
    note(
        interview.municipality_id,
        "interview_card_read",
        interview.id,
        actor.log_name,
        now,
        source=reading.source.value,
        filled=len(fitting),
    )
    return list(fitting)


@command
def leave_out(
    *, interview: InterviewView, procedure: str, is_left_out: bool, actor: Actor, now: datetime
) -> None:
    """A procedure is not handed in today (or is, after all). InterviewMovedError, NotCounterStaffError."""
    require_counter(actor)
    kept = [one for one in interview.contents.left_out if one != procedure]
    left_out = (*kept, procedure) if is_left_out else tuple(kept)
    contents = interview.contents.changed(left_out=left_out)
    move_interview(interview=interview, seen_in=[InterviewState.OPEN], contents=contents, now=now)


def _sources(interview: InterviewView, answers: Mapping[str, Any], source: Source) -> dict[str, str]:
    before = interview.answers
    kept = {key: value for key, value in interview.contents.sources.items() if key in answers}
    changed = [key for key, value in answers.items() if before.get(key) != value]
    return {**kept, **dict.fromkeys(changed, source.value)}
