"""The administrator's page for signatures of residents: which certificate authorities are trusted."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Role
from shirube.accounts.web.authority_forms import AuthorityForm, CrlForm
from shirube.accounts.web.residents import city_of
from shirube.kernel.clock import read_clock
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

administrator = access(Access.STAFF, roles=frozenset({Role.ADMINISTRATOR}))


@administrator
def authority_list(request: HttpRequest) -> HttpResponse:
    """The authorities with what is known of their revocations, and the form that adds one."""
    form = AuthorityForm(request.POST or None, request.FILES or None)
    if form.is_valid() and _is_added(request, form):
        messages.success(request, _("認証局を登録しました。拇印を発行元の値と照らし合わせてください。"))
        return redirect("accounts:authorities")
    now = read_clock()
    context = {
        "form": form,
        "crl_form": CrlForm(),
        "authorities": accounts.list_authorities(municipality_id=city_of(request)),
        "outages": _revocation_outages(request),
        "now": now,
    }
    return page(request, "accounts/authorities.html", context, status=422 if form.errors else 200)


@administrator
@require_POST
def renew_crl(request: HttpRequest, authority_id: UUID) -> HttpResponse:
    form = CrlForm(request.POST, request.FILES)
    given = form.cleaned_data["crl"] if form.is_valid() else b""
    accounts.renew_crl(authority_id=authority_id, crl=given, **_act(request))
    messages.success(request, _("失効リストを置き換えました。"))
    return redirect("accounts:authorities")


@administrator
@require_POST
def remove_authority(request: HttpRequest, authority_id: UUID) -> HttpResponse:
    accounts.remove_authority(authority_id=authority_id, **_act(request))
    messages.success(request, _("認証局を外しました。この認証局の証明書による署名は、もう受け付けません。"))
    return redirect("accounts:authorities")


def _is_added(request: HttpRequest, form: AuthorityForm) -> bool:
    """Whether the authority was kept; a rule it breaks stands in the form."""
    try:
        accounts.add_authority(entry=form.entry, **_act(request))
    except DomainError as error:
        form.add_error(None, sentence_for(error))
        return False
    return True


def _revocation_outages(request: HttpRequest) -> list[accounts.OutageLine]:
    outages = accounts.list_outages(municipality_id=city_of(request), now=read_clock())
    return [outage for outage in outages if outage.what.startswith("revocation:")]


def _act(request: HttpRequest) -> dict[str, Any]:
    actor = request.user.as_actor()  # type: ignore[union-attr]
    return {"municipality_id": city_of(request), "actor": actor, "now": read_clock()}
