"""Changing one's address: a code read at the new one proves it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from shirube.accounts import interface as accounts
from shirube.accounts.interface import CodeAnswer, CodePurpose, CodeRequest, Tried, TypedCode
from shirube.accounts.web.resident_account import act, own_summary
from shirube.accounts.web.resident_entering import claim, forgive, tell_not_sent
from shirube.accounts.web.resident_forms import CodeForm, NewAddressForm
from shirube.accounts.web.resident_letters import send_address_changed, send_address_code
from shirube.accounts.web.residents import city_of, current_resident
from shirube.kernel.clock import read_clock
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

PENDING = "resident_new_address"
resident = access(Access.RESIDENT)


@resident
def change_address(request: HttpRequest) -> HttpResponse:
    """Type the new address; a letter with a code goes there."""
    form = NewAddressForm(request.POST or None)
    if form.is_valid() and _send(request, form):
        return redirect("accounts:resident-address-code")
    context = {"form": form, "person": own_summary(request)}
    return page(request, "accounts/resident_address.html", context, status=422 if form.errors else 200)


@resident
def confirm_address(request: HttpRequest) -> HttpResponse:
    """Type the code that came to the new address."""
    pending = request.session.get(PENDING)
    if pending is None:
        return redirect("accounts:resident-address")
    form = CodeForm(request.POST or None, initial=pending)
    if form.is_valid() and _confirm(request, form):
        messages.success(
            request, _("メールアドレスを変えました。次からは新しいアドレスでサインインしてください。")
        )
        return redirect("accounts:resident-account")
    context = {"form": form, "pending": pending}
    return page(request, "accounts/resident_address_code.html", context, status=422 if form.errors else 200)


def _request(request: HttpRequest, address: str) -> CodeRequest:
    about = current_resident(request).resident_id
    return CodeRequest(purpose=CodePurpose.NEW_ADDRESS, address=address, about=about)


def _send(request: HttpRequest, form: NewAddressForm) -> bool:
    now, email = read_clock(), form.cleaned_data["email"]
    if trouble := claim(request, email, Tried.LETTER, now):
        form.add_error(None, trouble)
        return False
    issued = accounts.issue_code(municipality_id=city_of(request), request=_request(request, email), now=now)
    if issued is not None and not send_address_code(request, email, issued.code):
        form.add_error(None, tell_not_sent())
        return False
    request.session[PENDING] = {"email": email, "token": issued.token if issued else ""}
    return True


def _confirm(request: HttpRequest, form: CodeForm) -> bool:
    typed, before = form.cleaned_data, own_summary(request).email
    if trouble := claim(request, typed["email"], Tried.GUESS, read_clock()):
        form.add_error(None, trouble)
        return False
    code = TypedCode(request=_request(request, typed["email"]), code=typed["code"], token=typed["token"])
    try:
        answer = accounts.change_resident_address(typed=code, **act(request))
    except DomainError as error:
        form.add_error(None, sentence_for(error))
        return False
    if answer is not CodeAnswer.RIGHT:
        form.tell(answer)
        return False
    forgive(request, typed["email"], Tried.GUESS, Tried.LETTER)
    request.session.pop(PENDING, None)
    if before.lower() != typed["email"].lower():
        send_address_changed(request, before)
    return True
