"""Signing in by a code in a letter: the address, the letter, the code."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Attempt, CodePurpose, CodeRequest, Tried, TypedCode
from shirube.accounts.web.demonstration_letters import shows_letters
from shirube.accounts.web.resident_card import link_waiting_card
from shirube.accounts.web.resident_doors import list_doors
from shirube.accounts.web.resident_forms import CodeForm, ResidentSignInForm
from shirube.accounts.web.resident_letters import send_code
from shirube.accounts.web.residents import (
    city_of,
    current_resident,
    enter_as_resident,
    leave_as_resident,
    safe_next,
)
from shirube.kernel.clock import read_clock
from shirube.kernel.identity import IdentityLevel
from shirube.ui.access import Access, access
from shirube.ui.network import network_address
from shirube.ui.pages import page
from shirube.ui.templatetags.ui_text import moment

# What the browser that asked for a letter remembers until the code is typed.
PENDING = "resident_code"


@access(Access.PUBLIC)
@never_cache
def sign_in(request: HttpRequest) -> HttpResponse:
    """Type an address; a letter with a code goes there."""
    wanted = request.GET.get("next", "")
    if request.resident is not None:  # type: ignore[attr-defined]
        return redirect(safe_next(request, wanted))
    form = ResidentSignInForm(request.POST or None, initial={"next": wanted})
    if form.is_valid() and _send(request, form):
        return redirect("accounts:resident-code")
    context = {
        "form": form,
        "is_staff": SESSION_KEY in request.session,
        "doors": list_doors(request, wanted),
        "shows_letters": shows_letters(request),
    }
    return page(request, "accounts/resident_sign_in.html", context, status=422 if form.errors else 200)


@access(Access.PUBLIC)
@never_cache
def enter_code(request: HttpRequest) -> HttpResponse:
    """Type the code; also in another browser than the one that asked for it."""
    pending = request.session.get(PENDING, {})
    form = CodeForm(request.POST or None, initial=pending)
    if form.is_valid() and _enter(request, form):
        return redirect(safe_next(request, form.cleaned_data["next"]))
    context = {"form": form, "pending": pending, "shows_letters": shows_letters(request)}
    return page(request, "accounts/resident_code.html", context, status=422 if form.errors else 200)


@access(Access.PUBLIC)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session of this browser."""
    leave_as_resident(request)
    if SESSION_KEY not in request.session:
        request.session.flush()
    messages.success(request, _("サインアウトしました。"))
    return redirect("portal:home")


def claim(request: HttpRequest, email: str, by: Tried, now: datetime) -> str:
    """Count the attempt; empty where it may go on, else what to tell the person."""
    attempt = Attempt(email, network_address(request), by)
    until = accounts.claim_attempt(municipality_id=city_of(request), attempt=attempt, now=now)
    if until is None:
        return ""
    return _(
        "短い時間に何度も試されたため、%(until)sまで受け付けを止めています。それまで待って、もう一度お試しください。"
        "お急ぎのときは、窓口か電話をご利用ください。"
    ) % {"until": moment(until)}


def forgive(request: HttpRequest, email: str, *kinds: Tried) -> None:
    """The person has shown to read the mail of the address: letters and wrong codes no longer count."""
    for by in kinds:
        attempt = Attempt(email, network_address(request), by)
        accounts.forgive_attempt(municipality_id=city_of(request), attempt=attempt)


def _send(request: HttpRequest, form: ResidentSignInForm) -> bool:
    """Whether a letter is on its way; what hinders it stands in the form."""
    now, email, city = read_clock(), form.cleaned_data["email"], city_of(request)
    if trouble := claim(request, email, Tried.LETTER, now):
        form.add_error(None, trouble)
        return False
    wanted = CodeRequest(purpose=CodePurpose.SIGN_IN, address=email)
    issued = accounts.issue_code(municipality_id=city, request=wanted, now=now)
    if issued is None:
        messages.info(
            request, _("さきほど送ったメールが届くまで、1分ほど待ってください。まだ送り直していません。")
        )
    elif not send_code(request, email, issued.code):
        form.add_error(None, tell_not_sent())
        return False
    _remember(request, form.cleaned_data, issued.token if issued else None)
    return True


def _admit(request: HttpRequest, resident_id: UUID, now: datetime) -> None:
    """Sign in; where a card was shown before the code, link it, and it counts from now on."""
    enter_as_resident(request, resident_id=resident_id, level=IdentityLevel.MAIL, now=now)
    request.session.pop(PENDING, None)
    if link_waiting_card(request, current_resident(request), now):
        enter_as_resident(request, resident_id=resident_id, level=IdentityLevel.CARD, now=now)


def tell_not_sent() -> str:
    """The mail server refused the letter."""
    return _(
        "メールを送れませんでした。少し待って、もう一度お試しください。続くときは、窓口か電話をご利用ください。"
    )


def _remember(request: HttpRequest, typed: dict[str, Any], token: str | None) -> None:
    earlier = request.session.get(PENDING, {})
    known = earlier.get("token", "") if earlier.get("email") == typed["email"] else ""
    request.session[PENDING] = {
        "email": typed["email"],
        "next": typed["next"] or earlier.get("next", ""),
        "token": token or known,
    }


def _enter(request: HttpRequest, form: CodeForm) -> bool:
    now, typed = read_clock(), form.cleaned_data
    if trouble := claim(request, typed["email"], Tried.GUESS, now):
        form.add_error(None, trouble)
        return False
    entered = accounts.enter_by_mail(
        municipality_id=city_of(request),
        typed=TypedCode(
            request=CodeRequest(purpose=CodePurpose.SIGN_IN, address=typed["email"]),
            code=typed["code"],
            token=typed["token"],
        ),
        language=request.language.code,  # type: ignore[attr-defined]
        now=now,
    )
    if not isinstance(entered, accounts.Entered):
        form.tell(entered)
        return False
    forgive(request, typed["email"], Tried.GUESS, Tried.LETTER)
    _admit(request, entered.resident_id, now)
    messages.success(
        request, _("アカウントを作り、サインインしました。") if entered.is_new else _("サインインしました。")
    )
    return True
