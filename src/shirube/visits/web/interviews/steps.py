"""A step of the conversation, the same at the desk, at home and at the writing desk: drawn, kept, left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse

from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import DomainError, NotFoundError
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.visits.commands.interviews.answering import save_answers
from shirube.visits.queries.interviews.reading import InterviewView

BACK, PAUSE, ACCEPT = "_back", "_pause", "_accept_warnings"


class StepNotFoundError(NotFoundError):
    """The conversation has no such step, or the answers given so far leave it out."""

    code = "visits.talk_step_not_found"


@dataclass(frozen=True, slots=True)
class Place:
    """A step of an interview. `address` makes the address of a step from its code, of "" the one after the last."""

    interview: InterviewView
    step_code: str
    language: str
    now: datetime
    address: Callable[[str], str]

    @property
    def form(self) -> forms.Form:
        return self.interview.talk.form

    @property
    def today(self) -> date:
        return japan_date(self.now)

    @property
    def answers(self) -> dict[str, Any]:
        return dict(self.interview.answers)

    def codes(self, answers: dict[str, Any] | None = None) -> list[str]:
        """The steps that are asked for with these answers."""
        given = self.answers if answers is None else answers
        # A city's own question may hang on what the package has settled: a page on which nothing is asked is not turned.
        return [
            one.code
            for one in forms.list_visible_steps(self.form, given, today=self.today)
            if forms.list_visible_fields(self.form, one.code, given, today=self.today)
        ]


def require_step(place: Place) -> Place:
    """StepNotFoundError where the conversation has no such step."""
    if place.form.find_step(place.step_code) is None:
        raise StepNotFoundError(step=place.step_code)
    return place


def bind(request: HttpRequest, place: Place, *, partial: bool) -> forms.Bound:
    return forms.bind_step(
        place.form,
        place.step_code,
        dict(request.POST.lists()),
        place.answers,
        today=place.today,
        typed=dict(place.interview.contents.typed),
        partial=partial,
    )


def draw(place: Place, bound: forms.Bound | None = None) -> forms.StepView:
    """The step as it was bound, or as it lies."""
    there = bound or forms.Bound(place.answers, dict(place.interview.contents.typed))
    return forms.present_step(place.form, place.step_code, there, language=place.language, today=place.today)


def keep_and_go_on(request: HttpRequest, place: Place) -> tuple[forms.Bound, str]:
    """Keep what was posted, valid or not; the address to go to, empty where the step is to be shown again."""
    leaves = BACK in request.POST or PAUSE in request.POST
    bound = bind(request, place, partial=leaves)
    save_answers(interview=place.interview, bound=bound, now=place.now)
    codes = place.codes(dict(bound.answers))
    at = codes.index(place.step_code) if place.step_code in codes else 0
    if PAUSE in request.POST:
        return bound, place.address("")
    if BACK in request.POST:
        return bound, place.address(codes[max(0, at - 1)])
    accepted = ACCEPT in request.POST
    stays = bound.asked is not None or any(one.severity == "error" or not accepted for one in bound.problems)
    later = codes[at + 1] if at + 1 < len(codes) else ""
    return bound, "" if stays else place.address(later)


def answer_live(request: HttpRequest, place: Place, live_url: str) -> HttpResponse:
    """What the page must exchange after a change; nothing is kept by asking."""
    bound = bind(request, place, partial=True)
    context = {
        "step": draw(place, bound),
        "shown": request.POST.getlist("_shown"),
        "asked": bound.asked,
        "live_url": live_url,
    }
    return page(request, "forms/_live.html", context)


def answer_autosave(request: HttpRequest, place: Place) -> JsonResponse:
    """Keep what is typed, valid or not."""
    try:
        revision = save_answers(
            interview=place.interview, bound=bind(request, place, partial=True), now=place.now
        )
    except DomainError as error:
        return JsonResponse({"message": sentence_for(error)}, status=409)
    return JsonResponse({"revision": revision, "saved_at": place.now.isoformat()})
