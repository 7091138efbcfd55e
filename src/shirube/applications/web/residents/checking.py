"""The last look at the answers, and sending them in."""

from __future__ import annotations

import secrets
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts import interface as accounts
from shirube.applications.commands.correcting import resubmit_application
from shirube.applications.commands.drafts import carry_draft_over, discard_draft
from shirube.applications.commands.submission import (
    AnswersNotReadyError,
    FormChangedError,
    LevelTooLowError,
    submit_application,
)
from shirube.applications.domain.attachments import file_ids_in
from shirube.applications.domain.people import Evidence
from shirube.applications.queries.drafts import (
    DraftNotFoundError,
    DraftSummary,
    DraftView,
    check_draft,
    look_at_draft,
    open_draft,
)
from shirube.applications.queries.representing import find_represented
from shirube.applications.queries.rules import Rules, get_rules
from shirube.applications.web.residents.signing import read_evidence
from shirube.applications.web.residents.visit import Visit, forget_secret, keep_secret, visit_of
from shirube.forms import interface as forms
from shirube.kernel.errors import DomainError
from shirube.kernel.identity import IdentityLevel
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for, status_of


@access(Access.PUBLIC)
def check(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """All answers in one view, each with the way back to it; sent in by one button, however often it is pressed."""
    visit = visit_of(request, draft_id)
    if request.method == "POST":
        return _send(request, visit, draft_id)
    draft = open_draft(**visit.read, draft_id=draft_id)
    if draft.newer_version_id is not None:
        return redirect("applications:renewed", draft_id)
    return _answer(request, visit, draft)


def _send(request: HttpRequest, visit: Visit, draft_id: UUID) -> HttpResponse:
    key = request.POST.get("_submission", "")[:80]
    try:
        draft = _find(visit, draft_id)
        if draft is not None and draft.case_id is not None:
            return _send_again(request, visit, draft)
        receipt = submit_application(
            **visit.act,
            draft_id=draft_id,
            submission_key=key,
            evidence=_evidence(request, visit, draft) if draft else None,
            warnings_accepted="_accept_warnings" in request.POST,
        )
    except FormChangedError:
        return redirect("applications:renewed", draft_id)
    except DraftNotFoundError:
        raise
    except DomainError as error:
        return _refuse(request, visit, draft_id, error)
    response = redirect("applications:received", receipt.case_id)
    forget_secret(response, draft_id)
    if receipt.secret:
        keep_secret(response, receipt.case_id, receipt.secret)
    return response


def _send_again(request: HttpRequest, visit: Visit, draft: DraftSummary) -> HttpResponse:
    """The correction of a case that was returned."""
    assert draft.case_id is not None
    resubmit_application(
        **visit.act,
        case_id=draft.case_id,
        draft_id=draft.id,
        warnings_accepted="_accept_warnings" in request.POST,
    )
    return redirect("applications:case", draft.case_id)


def _evidence(request: HttpRequest, visit: Visit, draft: DraftSummary) -> Evidence | None:
    """The signature that came with the page, where the procedure asks for one."""
    if not visit.is_signed_in:
        return None
    rules = get_rules(municipality_id=visit.municipality_id, code=draft.procedure_code)
    if rules.level != IdentityLevel.SIGNATURE:
        return None
    return read_evidence(request, visit, open_draft(**visit.read, draft_id=draft.id))


def _find(visit: Visit, draft_id: UUID) -> DraftSummary | None:
    """None where the draft has been sent in already: then the key of the page finds what became of it."""
    try:
        return look_at_draft(**visit.look, draft_id=draft_id)
    except DraftNotFoundError:
        return None


def _refuse(request: HttpRequest, visit: Visit, draft_id: UUID, error: DomainError) -> HttpResponse:
    draft = open_draft(**visit.read, draft_id=draft_id)
    refusal = "" if isinstance(error, AnswersNotReadyError | LevelTooLowError) else sentence_for(error)
    status = 422 if isinstance(error, AnswersNotReadyError) else status_of(error)
    return _answer(request, visit, draft, refusal=refusal, status=status, tried=True)


def _answer(
    request: HttpRequest,
    visit: Visit,
    draft: DraftView,
    *,
    refusal: str = "",
    status: int = 200,
    tried: bool = False,
) -> HttpResponse:
    rules = get_rules(municipality_id=visit.municipality_id, code=draft.procedure_code)
    shown = forms.drop_hidden(draft.form, dict(draft.answers), today=visit.today)
    shown = forms.compute_answers(draft.form, shown, today=visit.today)
    problems = forms.present_problems(
        draft.form,
        check_draft(draft=draft, today=visit.today),
        draft.answers,
        language=visit.language,
    )
    context = {
        "name": rules.name_in(visit.language),
        "draft": draft,
        "sections": forms.summarise(draft.form, shown, language=visit.language, today=visit.today),
        "change_urls": {
            one.code: reverse("applications:step", args=[draft.id, one.code]) for one in draft.form.steps
        },
        "file_urls": _file_urls(draft, shown),
        "problems": [one for one in problems if not one.is_warning],
        "warnings": [one for one in problems if one.is_warning],
        "links": _links(draft, problems),
        "submission": request.POST.get("_submission") or secrets.token_urlsafe(16),
        "refusal": refusal,
        "tried": tried,
        "is_correction": draft.case_id is not None,
        "mandate_problem": _mandate_problem(visit, draft),
        **_identity(visit, rules, draft),
    }
    return page(request, "applications/check.html", context, status=status)


def _identity(visit: Visit, rules: Rules, draft: DraftView) -> dict[str, Any]:
    """What is still missing to prove who applies, and the way to it."""
    if draft.case_id is not None or visit.holder.level >= rules.level:
        return {"missing_level": "", "identify_url": "", "outage": None}
    outage = accounts.find_identity_outage(
        municipality_id=visit.municipality_id, level=rules.level, now=visit.now
    )
    return {"outage": outage, **_way_to_prove(visit, rules, draft)}


def _way_to_prove(visit: Visit, rules: Rules, draft: DraftView) -> dict[str, Any]:
    if not visit.is_signed_in:
        back = reverse("applications:adopt", args=[draft.id])
        return {
            "missing_level": "sign_in",
            "identify_url": f"{reverse('accounts:resident-sign-in')}?next={back}",
        }
    # The signature itself says who signs: the card need not be shown twice.
    if rules.level == IdentityLevel.SIGNATURE:
        return {
            "missing_level": "signature",
            "identify_url": reverse("applications:document", args=[draft.id]),
        }
    here = reverse("applications:check", args=[draft.id])
    return {"missing_level": "card", "identify_url": f"{reverse('accounts:resident-step-up')}?next={here}"}


def _mandate_problem(visit: Visit, draft: DraftView) -> str:
    """Told before the button is pressed: the mandate may have ended since the draft was begun."""
    try:
        find_represented(
            municipality_id=visit.municipality_id,
            represented=draft.represented,
            holder=visit.holder,
            procedure_code=draft.procedure_code,
            today=visit.today,
        )
    except DomainError as error:
        return sentence_for(error)
    return ""


def _links(draft: DraftView, problems: Any) -> dict[str, str]:
    """From the path of a problem to the field in its step."""
    return {
        one.path: f"{reverse('applications:step', args=[draft.id, one.step_code])}{one.href}"
        for one in problems
        if one.step_code
    }


def _file_urls(draft: DraftView, answers: dict[str, Any]) -> dict[str, str]:
    return {
        file_id: reverse("applications:draft-file", args=[draft.id, file_id])
        for file_id in file_ids_in(answers)
    }


@access(Access.PUBLIC)
def renewed(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The form was published anew: what changed, what was kept, what no longer fits."""
    visit = visit_of(request, draft_id)
    draft = open_draft(**visit.read, draft_id=draft_id)
    if draft.newer_version_id is None:
        return redirect("applications:draft", draft_id)
    if request.method == "POST":
        carry_draft_over(**visit.act, draft_id=draft_id)
        return redirect("applications:draft", draft_id)
    newer = forms.get_form_version(
        municipality_id=visit.municipality_id, version_id=draft.newer_version_id
    ).form
    carried = forms.carry_over(draft.form, newer, dict(draft.answers), language=visit.language)
    rules = get_rules(municipality_id=visit.municipality_id, code=draft.procedure_code)
    context = {
        "name": rules.name_in(visit.language),
        "changes": [
            one
            for one in forms.compare_forms(draft.form, newer, language=visit.language)
            if one.subject == "field"
        ],
        "lost": carried.lost,
        "kept": len(carried.kept),
        "draft": draft,
    }
    return page(request, "applications/renewed.html", context)


@access(Access.PUBLIC)
def paused(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Kept until when, and how to go on, on this device or another."""
    visit = visit_of(request, draft_id)
    draft = open_draft(**visit.read, draft_id=draft_id)
    link = "" if visit.is_signed_in else reverse("applications:resume", args=[draft_id, visit.holder.secret])
    rules = get_rules(municipality_id=visit.municipality_id, code=draft.procedure_code)
    context = {
        "name": rules.name_in(visit.language),
        "draft": draft,
        "link": request.build_absolute_uri(link) if link else "",
        "is_signed_in": visit.is_signed_in,
    }
    return page(request, "applications/paused.html", context)


@access(Access.PUBLIC)
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Throw the draft away, after one question."""
    visit = visit_of(request, draft_id)
    draft = open_draft(**visit.read, draft_id=draft_id)
    if request.method == "POST":
        discard_draft(**visit.act, draft_id=draft_id)
        response = redirect("procedures:procedure", draft.procedure_code)
        forget_secret(response, draft_id)
        return response
    rules = get_rules(municipality_id=visit.municipality_id, code=draft.procedure_code)
    context = {"name": rules.name_in(visit.language), "draft": draft, "back": _("下書きに戻る")}
    return page(request, "applications/discard.html", context)
