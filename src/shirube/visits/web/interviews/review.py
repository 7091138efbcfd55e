"""The look over everything: by the clerk, by the resident on the second screen, then the hand-in and the page for home."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shirube.forms import interface as forms
from shirube.kernel.errors import DomainError
from shirube.organizations import interface as organizations
from shirube.ui.access import records_reading
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.visits.commands.interviews.answering import leave_out
from shirube.visits.commands.interviews.checking import (
    ask_check,
    confirm_spoken,
    pair_screen,
    reopen_interview,
)
from shirube.visits.commands.interviews.forgetting import abandon_interview
from shirube.visits.commands.interviews.handing_in import hand_in
from shirube.visits.commands.interviews.renewing import renew_forms
from shirube.visits.domain.interview.codes import shown_code
from shirube.visits.domain.interview.states import InterviewState
from shirube.visits.queries.interviews.reading import InterviewView, get_afterwards_of
from shirube.visits.queries.interviews.sealing import InterviewForgottenError
from shirube.visits.queries.interviews.talks import TalkPart
from shirube.visits.queries.places import list_branches
from shirube.visits.web.interviews.afterwards import AfterPage, after_page
from shirube.visits.web.interviews.clerk import Clerk, clerk_of, handlers, way
from shirube.visits.web.interviews.steps import StepNotFoundError
from shirube.visits.web.interviews.words import STATES, draw_qr, renewal_context, source_words


@handlers
@records_reading
@require_safe
def review(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    clerk = clerk_of(request)
    found = clerk.open(interview_id)
    if found.state == InterviewState.CONFIRMED:
        return redirect("interviews_staff:done", interview_id)
    return page(request, "visits/interviews/review.html", _context(request, clerk, found))


@handlers
@records_reading
@require_safe
def status(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """The buttons as the interview stands now: asked for while the resident looks at the second screen."""
    clerk = clerk_of(request)
    return page(request, "visits/interviews/_state.html", _context(request, clerk, clerk.open(interview_id)))


@handlers
@require_POST
def act(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """One button of the review page."""
    clerk = clerk_of(request)
    found = clerk.open(interview_id)
    name = next((one for one in _ACTS if one in request.POST), "")
    try:
        if not name:
            raise StepNotFoundError(step="")
        _ACTS[name](request, clerk, found)
    except DomainError as error:
        messages.error(request, sentence_for(error))
    if name == "abandon":
        return redirect("interviews_staff:interviews")
    return redirect("interviews_staff:review", interview_id)


@handlers
@require_safe
def done(request: HttpRequest, interview_id: UUID) -> HttpResponse:
    """The page to take home, on one sheet of A4, and the filled sheets while they can still be printed."""
    clerk = clerk_of(request)
    after = get_afterwards_of(municipality_id=clerk.municipality_id, interview_id=interview_id)
    shown = after_page(after, language=after.language, code=_home_code(clerk, interview_id))
    context = {
        "after": shown,
        "qr": draw_qr(_home_address(request, shown)) if shown.code else "",
        "address": _home_address(request, shown) if shown.code else "",
        "sheets": _sheets(interview_id, shown) if shown.code else [],
        "desk_url": _own_desk(clerk),
        "breadcrumbs": way((shown.title, "")),
    }
    return page(request, "visits/interviews/done.html", context)


@handlers
@records_reading
@require_safe
def sheet(request: HttpRequest, interview_id: UUID, procedure: str) -> HttpResponse:
    """The filled sheet of one procedure, for where paper is needed. InterviewForgottenError half an hour after."""
    clerk = clerk_of(request)
    found = clerk.open(interview_id)
    wanted = procedure, request.GET.get("row", "")
    part = next((one for one in found.applying(clerk.today) if (one.code, one.row) == wanted), None)
    if part is None:
        raise StepNotFoundError(step=procedure)
    answers = found.talk.answers_for(part, found.answers, clerk.today)
    pdf = forms.make_filled_sheet_pdf(
        part.version.form,
        answers,
        sheet_code=f"{part.code}-{part.version.number}",
        language=found.language,
        today=clerk.today,
    )
    name = content_disposition_header(as_attachment=False, filename=f"{part.name_in('ja')}.pdf") or ""
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


def _context(request: HttpRequest, clerk: Clerk, found: InterviewView) -> Mapping[str, Any]:
    applying = found.applying(clerk.today)
    sections = forms.summarise(found.talk.form, dict(found.answers), language="ja", today=clerk.today)
    names = _section_names(clerk)
    return {
        "interview": found,
        "package": found.talk.package.title.ja,
        "state": STATES[found.state],
        "sections": [_marked(found, one) for one in sections],
        "problems": _problems(found, applying, clerk),
        "applying": [
            {"code": one.code, "name": one.name_in("ja"), "section": names.get(one.section_id, "")}
            for one in applying
        ],
        "section_count": len({one.section_id for one in applying}),
        "left_out": [_name_of(found, code) for code in found.contents.left_out],
        "papers": [one.label["ja"] for one in found.talk.list_papers(applying)],
        "screen_url": _screen_url(request, found),
        "screen_code": shown_code(found.contents.screen_code),
        "screen_qr": draw_qr(_screen_url(request, found)) if found.contents.screen_code else "",
        "can_edit": found.state == InterviewState.OPEN,
        "is_checking": found.state == InterviewState.CHECKING,
        "is_checked": found.state == InterviewState.CHECKED,
        "breadcrumbs": way((found.talk.package.title.ja, "")),
        **renewal_context(
            found, language="ja", today=clerk.today, url=reverse("interviews_staff:act", args=[found.id])
        ),
    }


def _marked(found: InterviewView, section: forms.SummarySection) -> dict[str, Any]:
    """A topic with each answer, and where it came from."""
    sources = found.contents.sources
    lines = [
        {
            "label": one.label,
            "value": one.value,
            "source": source_words(sources.get(one.path.partition(".")[0], "")),
        }
        for one in section.lines
    ]
    url = reverse("interviews_staff:step", args=[found.id, section.step_code])
    return {"code": section.step_code, "title": section.title, "lines": lines, "url": url}


def _problems(found: InterviewView, applying: Any, clerk: Clerk) -> list[dict[str, str]]:
    """What lacks or is wrong in the conversation or in any single form, once each, with the way to its question."""
    form, answers = found.talk.form, dict(found.answers)
    typed = tuple(found.contents.typed)
    own = [(one.path, one) for one in forms.check_answers(form, answers, today=clerk.today, typed=typed)]
    told = {path: _told(found, path, form, one) for path, one in own}
    for part, one in found.talk.check(applying, answers, clerk.today):
        path = found.talk.union.path_in(part.code, one.path, part.row)
        if path not in told:
            told[path] = _told(found, path, part.version.form, one, part)
    return list(told.values())


def _told(
    found: InterviewView, path: str, form: forms.Form, problem: forms.Problem, part: TalkPart | None = None
) -> dict[str, str]:
    text = forms.problem_sentence(problem, form, "ja")
    field = found.talk.form.find_field(path) if path else None
    label = field.label.ja if field else part.name.ja if part else ""
    step_code = found.talk.form.step_of.get(path.partition(".")[0], "")
    url = reverse("interviews_staff:step", args=[found.id, step_code]) if step_code else ""
    return {"label": label, "text": text, "url": f"{url}#{forms.element_id(path)}" if url else ""}


def _name_of(found: InterviewView, code: str) -> dict[str, str]:
    return {"code": code, "name": code} if code not in found.talk.parts else {
        "code": code, "name": found.talk.parts[code].name.ja
    }  # fmt: skip


def _section_names(clerk: Clerk) -> dict[UUID, str]:
    sections = organizations.list_sections(municipality_id=clerk.municipality_id, on=clerk.today)
    return {one.id: one.name for one in sections}


def _screen_url(request: HttpRequest, found: InterviewView) -> str:
    code = found.contents.screen_code
    return request.build_absolute_uri(reverse("interviews:screen", args=[code])) if code else ""


def _home_code(clerk: Clerk, interview_id: UUID) -> str:
    """The code for home; empty once the interview is forgotten: the paper has it."""
    try:
        return clerk.open(interview_id).contents.home_code
    except InterviewForgottenError:
        return ""


def _home_address(request: HttpRequest, shown: AfterPage) -> str:
    return request.build_absolute_uri(reverse("interviews:after", args=[shown.code]))


def _own_desk(clerk: Clerk) -> str:
    """Where the clerk calls the next; empty for one who sits at no desk."""
    branches = list_branches(municipality_id=clerk.municipality_id, on=clerk.today)
    for branch in branches:
        if desk := branch.desk_of(clerk.actor.staff_id):
            return reverse("visits_staff:desk", args=[branch.code, desk.number])
    return ""


def _sheets(interview_id: UUID, shown: AfterPage) -> list[dict[str, str]]:
    return [
        {
            "label": one.name,
            "url": reverse("interviews_staff:sheet", args=[interview_id, one.procedure_code])
            + (f"?row={one.row}" if one.row else ""),
        }
        for one in shown.outcomes
    ]


def _pair(_request: HttpRequest, clerk: Clerk, found: InterviewView) -> None:
    pair_screen(interview=found, **clerk.by)


def _ask(_request: HttpRequest, clerk: Clerk, found: InterviewView) -> None:
    ask_check(interview=found, **clerk.by)


def _spoken(_request: HttpRequest, clerk: Clerk, found: InterviewView) -> None:
    confirm_spoken(interview=found, **clerk.by)


def _reopen(_request: HttpRequest, clerk: Clerk, found: InterviewView) -> None:
    reopen_interview(interview=found, actor=clerk.actor.log_name, now=clerk.now)


def _abandon(request: HttpRequest, clerk: Clerk, found: InterviewView) -> None:
    abandon_interview(interview=found, **clerk.by)
    messages.success(request, _("聞き取りを終えました。聞いたことは消しました。"))


def _leave(request: HttpRequest, clerk: Clerk, found: InterviewView) -> None:
    leave_out(interview=found, procedure=request.POST["leave_out"], is_left_out=True, **clerk.by)


def _put_back(request: HttpRequest, clerk: Clerk, found: InterviewView) -> None:
    leave_out(interview=found, procedure=request.POST["put_back"], is_left_out=False, **clerk.by)


def _hand_in(request: HttpRequest, clerk: Clerk, found: InterviewView) -> None:
    outcomes = hand_in(
        interview=found,
        identity_seen=request.POST.get("identity_seen", "")[:100],
        papers_seen=[one[:100] for one in request.POST.getlist("papers")[:30]],
        **clerk.by,
    )
    messages.success(
        request,
        _("%(n)s件の申請を、%(sections)s課に出しました。")
        % {"n": len(outcomes), "sections": len({one.section_id for one in outcomes})},
    )


def _renew(request: HttpRequest, clerk: Clerk, found: InterviewView) -> None:
    renew_forms(interview=found, actor=clerk.actor.log_name, now=clerk.now)
    messages.success(request, _("新しい用紙に移りました。増えた質問を聞いてください。"))


_ACTS: Mapping[str, Callable[[HttpRequest, Clerk, InterviewView], None]] = {
    "pair": _pair,
    "ask": _ask,
    "spoken": _spoken,
    "reopen": _reopen,
    "abandon": _abandon,
    "leave_out": _leave,
    "put_back": _put_back,
    "hand_in": _hand_in,
    "renew": _renew,
}
