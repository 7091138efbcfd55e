"""The second screen, turned to the resident: large type, what was understood, and one button to say that it is right."""

from __future__ import annotations

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date, read_clock
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.visits.commands.interviews.checking import confirm_on_screen, reopen_interview
from shirube.visits.commands.interviews.moving import InterviewMovedError
from shirube.visits.commands.interviews.rating import rate_visit
from shirube.visits.domain.interview.codes import read_code
from shirube.visits.domain.interview.states import InterviewState
from shirube.visits.queries.interviews.reading import InterviewView, find_by_screen, get_afterwards_of
from shirube.visits.web.interviews.afterwards import after_page, read_rating


@access(Access.PUBLIC)
@require_safe
def door(request: HttpRequest) -> HttpResponse:
    """Where the code from the tablet is typed."""
    typed = request.GET.get("code", "")
    read = read_code(typed)
    if read is not None:
        return redirect("interviews:screen", read[1])
    return page(
        request, "visits/interviews/screen_door.html", {"is_wrong": bool(typed)}, status=422 if typed else 200
    )


@access(Access.PUBLIC)
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """What the resident sees; nothing where the code is over."""
    found = _find(request, code)
    if request.method == "POST" and found is not None:
        try:
            _act(request, found)
        except DomainError as error:
            messages.error(request, sentence_for(error))
        return redirect("interviews:screen", code)
    return _answer(request, found, code, "visits/interviews/screen.html")


@access(Access.PUBLIC)
@require_safe
def watch(request: HttpRequest, code: str) -> HttpResponse:
    """The part that changes by itself."""
    return _answer(request, _find(request, code), code, "visits/interviews/_screen.html")


def _find(request: HttpRequest, code: str) -> InterviewView | None:
    read = read_code(code)
    municipality_id = cast("Any", request).municipality.id
    return read and find_by_screen(municipality_id=municipality_id, code=read[1], now=read_clock())


def _act(request: HttpRequest, found: InterviewView) -> None:
    now = read_clock()
    if "rating" in request.POST:
        rate_visit(municipality_id=found.municipality_id, interview_id=found.id, rating=read_rating(request))
        return
    # Danger: what is confirmed must be what was on this screen.
    if request.POST.get("_revision") != str(found.revision):
        raise InterviewMovedError(interview_id=str(found.id))
    if "confirm" in request.POST:
        confirm_on_screen(interview=found, now=now)
    elif "mend" in request.POST:
        reopen_interview(interview=found, actor=f"visits.screen:{found.id}", now=now)


def _answer(request: HttpRequest, found: InterviewView | None, code: str, template: str) -> HttpResponse:
    language = found.language if found and found.language in dict(settings.LANGUAGES) else "ja"
    with override(language):
        context = {
            "code": code,
            "lang": "en" if language == "en" else "ja",
            "state": found.state.value if found else "over",
            "revision": found.revision if found else 0,
            "sections": _sections(found, language),
            "title": found.talk.package.title.in_language(language) if found else _("確認の画面"),
            "after": _after(found, language),
        }
        response = page(request, template, context, status=200 if found else 404)
    add_never_cache_headers(response)
    return response


def _sections(found: InterviewView | None, language: str) -> list[forms.SummarySection]:
    """Everything, once the clerk has asked for the check; before that the screen shows no answers."""
    if found is None or found.state not in {InterviewState.CHECKING, InterviewState.CHECKED}:
        return []
    today = japan_date(read_clock())
    return forms.summarise(found.talk.form, dict(found.answers), language=language, today=today)


def _after(found: InterviewView | None, language: str) -> Any:
    if found is None or found.state != InterviewState.CONFIRMED:
        return None
    after = get_afterwards_of(municipality_id=found.municipality_id, interview_id=found.id)
    return after_page(after, language=language, code=found.contents.home_code)
