"""Before the visit: at home, or at the writing desk in the hall, which forgets everything after three minutes.

The code of a preparation lies in a sealed cookie of this browser, never in an address: on a shared terminal the history
opens nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date, read_clock
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.visits.commands.interviews.forgetting import throw_away
from shirube.visits.commands.interviews.starting import (
    finish_preparation,
    reopen_preparation,
    start_preparation,
)
from shirube.visits.domain.interview.codes import carried_code, shown_code
from shirube.visits.domain.interview.packages import Package
from shirube.visits.domain.interview.states import TERMINAL_FORGETS, InterviewState, Origin
from shirube.visits.queries.interviews.packages import get_package, list_packages, received_codes
from shirube.visits.queries.interviews.reading import InterviewView, get_preparation
from shirube.visits.web.interviews import steps
from shirube.visits.web.interviews.words import draw_qr

_SALT = "visits.preparation"
# The page of the code at a writing desk is for copying down twelve characters.
CODE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the resident at this browser, and the moment, read once."""

    municipality_id: UUID
    city_code: str
    language: str
    now: datetime


@access(Access.PUBLIC)
@require_safe
def packages(request: HttpRequest) -> HttpResponse:
    """What can be done at one counter."""
    writer = _writer(request)
    found = list_packages(municipality_id=writer.municipality_id)
    links = [
        {
            "label": one.title.in_language(writer.language),
            "note": one.summary.in_language(writer.language),
            "url": reverse("interviews:prepare", args=[one.code]),
        }
        for one in found
    ]
    return page(request, "visits/interviews/packages.html", {"links": links})


@access(Access.PUBLIC)
def prepare(request: HttpRequest, package: str) -> HttpResponse:
    """At home: what it is about, what to bring, and the first question."""
    return _begin(request, package, Origin.HOME)


@access(Access.PUBLIC)
def terminal(request: HttpRequest, package: str) -> HttpResponse:
    """At the writing desk (記載台)."""
    return _begin(request, package, Origin.TERMINAL)


@access(Access.PUBLIC)
def step(request: HttpRequest, interview_id: UUID, step_code: str) -> HttpResponse:
    place = _place(request, interview_id, step_code)
    if place.interview.state == InterviewState.PREPARED:
        return redirect("interviews:prepared", interview_id)
    if request.method == "POST":
        bound, onward = steps.keep_and_go_on(request, place)
        if onward:
            return _private(redirect(onward), place.interview)
        place = _place(request, interview_id, step_code)
        return _show_step(request, place, steps.draw(place, bound))
    return _show_step(request, place, steps.draw(place))


@access(Access.PUBLIC)
@require_POST
def live(request: HttpRequest, interview_id: UUID, step_code: str) -> HttpResponse:
    place = _place(request, interview_id, step_code)
    return steps.answer_live(
        request, place, reverse("interviews:prepare-live", args=[interview_id, step_code])
    )


@access(Access.PUBLIC)
@require_POST
def autosave(request: HttpRequest, interview_id: UUID, step_code: str) -> HttpResponse:
    place = _place(request, interview_id, step_code)
    return _private(steps.answer_autosave(request, place), place.interview)


@access(Access.PUBLIC)
def prepared(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """The look over it, then the code to bring. Nothing has to be complete: the desk asks for the rest."""
    writer = _writer(request)
    found = _found(request, writer, interview_id)
    if request.method == "POST":
        return _act(request, writer, found)
    return _show_check(request, writer, found)


@access(Access.PUBLIC)
@require_safe
def forgotten(request: HttpRequest, package: str) -> HttpResponse:
    """The terminal is empty again; the next person may begin."""
    shown = get_package(municipality_id=_writer(request).municipality_id, code=package)
    response = page(request, "visits/interviews/forgotten.html", {"package": shown.code})
    for name in request.COOKIES:
        if name.startswith(_cookie_start()):
            response.delete_cookie(name, samesite="Lax")
    add_never_cache_headers(response)
    return response


def _begin(request: HttpRequest, package: str, origin: Origin) -> HttpResponse:
    writer = _writer(request)
    found = get_package(municipality_id=writer.municipality_id, code=package)
    if request.method == "POST":
        started = start_preparation(
            municipality_id=writer.municipality_id,
            package=found.code,
            origin=origin,
            language=writer.language,
            now=writer.now,
        )
        response = redirect("interviews:prepare-step", started.interview_id, "opening")
        _keep(response, started.interview_id, started.code, origin)
        return response
    return page(request, "visits/interviews/prepare.html", _intro(writer, found, origin))


def _intro(writer: Writer, found: Package, origin: Origin) -> Mapping[str, Any]:
    received = received_codes(writer.municipality_id)
    return {
        "title": found.title.in_language(writer.language),
        "summary": found.summary.in_language(writer.language),
        "minutes": found.minutes,
        "bring": [one.in_language(writer.language) for one in found.bring],
        "count": len([one for one in found.procedures if one.procedure in received]),
        "is_terminal": origin == Origin.TERMINAL,
        "package": found.code,
    }


def _show_step(request: HttpRequest, place: steps.Place, view: Any) -> HttpResponse:
    found = place.interview
    context = {
        "step": view,
        "package": found.talk.package.title.in_language(place.language),
        "live_url": reverse("interviews:prepare-live", args=[found.id, place.step_code]),
        "autosave_url": reverse("interviews:prepare-autosave", args=[found.id, place.step_code]),
        "is_first": place.codes()[:1] == [place.step_code],
        "has_errors": bool(view.errors),
        **_terminal(found),
    }
    response = page(
        request, "visits/interviews/prepare_step.html", context, status=422 if view.errors else 200
    )
    return _private(response, found)


def _show_check(request: HttpRequest, writer: Writer, found: InterviewView) -> HttpResponse:
    today = japan_date(writer.now)
    is_ready = found.state == InterviewState.PREPARED
    summary = forms.summarise(found.talk.form, dict(found.answers), language=writer.language, today=today)
    context = {
        "package": found.talk.package.title.in_language(writer.language),
        "sections": summary,
        "change_urls": {}
        if is_ready
        else {
            one.step_code: reverse("interviews:prepare-step", args=[found.id, one.step_code])
            for one in summary
        },
        "applying": [one.name.in_language(writer.language) for one in found.applying(today)],
        "bring": [one.in_language(writer.language) for one in found.talk.package.bring],
        "is_ready": is_ready,
        **_code(writer, found),
        **_terminal(found),
    }
    return _private(page(request, "visits/interviews/prepared.html", context), found)


def _act(request: HttpRequest, writer: Writer, found: InterviewView) -> HttpResponse:
    package = found.talk.package.code
    if "throw_away" in request.POST:
        throw_away(interview=found, now=writer.now)
        messages.success(request, _("書いたことを消しました。"))
        if found.origin == Origin.TERMINAL:
            return redirect("interviews:forgotten", package)
        return redirect("interviews:prepare", package)
    if "reopen" in request.POST and found.origin == Origin.HOME:
        reopen_preparation(interview=found, now=writer.now)
        return redirect("interviews:prepare-step", found.id, "opening")
    finish_preparation(interview=found, now=writer.now)
    if found.origin == Origin.HOME:
        return redirect("interviews:prepared", found.id)
    # The terminal shows the code once and nothing else; the address opens nothing afterwards.
    context = {
        "package": package,
        "seconds": CODE_SECONDS,
        "forget_url": reverse("interviews:forgotten", args=[package]),
        **_code(writer, found),
    }
    response = page(request, "visits/interviews/terminal_code.html", context)
    response.delete_cookie(_cookie(found.id), samesite="Lax")
    add_never_cache_headers(response)
    return response


def _code(writer: Writer, found: InterviewView) -> dict[str, Any]:
    carried = carried_code(writer.city_code, found.contents.code)
    return {"code": shown_code(found.contents.code), "qr": draw_qr(carried)}


def _terminal(found: InterviewView) -> dict[str, Any]:
    if found.origin != Origin.TERMINAL:
        return {"is_terminal": False}
    return {
        "is_terminal": True,
        "seconds": int(TERMINAL_FORGETS.total_seconds()),
        "forget_url": reverse("interviews:forgotten", args=[found.talk.package.code]),
    }


def _place(request: HttpRequest, interview_id: UUID, step_code: str) -> steps.Place:
    writer = _writer(request)

    def address(code: str) -> str:
        if code:
            return reverse("interviews:prepare-step", args=[interview_id, code])
        return reverse("interviews:prepared", args=[interview_id])

    found = _found(request, writer, interview_id)
    return steps.require_step(steps.Place(found, step_code, writer.language, writer.now, address))


def _found(request: HttpRequest, writer: Writer, interview_id: UUID) -> InterviewView:
    code = str(request.get_signed_cookie(_cookie(interview_id), default="", salt=_SALT) or "")
    return get_preparation(
        municipality_id=writer.municipality_id, interview_id=interview_id, code=code, now=writer.now
    )


def _writer(request: HttpRequest) -> Writer:
    place = cast("Any", request)
    return Writer(place.municipality.id, place.municipality.code, place.language.code, read_clock())


def _private(response: HttpResponse, found: InterviewView) -> HttpResponse:
    """Not kept by the browser; the terminal's cookie lasts as long as somebody touches the page."""
    add_never_cache_headers(response)
    _keep(response, found.id, found.contents.code, found.origin)
    return response


def _keep(response: HttpResponse, interview_id: UUID, code: str, origin: Origin) -> None:
    seconds = int(TERMINAL_FORGETS.total_seconds()) if origin == Origin.TERMINAL else None
    response.set_signed_cookie(
        _cookie(interview_id),
        code,
        salt=_SALT,
        max_age=seconds,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _cookie_start() -> str:
    return "shirube_prepared_"


def _cookie(interview_id: UUID) -> str:
    return f"{_cookie_start()}{interview_id.hex}"
