"""The administrator's page for single sign-on: which providers staff may come from."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shirube.accounts import interface as accounts
from shirube.accounts.interface import ForWhom, Role
from shirube.accounts.web.client_keys import key_set_address, keys_table
from shirube.accounts.web.provider_forms import ProviderForm
from shirube.accounts.web.resident_card import return_address
from shirube.accounts.web.sign_on import provider_id
from shirube.kernel.clock import read_clock
from shirube.kernel.errors import DomainError
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for
from shirube.ui.tables import Cell, Column, Table

writable = access(Access.STAFF, roles=frozenset({Role.ADMINISTRATOR}))


@writable
def provider_list(request: HttpRequest) -> HttpResponse:
    """The providers, and the form that adds one or changes the one with the same short name."""
    form = ProviderForm(request.POST or None)
    if form.is_valid() and _is_set(request, form):
        messages.success(request, _("サインイン元を保存しました。サインインのページに表示されます。"))
        return redirect("accounts:providers")
    providers = accounts.list_providers(municipality_id=_city(request), for_whom=None)
    context = {
        "form": form,
        "table": _table(request, providers),
        "providers": providers,
        "keys": keys_table(request),
        "key_set_address": key_set_address(request),
    }
    return page(request, "accounts/providers.html", context, status=422 if form.errors else 200)


@writable
@require_POST
def remove_provider(request: HttpRequest, provider_slug: str) -> HttpResponse:
    accounts.remove_identity_provider(slug=provider_slug, **_act(request))
    messages.success(request, _("サインイン元を外しました。職員はパスワードでサインインできます。"))
    return redirect("accounts:providers")


def _is_set(request: HttpRequest, form: ProviderForm) -> bool:
    """Whether the provider was kept; a rule it breaks stands in the form."""
    try:
        accounts.set_identity_provider(entry=form.entry, **_act(request))
    except DomainError as error:
        form.add_error(None, sentence_for(error))
        return False
    return True


def _table(request: HttpRequest, providers: Any) -> Table:
    """Each with the address to register at the provider."""
    columns = (
        Column(_("名前")),
        Column(_("だれが使うか")),
        Column(_("発行者")),
        Column(_("メールのドメイン")),
        Column(_("戻り先のアドレス")),
    )
    rows = tuple(
        (
            Cell(one.name),
            Cell(_("住民") if one.for_whom is ForWhom.RESIDENTS else _("職員")),
            Cell(one.issuer),
            Cell(one.email_domain or _("限らない")),
            Cell(_return_address(request, one)),
        )
        for one in providers
    )
    return Table(_("使っているサインイン元"), columns, rows)


def _return_address(request: HttpRequest, provider: accounts.Provider) -> str:
    if provider.for_whom is ForWhom.RESIDENTS:
        return return_address(request, provider.slug)
    path = reverse("openid_connect_callback", args=[provider_id(request, provider.slug)])
    return request.build_absolute_uri(path)


def _city(request: HttpRequest) -> Any:
    return request.municipality.id  # type: ignore[attr-defined]


def _act(request: HttpRequest) -> dict[str, Any]:
    """What every command is told of the request."""
    actor = request.user.as_actor()  # type: ignore[union-attr]
    return {"municipality_id": _city(request), "actor": actor, "now": read_clock()}
