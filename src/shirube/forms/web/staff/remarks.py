"""What is said beside a question: what is wrong with it, and what could be said more plainly."""

from __future__ import annotations

from dataclasses import dataclass

from shirube.forms.web.staff.desk import Bench
from shirube.forms.web.staff.lint_words import lint_sentence
from shirube.ui.pack_problems import describe_problem


@dataclass(frozen=True, slots=True)
class Remark:
    """`is_error`: the form cannot be published before this is mended."""

    text: str
    is_error: bool


def remarks_at(bench: Bench, place: str) -> tuple[Remark, ...]:
    """The remarks of a field (its path), a step ("step:<code>") or the form itself ("")."""
    problems = (Remark(describe_problem(one), is_error=True) for one in bench.problems_by_place.get(place, []))
    notes = (
        Remark(lint_sentence(one), is_error=one.severity == "error")
        for one in bench.notes_by_place.get(place, [])
    )
    return (*problems, *notes)


def count_errors(bench: Bench) -> int:
    return len(bench.problems)
