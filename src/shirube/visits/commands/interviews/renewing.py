"""A form was published anew while a conversation was open: it goes on in the form of the day when somebody says so."""

from __future__ import annotations

from datetime import datetime

from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.transactions import command
from shirube.visits.commands.interviews.answering import WRITABLE
from shirube.visits.commands.interviews.moving import move_interview, note
from shirube.visits.queries.interviews.reading import InterviewView
from shirube.visits.queries.interviews.renewal import carry_into_today


@command
def renew_forms(*, interview: InterviewView, actor: str, now: datetime) -> forms.CarriedOver:
    """Ask from the forms of the day; all answers that still fit are kept, what was lost is told.

    InterviewMovedError where it is being checked, or somebody else has saved meanwhile.
    """
    talk, carried = carry_into_today(interview, japan_date(now))
    lost = {one.path for one in carried.lost}
    before = interview.contents
    contents = before.changed(
        answers=carried.answers,
        typed={path: inputs for path, inputs in before.typed.items() if path not in lost},
        sources={key: one for key, one in before.sources.items() if key in carried.answers},
        versions={**before.versions, **talk.versions},
    )
    move_interview(interview=interview, seen_in=WRITABLE, contents=contents, now=now)
    note(interview.municipality_id, "interview_renewed", interview.id, actor, now, lost=len(lost))
    return carried
