"""A problem in words that say what to do."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shirube.forms.domain.definition import Form
from shirube.forms.domain.problems import Problem
from shirube.forms.domain.wording.parts import part_words
from shirube.forms.domain.wording.problems import SENTENCES
from shirube.kernel.calendar import format_date

_DATES = frozenset({"first", "last"})
_CHOSEN = frozenset({"choice", "choices", "yes_no"})


def problem_sentence(problem: Problem, form: Form, language: str) -> str:
    """What is to be done, for a reader of the language. The author's own message where it is the author's check."""
    field = form.find_field(problem.path)
    kind = getattr(field, "type", "")
    if problem.code == "check" and field is not None:
        place = problem.facts.get("check")
        return field.checks[place if isinstance(place, int) else 0].message.in_language(language)
    parts = (
        part_words(problem.parts, language, of_account=kind == "bank_account")
        if "" not in problem.parts
        else ""
    )
    return SENTENCES[_code(problem, kind)](language, parts=parts, **_shown(problem.facts, language))


def _code(problem: Problem, kind: str) -> str:
    soft = f"{problem.code}_soft"
    if problem.severity == "warning" and soft in SENTENCES:
        return soft
    return "choice_missing" if problem.code == "missing" and kind in _CHOSEN else problem.code


def _shown(facts: Mapping[str, object], language: str) -> dict[str, str]:
    return {name: _value(name, value, language) for name, value in facts.items()}


def _value(name: str, value: object, language: str) -> str:
    if name in _DATES and isinstance(value, str):
        return format_date(date.fromisoformat(value), language)
    if isinstance(value, int | float):
        return f"{value:,}"
    return str(value)
