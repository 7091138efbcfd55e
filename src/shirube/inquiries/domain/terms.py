"""The words of an inquiry: its states, those of a section's answer, who sees whose answer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from enum import StrEnum


class InquiryState(StrEnum):
    """WAITING lies with the chief of the asking section."""

    DRAFT = "draft"
    WAITING = "waiting"
    SENT = "sent"
    CLOSED = "closed"


class AnswerState(StrEnum):
    """Where a section stands. APPROVING lies with its chief; MERGED: the section that followed it answers for both."""

    UNOPENED = "unopened"
    OPENED = "opened"
    ANSWERING = "answering"
    APPROVING = "approving"
    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    MERGED = "merged"


class Visibility(StrEnum):
    """When a section may read the answers of the others."""

    OFF = "off"
    AFTER_ANSWERING = "after_answering"
    ALWAYS = "always"


# In these nothing more is awaited from the section.
SETTLED = frozenset({AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE, AnswerState.MERGED})
# Counted as an answer. MERGED is not: what it owed, its successor owes.
GIVEN = frozenset({AnswerState.ANSWERED, AnswerState.NOT_APPLICABLE})
# A draft may be written in these.
WRITABLE = frozenset({AnswerState.UNOPENED, AnswerState.OPENED, AnswerState.ANSWERING})


def is_overdue(state: AnswerState, due_on: date, on: date) -> bool:
    """Whether an answer is still awaited after its day; on the day itself it is not late."""
    return state not in SETTLED and on > due_on


def can_see_others(visibility: Visibility, state: AnswerState) -> bool:
    if visibility is Visibility.ALWAYS:
        return True
    return visibility is Visibility.AFTER_ANSWERING and state in GIVEN


def is_reminder_day(due_on: date, on: date, before: Collection[date]) -> bool:
    """`before` are the days on which the deadline is announced; after it every third day asks again, for a month."""
    days = (on - due_on).days
    return on in before or (0 < days <= 30 and days % 3 == 1)
