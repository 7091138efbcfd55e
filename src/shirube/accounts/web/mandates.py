"""A resident's mandates: those one holds, those one gave, and those that ask for one's word."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.accounts.interface import CodeAnswer, CodePurpose, CodeRequest, Tried, TypedCode
from shirube.accounts.web.mandate_forms import MandateForm
from shirube.accounts.web.mandate_letters import tell_of_mandate
from shirube.accounts.web.mandate_words import MandateLine, describe, list_procedures
from shirube.accounts.web.resident_account import act, own_summary
from shirube.accounts.web.resident_entering import claim, forgive, tell_not_sent
from shirube.accounts.web.resident_forms import CodeForm
from shirube.accounts.web.resident_letters import send_mandate_code
from shirube.accounts.web.residents import city_of, current_resident
from shirube.kernel.clock import japan_date, read_clock
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

resident = access(Access.RESIDENT)
PENDING = "resident_mandate_code"


@resident
def mandate_list(request: HttpRequest) -> HttpResponse:
    return page(request, "accounts/mandates.html", {"lines": list_lines(request)})


@resident
def new_mandate(request: HttpRequest) -> HttpResponse:
    """Ask to act for somebody."""
    choices = list_procedures(city_of(request))
    form = MandateForm(request.POST or None, choices=choices, initial={"starts_on": _today()})
    if form.is_valid() and (mandate_id := _ask(request, form)):
        messages.success(request, _("代理の届けを受け付けました。確かめられるまで、代理では申請できません。"))
        return redirect("accounts:mandate", mandate_id)
    context = {"form": form}
    return page(request, "accounts/mandate_new.html", context, status=422 if form.errors else 200)


@resident
def mandate(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """One mandate, with what this side may do."""
    line = _line(request, mandate_id)
    pending = request.session.get(PENDING, {})
    is_sent = pending.get("mandate") == str(mandate_id)
    form = CodeForm(initial=pending) if is_sent and line.asks_me else None
    return page(request, "accounts/mandate.html", {"line": line, "form": form})


@resident
@require_POST
def send_mandate_code_to_me(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """Before saying yes: a code to one's own mail."""
    now, person = read_clock(), own_summary(request)
    _line(request, mandate_id)
    if trouble := claim(request, person.email, Tried.LETTER, now):
        messages.error(request, trouble)
        return redirect("accounts:mandate", mandate_id)
    wanted = _code_request(person, mandate_id)
    issued = accounts.issue_code(municipality_id=city_of(request), request=wanted, now=now)
    if issued is not None and not send_mandate_code(request, person.email, issued.code):
        messages.error(request, tell_not_sent())
        return redirect("accounts:mandate", mandate_id)
    token = issued.token if issued else ""
    request.session[PENDING] = {"mandate": str(mandate_id), "email": person.email, "token": token}
    return redirect("accounts:mandate", mandate_id)


@resident
@require_POST
def confirm(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    """The represented person says yes."""
    line, form = _line(request, mandate_id), CodeForm(request.POST, initial=request.session.get(PENDING))
    if form.is_valid() and _is_confirmed(request, form, mandate_id):
        messages.success(request, _("代理を認めました。いつでも終わりにできます。"))
        return redirect("accounts:mandate", mandate_id)
    return page(request, "accounts/mandate.html", {"line": line, "form": form}, status=422)


@resident
@require_POST
def refuse(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    accounts.refuse_mandate(mandate_id=mandate_id, reason="", **act(request))
    tell_of_mandate(request, mandate_id, "refused")
    messages.success(request, _("代理を断りました。相手にお知らせします。"))
    return redirect("accounts:mandates")


@resident
@require_POST
def end(request: HttpRequest, mandate_id: UUID) -> HttpResponse:
    accounts.end_mandate(mandate_id=mandate_id, **act(request))
    tell_of_mandate(request, mandate_id, "ended")
    messages.success(request, _("代理を終わりにしました。もう一方の人にお知らせします。"))
    return redirect("accounts:mandates")


def list_lines(request: HttpRequest) -> list[MandateLine]:
    """The resident's mandates as lines."""
    own, city = current_resident(request).resident_id, city_of(request)
    names = dict(list_procedures(city))
    found = accounts.list_mandates(municipality_id=city, resident_id=own)
    return [describe(one, names=names, reader=own, today=_today()) for one in found]


def _line(request: HttpRequest, mandate_id: UUID) -> MandateLine:
    own, city = current_resident(request).resident_id, city_of(request)
    names = dict(list_procedures(city))
    found = accounts.get_own_mandate(municipality_id=city, mandate_id=mandate_id, resident_id=own)
    return describe(found, names=names, reader=own, today=_today())


def _ask(request: HttpRequest, form: MandateForm) -> UUID | None:
    """The request's id, or None with what hinders it in the form."""
    email = form.cleaned_data["email"]
    if email and (trouble := claim(request, email, Tried.LETTER, read_clock())):
        form.add_error(None, trouble)
        return None
    try:
        mandate_id = accounts.request_mandate(entry=form.entry, **act(request))
    except DomainError as error:
        form.add_error(None, sentence_for(error))
        return None
    tell_of_mandate(request, mandate_id, "requested")
    return mandate_id


def _is_confirmed(request: HttpRequest, form: CodeForm, mandate_id: UUID) -> bool:
    person, now = own_summary(request), read_clock()
    if trouble := claim(request, person.email, Tried.GUESS, now):
        form.add_error(None, trouble)
        return False
    typed = TypedCode(request=_code_request(person, mandate_id), code=form.cleaned_data["code"])
    answer = accounts.confirm_mandate(mandate_id=mandate_id, typed=typed, **act(request))
    if answer is not CodeAnswer.RIGHT:
        form.tell(answer)
        return False
    forgive(request, person.email, Tried.GUESS, Tried.LETTER)
    request.session.pop(PENDING, None)
    tell_of_mandate(request, mandate_id, "confirmed")
    return True


def _code_request(person: accounts.ResidentSummary, mandate_id: UUID) -> CodeRequest:
    return CodeRequest(purpose=CodePurpose.MANDATE, address=person.email, about=mandate_id)


def _today() -> Any:
    return japan_date(read_clock())
