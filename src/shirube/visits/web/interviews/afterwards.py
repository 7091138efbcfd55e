"""After the visit: what was handed in, what is left to do, and one tap on how it was. No name, no answer stands here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shirube.kernel.clock import japan_date
from shirube.organizations import interface as organizations
from shirube.procedures import interface as procedures
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.visits.commands.interviews.rating import rate_visit
from shirube.visits.domain.interview.codes import read_code, shown_code
from shirube.visits.queries.interviews.packages import get_package
from shirube.visits.queries.interviews.reading import (
    Afterwards,
    InterviewNotFoundError,
    Outcome,
    get_afterwards,
)


@dataclass(frozen=True, slots=True)
class HandedIn:
    procedure_code: str
    name: str
    section: str
    receipt_number: str
    row: str


@dataclass(frozen=True, slots=True)
class ToDo:
    title: str
    place: str
    deadline: str


@dataclass(frozen=True, slots=True)
class AfterPage:
    title: str
    confirmed_at: datetime
    outcomes: Sequence[HandedIn]
    to_do: Sequence[ToDo]
    code: str
    shown_code: str
    rating: int | None


def after_page(after: Afterwards, *, language: str, code: str) -> AfterPage:
    """The page in words. Cost: one query for the sections, and the remembered catalogue."""
    municipality_id = after.municipality_id
    names = {one.code: one.short for one in procedures.list_procedures(municipality_id=municipality_id)}
    on = japan_date(after.confirmed_at)
    sections = {
        one.id: one.name for one in organizations.list_sections(municipality_id=municipality_id, on=on)
    }
    words = {code: known.in_language(language) for code, known in names.items()}
    outcomes = [
        HandedIn(one.procedure_code, name, sections.get(one.section_id, ""), one.receipt_number, one.row)
        for one, name in _named(after.outcomes, words)
    ]
    to_do = [
        ToDo(
            one.title.in_language(language),
            one.place.in_language(language),
            one.deadline.in_language(language),
        )
        for one in after.remaining
    ]
    title = get_package(municipality_id=municipality_id, code=after.package).title.in_language(language)
    return AfterPage(title, after.confirmed_at, outcomes, to_do, code, shown_code(code), after.rating)


def _named(outcomes: Sequence[Outcome], words: Mapping[str, str]) -> Iterator[tuple[Outcome, str]]:
    """With the procedure's name; the applications of several people are numbered, because no name stands here."""
    counts = Counter(one.procedure_code for one in outcomes)
    seen: Counter[str] = Counter()
    for one in outcomes:
        code = one.procedure_code
        seen[code] += 1
        name = words.get(code, code)
        yield one, f"{name}（{seen[code]}）" if counts[code] > 1 else name


@access(Access.PUBLIC)
def after(request: HttpRequest, code: str) -> HttpResponse:
    """The page that the code of the paper opens at home."""
    place = cast("Any", request)
    read = read_code(code)
    if read is None:
        raise InterviewNotFoundError
    found = get_afterwards(municipality_id=place.municipality.id, code=read[1])
    if request.method == "POST":
        rate_visit(
            municipality_id=place.municipality.id,
            interview_id=found.interview_id,
            rating=read_rating(request),
        )
        messages.success(request, _("ありがとうございました。"))
        return redirect("interviews:after", read[1])
    shown = after_page(found, language=place.language.code, code=read[1])
    return page(request, "visits/interviews/after.html", {"after": shown})


def read_rating(request: HttpRequest) -> int:
    """What was tapped; 0 is none of the buttons."""
    typed = request.POST.get("rating", "")
    return int(typed) if typed in {"1", "2", "3"} else 0
