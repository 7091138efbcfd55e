"""The city's public keys, for providers to read, and the administrator's button that changes them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shirube.accounts import interface as accounts
from shirube.accounts.interface import Role
from shirube.accounts.web.residents import city_of
from shirube.kernel.clock import read_clock
from shirube.ui.access import Access, access
from shirube.ui.tables import Cell, Column, Table
from shirube.ui.templatetags.ui_text import moment

# Shorter than a key is published before it is used.
_KEPT_SECONDS = 3600


@access(Access.PUBLIC)
@require_safe
def key_set(request: HttpRequest) -> JsonResponse:
    """The JSON Web Key Set (RFC 7517) that is registered at providers."""
    keys = accounts.list_client_keys(municipality_id=city_of(request), now=read_clock())
    answer = JsonResponse({"keys": [one.public for one in keys]})
    answer["Content-Type"] = "application/jwk-set+json"
    answer["Cache-Control"] = f"public, max-age={_KEPT_SECONDS}"
    return answer


@access(Access.STAFF, roles=frozenset({Role.ADMINISTRATOR}))
@require_POST
def change_key(request: HttpRequest) -> HttpResponse:
    is_leaked = "is_leaked" in request.POST
    accounts.change_client_key(
        municipality_id=city_of(request),
        actor=request.user.as_actor(),  # type: ignore[union-attr]
        now=read_clock(),
        is_leaked=is_leaked,
    )
    told = _("新しい署名鍵を作りました。今から使います。") if is_leaked else _("新しい署名鍵を作りました。")
    messages.success(request, told)
    return redirect("accounts:providers")


def key_set_address(request: HttpRequest) -> str:
    """The same in every language, because it is registered at providers."""
    path = reverse("accounts:client-keys")
    segment = request.language.segment  # type: ignore[attr-defined]
    return request.build_absolute_uri(
        path.replace(f"/{segment}/accounts/", "/accounts/", 1) if segment else path
    )


def keys_table(request: HttpRequest) -> Table:
    """What is published now."""
    columns = (Column(_("鍵の名前")), Column(_("使い始め")), Column(_("公開の終わり")), Column(_("今使う鍵")))
    keys = accounts.list_client_keys(municipality_id=city_of(request), now=read_clock())
    rows = tuple(
        (
            Cell(one.name),
            Cell(moment(one.used_from)),
            Cell(moment(one.published_until) or None, missing=_("決まっていません")),
            Cell(_("はい") if one.is_used else _("いいえ")),
        )
        for one in keys
    )
    return Table(_("公開している署名鍵"), columns, rows)
