"""What is said beside a question: what is wrong with it, and what could be said more plainly."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.forms.domain.editing import find_spot, find_step, iterate_spots, japanese, path_of
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
    problems = (
        Remark(describe_problem(one), is_error=True) for one in bench.problems_by_place.get(place, [])
    )
    notes = (Remark(lint_sentence(one), is_error=False) for one in bench.notes_by_place.get(place, []))
    return (*problems, *notes)


@dataclass(frozen=True, slots=True)
class Finding:
    """All that is to be said about one place, with the way to it."""

    label: str
    url: str
    items: tuple[Remark, ...]


def all_remarks(bench: Bench) -> list[Finding]:
    """Faults first, then advice, in reading order within each."""
    findings = [_finding(bench, place) for place in _places(bench)]
    return sorted(findings, key=lambda one: not any(item.is_error for item in one.items))


def _places(bench: Bench) -> list[str]:
    there = [""]
    for step in bench.steps:
        there.append(f"step:{step.get('code')}")
        there += [path_of(spot) for spot in iterate_spots({"steps": [step]})]
    return [one for one in there if remarks_at(bench, one)]


def _finding(bench: Bench, place: str) -> Finding:
    items = remarks_at(bench, place)
    if not place:
        return Finding(_("フォーム全体"), reverse("forms:settings", args=[bench.code]), items)
    if place.startswith("step:"):
        code = place.removeprefix("step:")
        title = japanese(find_step(bench.content, code).get("title"))
        return Finding(title, reverse("forms:outline", args=[bench.code]) + f"#page-{code}", items)
    label = japanese(find_spot(bench.content, place).field.get("label"))
    return Finding(label, reverse("forms:field", args=[bench.code, place]), items)
