"""The tablet at the desk: begin or take over an interview, ask step by step, read a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from shirube.kernel.errors import DomainError
from shirube.ui.access import records_reading
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.visits.commands.interviews.answering import take_reading
from shirube.visits.commands.interviews.meeting import meet_visitor
from shirube.visits.commands.interviews.starting import start_interview, take_over
from shirube.visits.domain.interview.states import InterviewState, Origin
from shirube.visits.queries.interviews.packages import list_packages
from shirube.visits.queries.interviews.reading import InterviewLine, InterviewView, list_interviews
from shirube.visits.registry import readers
from shirube.visits.web.interviews import steps
from shirube.visits.web.interviews.clerk import Clerk, clerk_of, handlers, way
from shirube.visits.web.interviews.words import ORIGINS, STATES, renewal_context, source_words


class TakeOverForm(django_forms.Form):
    code = django_forms.CharField(
        label=gettext_lazy("準備の番号（二次元コードを読むか、打つ）"),
        max_length=200,
        widget=django_forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list. `url` is empty where a code must be read first."""

    title: str
    state: str
    origin: str
    ticket: str
    started_at: Any
    was_left: bool
    url: str


@handlers
def interviews(request: HttpRequest) -> HttpResponseBase:
    """Begin, take over with a code, or go on with what lies at the desks."""
    clerk = clerk_of(request)
    form = TakeOverForm(request.POST if "code" in request.POST else None)
    visit_id = _uuid(request.POST.get("visit") or request.GET.get("visit", ""))
    if request.method == "POST" and "package" in request.POST:
        started = start_interview(
            **clerk.act,
            package=request.POST["package"],
            language=_language(request.POST.get("language", "")),
            visit_id=visit_id,
        )
        return redirect("interviews_staff:interview", started.interview_id)
    if form.is_bound and form.is_valid():
        try:
            return redirect(
                "interviews_staff:interview",
                take_over(**clerk.act, typed=form.cleaned_data["code"], visit_id=visit_id),
            )
        except DomainError as error:
            form.add_error("code", sentence_for(error))
    context = _list_context(clerk, form, visit_id)
    return page(request, "visits/interviews/list.html", context, status=422 if form.errors else 200)


@handlers
@require_POST
def meet(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """From the desk's page: with the resident who stands there, and with what they prepared."""
    found = meet_visitor(**clerk_of(request).act, visit_id=visit_id)
    return redirect("interviews_staff:interview", found)


@handlers
@records_reading
def interview(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """To where the conversation stands."""
    found = clerk_of(request).open(interview_id)
    if found.state == InterviewState.CONFIRMED:
        return redirect("interviews_staff:done", interview_id)
    if found.state != InterviewState.OPEN or found.origin != Origin.DESK:
        return redirect("interviews_staff:review", interview_id)
    return redirect("interviews_staff:step", interview_id, found.talk.form.steps[0].code)


@handlers
@records_reading
def step(request: HttpRequest, interview_id: UUID, step_code: str) -> HttpResponse:
    """One topic; the clerk may jump to any other."""
    place = _place(request, interview_id, step_code)
    if place.interview.state != InterviewState.OPEN:
        return redirect("interviews_staff:review", interview_id)
    if request.method != "POST":
        return _answer(request, place, steps.draw(place))
    bound, onward = steps.keep_and_go_on(request, place)
    if onward:
        return redirect(onward)
    return _answer(request, _place(request, interview_id, step_code), steps.draw(place, bound))


@handlers
@records_reading
def live(request: HttpRequest, interview_id: UUID, step_code: str) -> HttpResponse:
    place = _place(request, interview_id, step_code)
    return steps.answer_live(request, place, reverse("interviews_staff:live", args=[interview_id, step_code]))


@handlers
@records_reading
def autosave(request: HttpRequest, interview_id: UUID, step_code: str) -> HttpResponse:
    return steps.answer_autosave(request, _place(request, interview_id, step_code))


@handlers
@require_POST
def read_card(request: HttpRequest, interview_id: UUID, reader: str) -> HttpResponse:
    """What the reader says goes where nothing stands yet, and is marked."""
    clerk = clerk_of(request)
    found = clerk.open(interview_id)
    back = request.POST.get("_step", "")
    try:
        if reader not in readers:
            raise steps.StepNotFoundError(step=reader)
        filled = take_reading(interview=found, reading=readers[reader].read(request.POST.dict()), **clerk.by)
    except DomainError as error:
        messages.error(request, sentence_for(error))
    else:
        messages.success(request, _("カードから%(n)s項目を読み取りました。") % {"n": len(filled)})
    if found.talk.form.find_step(back) is None:
        return redirect("interviews_staff:review", interview_id)
    return redirect("interviews_staff:step", interview_id, back)


def _place(request: HttpRequest, interview_id: UUID, step_code: str) -> steps.Place:
    clerk = clerk_of(request)

    def address(code: str) -> str:
        if code:
            return reverse("interviews_staff:step", args=[interview_id, code])
        return reverse("interviews_staff:review", args=[interview_id])

    return steps.require_step(steps.Place(clerk.open(interview_id), step_code, "ja", clerk.now, address))


def _answer(request: HttpRequest, place: steps.Place, view: Any) -> HttpResponse:
    found = place.interview
    applying = found.applying(place.today)
    context = {
        "interview": found,
        "package": found.talk.package.title.ja,
        "step": view,
        "topics": _topics(place),
        "applying": [one.name_in("ja") for one in applying],
        "sources": _sources(found, place.step_code),
        "readers": list(readers),
        "live_url": reverse("interviews_staff:live", args=[found.id, place.step_code]),
        "autosave_url": reverse("interviews_staff:autosave", args=[found.id, place.step_code]),
        "is_first": place.codes()[:1] == [place.step_code],
        "has_errors": bool(view.errors),
        **renewal_context(
            found, language="ja", today=place.today, url=reverse("interviews_staff:act", args=[found.id])
        ),
        "breadcrumbs": way((found.talk.package.title.ja, "")),
    }
    return page(request, "visits/interviews/step.html", context, status=422 if view.errors else 200)


def _topics(place: steps.Place) -> list[dict[str, Any]]:
    shown = forms_steps(place)
    return [
        {"label": one.title.ja, "url": place.address(one.code), "is_here": one.code == place.step_code}
        for one in shown
    ]


def forms_steps(place: steps.Place) -> list[Any]:
    codes = place.codes()
    return [one for one in place.form.steps if one.code in codes]


def _sources(found: InterviewView, step_code: str) -> list[dict[str, str]]:
    """Answers of the step that nobody typed at the desk, each with where it came from."""
    known = {key for key, code in found.talk.form.step_of.items() if code == step_code}
    told = {key: source_words(one) for key, one in found.contents.sources.items() if key in known}
    return [
        {"label": found.talk.form.by_key[key].label.ja, "words": words}
        for key, words in told.items()
        if words
    ]


def _list_context(clerk: Clerk, form: TakeOverForm, visit_id: UUID | None) -> Mapping[str, Any]:
    packages = list_packages(municipality_id=clerk.municipality_id)
    titles = {one.code: one.title.ja for one in packages}
    lines = list_interviews(municipality_id=clerk.municipality_id, now=clerk.now)
    return {
        "packages": [{"code": one.code, "title": one.title.ja, "minutes": one.minutes} for one in packages],
        "languages": settings.LANGUAGES,
        "form": form,
        "visit": visit_id or "",
        "rows": [_row(one, titles) for one in lines],
        "breadcrumbs": [*way()[:-1], {"label": _("窓口の聞き取り"), "url": ""}],
    }


def _row(line: InterviewLine, titles: Mapping[str, str]) -> Row:
    is_open = line.state != InterviewState.PREPARED
    return Row(
        titles.get(line.package, line.package),
        str(STATES[line.state]),
        str(ORIGINS[line.origin]),
        line.ticket,
        line.started_at,
        line.was_open_at_closing,
        reverse("interviews_staff:interview", args=[line.id]) if is_open else "",
    )


def _language(code: str) -> str:
    return code if code in dict(settings.LANGUAGES) else "ja"


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
