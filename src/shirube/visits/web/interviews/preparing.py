"""Before the visit: at home, or at the writing desk in the hall, which forgets everything after three minutes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shirube.forms import interface as forms
from shirube.kernel.clock import japan_date, read_clock
from shirube.kernel.receipts import read_receipt_number
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.visits.commands.interviews.forgetting import throw_away
from shirube.visits.commands.interviews.renewing import renew_forms
from shirube.visits.commands.interviews.starting import (
    finish_preparation,
    reopen_preparation,
    start_preparation,
)
from shirube.visits.domain.interview.codes import carried_code, shown_code
from shirube.visits.domain.interview.packages import Package
from shirube.visits.domain.interview.states import TERMINAL_FORGETS, InterviewState, Origin
from shirube.visits.queries.interviews.packages import (
    PackageNotFoundError,
    get_package,
    list_packages,
    received_codes,
)
from shirube.visits.queries.interviews.reading import InterviewView, find_prepared, get_preparation
from shirube.visits.queries.places import list_services_of_package
from shirube.visits.queries.visits import code_of, get_visit_by_code, packages_to_prepare
from shirube.visits.web.interviews import steps
from shirube.visits.web.interviews.cookies import drop_all, drop_code, keep_code, kept_code
from shirube.visits.web.interviews.words import draw_qr, renewal_context
from shirube.visits.web.limits import count_begun

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
@require_POST
def prepare_visit(request: HttpRequest, code: str) -> HttpResponse:
    """For a visit that is expected or waits: its own code is the one to bring."""
    writer = _writer(request)
    visit = get_visit_by_code(municipality_id=writer.municipality_id, code=read_receipt_number(code) or "")
    package = request.POST.get("package", "")
    if package not in packages_to_prepare(municipality_id=writer.municipality_id, visit_id=visit.id):
        raise PackageNotFoundError(package=package[:60])
    prepared = find_prepared(municipality_id=writer.municipality_id, visit_id=visit.id, now=writer.now)
    if prepared and prepared.package == package and kept_code(request, prepared.id):
        return redirect("interviews:prepared", prepared.id)
    return _start(request, writer, package, Origin.HOME, visit.id)


@access(Access.PUBLIC)
def step(request: HttpRequest, interview_id: UUID, step_code: str) -> HttpResponse:
    place = _place(request, interview_id, step_code)
    if place.interview.state == InterviewState.PREPARED:
        return redirect("interviews:prepared", interview_id)
    if request.method == "POST":
        bound, onward = steps.keep_and_go_on(request, place)
        if onward:
            return _private(redirect(onward))
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
    return _private(steps.answer_autosave(request, place))


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
    drop_all(request, response)
    add_never_cache_headers(response)
    return response


def _begin(request: HttpRequest, package: str, origin: Origin) -> HttpResponse:
    writer = _writer(request)
    found = get_package(municipality_id=writer.municipality_id, code=package)
    if request.method == "POST":
        return _start(request, writer, found.code, origin)
    return page(request, "visits/interviews/prepare.html", _intro(writer, found, origin))


def _start(
    request: HttpRequest, writer: Writer, package: str, origin: Origin, visit_id: UUID | None = None
) -> HttpResponse:
    count_begun(request, "preparation", municipality_id=writer.municipality_id, now=writer.now)
    started = start_preparation(
        municipality_id=writer.municipality_id,
        package=package,
        origin=origin,
        language=writer.language,
        now=writer.now,
        visit_id=visit_id,
    )
    response = redirect("interviews:prepare-step", started.interview_id, "opening")
    keep_code(response, started.interview_id, started.code)
    return response


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
        "reserve_links": _reserve_links(writer, found.code),
    }


def _reserve_links(writer: Writer, package: str) -> list[dict[str, str]]:
    """Where a time can be reserved for this package; what is written here goes with it."""
    services = list_services_of_package(municipality_id=writer.municipality_id, package=package)
    return [
        {"branch": branch.in_language(writer.language), "url": reverse("visits:reserve", args=[one.id])}
        for one, branch in services
        if one.resource_id is not None
    ]


def _show_step(request: HttpRequest, place: steps.Place, view: Any) -> HttpResponse:
    found = place.interview
    context = {
        "step": view,
        "package": found.talk.package.title.in_language(place.language),
        "live_url": reverse("interviews:prepare-live", args=[found.id, place.step_code]),
        "autosave_url": reverse("interviews:prepare-autosave", args=[found.id, place.step_code]),
        "is_first": place.codes()[:1] == [place.step_code],
        "has_errors": bool(view.errors),
        "has_visit": found.visit_id is not None,
        **_renewal(found, place.language, place.today),
        **_terminal(found),
    }
    response = page(
        request, "visits/interviews/prepare_step.html", context, status=422 if view.errors else 200
    )
    return _private(response)


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
        "applying": [one.name_in(writer.language) for one in found.applying(today)],
        "bring": [one.in_language(writer.language) for one in found.talk.package.bring],
        "is_ready": is_ready,
        **_renewal(found, writer.language, today),
        **_code(writer, found),
        **_terminal(found),
    }
    return _private(page(request, "visits/interviews/prepared.html", context))


def _act(request: HttpRequest, writer: Writer, found: InterviewView) -> HttpResponse:
    package = found.talk.package.code
    if "throw_away" in request.POST:
        throw_away(interview=found, now=writer.now)
        messages.success(request, _("書いたことを消しました。"))
        onward = "forgotten" if found.origin == Origin.TERMINAL else "prepare"
        return redirect(f"interviews:{onward}", package)
    if "renew" in request.POST:
        renew_forms(interview=found, actor=f"visits.preparation:{found.id}", now=writer.now)
        messages.success(request, _("新しい用紙に移りました。増えた質問に答えてください。"))
        return redirect("interviews:prepare-step", found.id, "opening")
    if "reopen" in request.POST and found.origin == Origin.HOME:
        reopen_preparation(interview=found, now=writer.now)
        return redirect("interviews:prepare-step", found.id, "opening")
    finish_preparation(interview=found, now=writer.now)
    if found.origin == Origin.HOME and found.visit_id is not None:
        messages.success(request, _("書いたことを預かりました。当日は、この番号だけを持ってきてください。"))
        return redirect("visits:ticket", _code_of_visit(writer, found.visit_id))
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
    drop_code(response, found.id)
    add_never_cache_headers(response)
    return response


def _renewal(found: InterviewView, language: str, today: date) -> dict[str, Any]:
    url = reverse("interviews:prepared", args=[found.id])
    return renewal_context(found, language=language, today=today, url=url)


def _code_of_visit(writer: Writer, visit_id: UUID) -> str:
    return code_of(municipality_id=writer.municipality_id, visit_id=visit_id)


def _code(writer: Writer, found: InterviewView) -> dict[str, Any]:
    """What to bring: the code of the visit where there is one, else that of the preparation."""
    if found.visit_id is not None:
        return {"ticket_url": reverse("visits:ticket", args=[_code_of_visit(writer, found.visit_id)])}
    carried = carried_code(writer.city_code, found.contents.code)
    return {
        "code": shown_code(found.contents.code),
        "qr": draw_qr(carried),
        "reserve_links": _reserve_links(writer, found.talk.package.code),
    }


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
    return get_preparation(
        municipality_id=writer.municipality_id,
        interview_id=interview_id,
        code=kept_code(request, interview_id),
        now=writer.now,
    )


def _writer(request: HttpRequest) -> Writer:
    place = cast("Any", request)
    return Writer(place.municipality.id, place.municipality.code, place.language.code, read_clock())


def _private(response: HttpResponse) -> HttpResponse:
    """Not kept by the browser."""
    add_never_cache_headers(response)
    return response
