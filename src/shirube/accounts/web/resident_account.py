"""A resident's own account: name and language, address, devices, leaving."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.accounts.web.mandate_letters import tell_both
from shirube.accounts.web.resident_doors import list_cards
from shirube.accounts.web.resident_forms import OwnDataForm
from shirube.accounts.web.residents import city_of, current_resident, enter_as_resident
from shirube.kernel.clock import read_clock
from shirube.kernel.identity import IdentityLevel
from shirube.ui.access import Access, access
from shirube.ui.pages import page

resident = access(Access.RESIDENT)


@resident
def account(request: HttpRequest) -> HttpResponse:
    """What the account knows, and the form that changes it."""
    person = own_summary(request)
    known = {"name": person.name, "kana": person.kana, "language": person.language}
    form = OwnDataForm(request.POST or None, initial=known)
    if form.is_valid():
        accounts.describe_resident(**form.cleaned_data, **act(request))
        messages.success(request, _("保存しました。"))
        return redirect("accounts:resident-account")
    context = {"form": form, "person": person, "cards": list_cards(request)}
    return page(request, "accounts/resident_account.html", context, status=422 if form.errors else 200)


@resident
def devices(request: HttpRequest) -> HttpResponse:
    """Where the resident is signed in."""
    sessions = accounts.list_resident_sessions(
        municipality_id=city_of(request),
        resident_id=current_resident(request).resident_id,
        current_key=request.session.session_key,
        now=read_clock(),
    )
    return page(request, "accounts/resident_devices.html", {"sessions": sessions})


@resident
@require_POST
def end_device(request: HttpRequest, session_id: UUID) -> HttpResponse:
    accounts.end_resident_session(session_id=session_id, **act(request))
    messages.success(request, _("その機器からサインアウトしました。"))
    return redirect("accounts:resident-devices")


@resident
@require_POST
def end_other_devices(request: HttpRequest) -> HttpResponse:
    accounts.end_other_resident_sessions(kept_key=request.session.session_key, **act(request))
    messages.success(request, _("ほかのすべての機器からサインアウトしました。"))
    return redirect("accounts:resident-devices")


@resident
@require_POST
def unlink_card(request: HttpRequest) -> HttpResponse:
    """The card no longer opens the account; the session goes on as one by mail."""
    accounts.unlink_identity(issuer=request.POST.get("issuer", ""), **act(request))
    known = current_resident(request)
    enter_as_resident(request, resident_id=known.resident_id, level=IdentityLevel.MAIL, now=read_clock())
    messages.success(request, _("カードのつながりを外しました。"))
    return redirect("accounts:resident-account")


@resident
def close(request: HttpRequest) -> HttpResponse:
    """Say what happens, then close the account."""
    if request.method == "POST":
        mandates = accounts.list_mandates(
            municipality_id=city_of(request), resident_id=current_resident(request).resident_id
        )
        own = [mandate for mandate in mandates if mandate.concerns(current_resident(request).resident_id)]
        accounts.close_resident(**act(request))
        for mandate in own:
            tell_both(request, mandate, "ended")
        request.session.flush()
        messages.success(request, _("アカウントを閉じました。メールアドレスと氏名を消しました。"))
        return redirect("portal:home")
    return page(request, "accounts/resident_close.html", {"person": own_summary(request)})


def own_summary(request: HttpRequest) -> accounts.ResidentSummary:
    """The resident who reads the page."""
    return accounts.get_resident(
        municipality_id=city_of(request), resident_id=current_resident(request).resident_id
    )


def act(request: HttpRequest) -> dict[str, Any]:
    """What every command of a resident is told of the request."""
    return {"municipality_id": city_of(request), "actor": current_resident(request), "now": read_clock()}
