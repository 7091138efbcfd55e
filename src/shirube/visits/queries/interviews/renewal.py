"""What becomes of a conversation when it goes on in the forms of the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from shirube.forms import interface as forms
from shirube.visits.queries.interviews.reading import InterviewView
from shirube.visits.queries.interviews.talks import Talk, get_talk


@dataclass(frozen=True, slots=True)
class Renewal:
    """To be told before somebody says yes: whose form is a new one, the new questions, and answers without a place in it."""

    procedures: Sequence[str]
    added: Sequence[str]
    lost: Sequence[forms.Loss] = field(repr=False)


def find_renewal(interview: InterviewView, *, language: str, today: date) -> Renewal | None:
    """None where the conversation asks from the forms of the day."""
    outdated = interview.talk.outdated
    if not outdated:
        return None
    talk, carried = carry_into_today(interview, today, language)
    return Renewal(
        [one.name.in_language(language) for one in outdated],
        [talk.form.by_key[key].label.in_language(language) for key in carried.added],
        carried.lost,
    )


def carry_into_today(
    interview: InterviewView, today: date, language: str = "ja"
) -> tuple[Talk, forms.CarriedOver]:
    """The same package in the forms of the day, and the answers in it."""
    talk = get_talk(
        municipality_id=interview.municipality_id,
        package=interview.talk.package.code,
        on=today,
        left_out=interview.contents.left_out,
    )
    return talk, forms.carry_over(interview.talk.form, talk.form, dict(interview.answers), language=language)
