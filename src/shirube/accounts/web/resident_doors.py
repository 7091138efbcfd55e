"""By what doors residents come in, which of them are shut, and the way to a stronger proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from shirube.accounts import interface as accounts
from shirube.accounts.interface import ForWhom
from shirube.accounts.web.resident_card import what_of
from shirube.accounts.web.residents import city_of, current_resident, safe_next
from shirube.kernel.clock import read_clock
from shirube.kernel.identity import IdentityLevel
from shirube.ui.access import Access, access
from shirube.ui.pages import page


@dataclass(frozen=True, slots=True)
class Door:
    """A provider one can sign in with; `down_since` where it does not answer."""

    name: str
    url: str
    down_since: datetime | None


@dataclass(frozen=True, slots=True)
class Card:
    """A provider as it concerns one account."""

    name: str
    issuer: str
    url: str
    is_linked: bool
    may_unlink: bool


@access(Access.RESIDENT)
def step_up(request: HttpRequest) -> HttpResponse:
    """The page that was asked for needs a stronger proof; here are the ways to it, and back."""
    wanted = safe_next(request, request.GET.get("next", ""))
    if current_resident(request).level >= IdentityLevel.CARD:
        return redirect(wanted)
    context = {"doors": list_doors(request, wanted)}
    return page(request, "accounts/resident_step_up.html", context)


def list_doors(request: HttpRequest, wanted: str) -> Sequence[Door]:
    """The city's providers for residents, with what is known of their outages."""
    providers = accounts.list_providers(municipality_id=city_of(request), for_whom=ForWhom.RESIDENTS)
    if not providers:
        return []
    outages = accounts.list_outages(municipality_id=city_of(request), now=read_clock())
    since = {outage.what: outage.since for outage in outages}
    return [
        Door(provider.name, _address(provider, wanted), since.get(what_of(provider)))
        for provider in providers
    ]


def list_cards(request: HttpRequest) -> Sequence[Card]:
    """The providers, and whether the resident's card is linked."""
    known, city = current_resident(request), city_of(request)
    providers = accounts.list_providers(municipality_id=city, for_whom=ForWhom.RESIDENTS)
    linked = accounts.list_linked_issuers(municipality_id=city, resident_id=known.resident_id)
    here = reverse("accounts:resident-account")
    return [
        Card(
            name=one.name,
            issuer=one.issuer,
            url=_address(one, here),
            is_linked=one.issuer in linked,
            may_unlink=known.level >= IdentityLevel.CARD,
        )
        for one in providers
    ]


def _address(provider: accounts.Provider, wanted: str) -> str:
    address = reverse("accounts:resident-provider", args=[provider.slug])
    return f"{address}?{urlencode({'next': wanted})}" if wanted else address
