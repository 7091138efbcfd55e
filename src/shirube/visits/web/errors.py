"""Broken rules told to residents: moments in their own words, never in those of a machine."""

from __future__ import annotations

from datetime import date

from shirube.kernel.calendar import format_date
from shirube.kernel.errors import DomainError
from shirube.ui.sentences import sentence_for
from shirube.visits.commands.arriving import WrongDayError


def say_error(error: DomainError, language: str) -> str:
    """The sentence of the error in the language in force."""
    if isinstance(error, WrongDayError):
        error = WrongDayError(day=format_date(date.fromisoformat(str(error.facts["day"])), language))
    return sentence_for(error)
