"""Residents who sign in with their card, through a provider of OpenID Connect in the manner of デジタル認証アプリ."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from shirube.accounts import interface as accounts
from shirube.accounts.domain import oidc
from shirube.accounts.domain.oidc import Journey, UntrustedTokenError
from shirube.accounts.interface import ClientProof, ForWhom, ProvenIdentity, Provider
from shirube.accounts.web import oidc_client
from shirube.accounts.web.oidc_client import ProviderDownError
from shirube.accounts.web.residents import city_of, enter_as_resident, safe_next
from shirube.kernel.clock import read_clock
from shirube.kernel.errors import DomainError
from shirube.kernel.identity import IdentityLevel
from shirube.ui.access import Access, access
from shirube.ui.pages import page
from shirube.ui.sentences import sentence_for

logger = logging.getLogger(__name__)
JOURNEY = "resident_journey"
# A card that no account has yet: the next code by mail links it.
UNLINKED = "resident_unlinked_card"


@access(Access.PUBLIC)
@never_cache
def depart(request: HttpRequest, provider_slug: str) -> HttpResponse:
    """To the provider, by way of its description."""
    now, provider = read_clock(), _provider(request, provider_slug)
    outage = accounts.find_outage(municipality_id=city_of(request), what=what_of(provider), now=now)
    if outage is not None and outage.is_fresh(now):
        return _refuse(request, "outage", provider)
    try:
        description = oidc_client.read_description(provider)
    except ProviderDownError as cause:
        return _note_outage(request, provider, cause, now)
    wanted = request.GET.get("next", "")
    journey = oidc.begin_journey(provider_slug=provider.slug, wanted=wanted, now=now)
    request.session[JOURNEY] = journey.as_dict()
    return redirect(
        oidc.authorization_address(
            description,
            journey,
            client_id=provider.client_id,
            return_to=return_address(request, provider.slug),
        )
    )


@access(Access.PUBLIC)
@never_cache
def come_back(request: HttpRequest, provider_slug: str) -> HttpResponse:
    """From the provider, with a code or an error."""
    now, provider = read_clock(), _provider(request, provider_slug)
    kept = request.session.pop(JOURNEY, None)
    journey = Journey(**kept) if kept else None
    state = request.GET.get("state", "")
    if journey is None or not journey.is_answered_by(provider.slug, state, now):
        return _refuse(request, "failed", provider)
    if request.GET.get("error"):
        return _refuse(request, "cancelled", provider)
    try:
        proven = _prove(request, provider, journey, now)
    except ProviderDownError as cause:
        return _note_outage(request, provider, cause, now)
    except UntrustedTokenError:
        logger.warning("an ID token was not accepted", exc_info=True)
        return _refuse(request, "failed", provider)
    accounts.note_recovery(municipality_id=city_of(request), what=what_of(provider), now=now)
    return _admit(request, proven, journey, now)


def return_address(request: HttpRequest, slug: str) -> str:
    """Where the provider sends people back to: the same in every language, because it is registered there."""
    language = request.language  # type: ignore[attr-defined]
    path = reverse("accounts:resident-provider-return", args=[slug])
    if language.segment:
        path = path.replace(f"/{language.segment}/accounts/", "/accounts/", 1)
    return request.build_absolute_uri(path)


def what_of(provider: Provider) -> str:
    """Under what an outage of the provider is noted."""
    return f"provider:{provider.slug}"


def link_waiting_card(request: HttpRequest, actor: accounts.ResidentActor, now: datetime) -> bool:
    """A card that came before its account: link it now. Whether there was one and it is linked."""
    kept = request.session.pop(UNLINKED, None)
    if kept is None or now - datetime.fromisoformat(kept["at"]) > oidc.JOURNEY_HOLDS_FOR:
        return False
    return _link(request, ProvenIdentity(kept["issuer"], kept["subject"]), actor, now)


def _provider(request: HttpRequest, slug: str) -> Provider:
    offered = accounts.list_providers(municipality_id=city_of(request), for_whom=ForWhom.RESIDENTS)
    found = next((one for one in offered if one.slug == slug), None)
    if found is None:
        raise Http404
    return found


def _prove(request: HttpRequest, provider: Provider, journey: Journey, now: datetime) -> ProvenIdentity:
    description = oidc_client.read_description(provider)
    token = oidc_client.exchange_code(
        provider,
        description,
        code=request.GET.get("code", ""),
        verifier=journey.verifier,
        return_to=return_address(request, provider.slug),
        assertion=_assertion(request, provider, description.token_endpoint, now),
    )
    subject = oidc.read_subject(
        token,
        oidc_client.read_keys(description),
        issuer=description.issuer,
        client_id=provider.client_id,
        nonce=journey.nonce,
        now=now,
    )
    return ProvenIdentity(provider.issuer, subject)


def _assertion(request: HttpRequest, provider: Provider, audience: str, now: datetime) -> str:
    """The city's own proof for a provider that takes no secret; empty for the others."""
    if provider.client_proof is ClientProof.SECRET:
        return ""
    return accounts.sign_client_assertion(
        municipality_id=city_of(request), client_id=provider.client_id, audience=audience, now=now
    )


def _admit(request: HttpRequest, proven: ProvenIdentity, journey: Journey, now: datetime) -> HttpResponse:
    """Known card: in. Unknown card: linked to whoever is signed in, else an account is looked for by mail."""
    present: accounts.ResidentActor | None = request.resident  # type: ignore[attr-defined]
    known = accounts.enter_by_card(municipality_id=city_of(request), proven=proven, now=now)
    if known is None and present is None:
        request.session[UNLINKED] = {
            "issuer": proven.issuer,
            "subject": proven.subject,
            "at": now.isoformat(),
        }
        messages.info(request, _("カードを確かめました。はじめてなので、続けてメールアドレスを確かめます。"))
        return redirect(_with_next("accounts:resident-sign-in", journey.next))
    if known is None and present is not None and not _link(request, proven, present, now):
        return redirect("accounts:resident-account")
    resident_id = known or present.resident_id  # type: ignore[union-attr]
    enter_as_resident(request, resident_id=resident_id, level=IdentityLevel.CARD, now=now)
    messages.success(request, _("カードで本人を確かめました。"))
    return redirect(safe_next(request, journey.next))


def _link(request: HttpRequest, proven: ProvenIdentity, actor: accounts.ResidentActor, now: datetime) -> bool:
    try:
        accounts.link_identity(municipality_id=city_of(request), proven=proven, actor=actor, now=now)
    except DomainError as error:
        messages.error(request, sentence_for(error))
        return False
    return True


def _note_outage(request: HttpRequest, provider: Provider, cause: Exception, now: datetime) -> HttpResponse:
    logger.warning("a provider for residents does not answer", exc_info=cause)
    oidc_client.forget_description(provider)
    accounts.note_outage(
        municipality_id=city_of(request), what=what_of(provider), name=provider.name, now=now
    )
    return _refuse(request, "outage", provider)


def _refuse(request: HttpRequest, reason: str, provider: Provider) -> HttpResponse:
    """Say what happened, and by what other ways one gets on."""
    now = read_clock()
    outage = accounts.find_outage(municipality_id=city_of(request), what=what_of(provider), now=now)
    context: dict[str, Any] = {"reason": reason, "provider": provider, "outage": outage}
    return page(
        request, "accounts/resident_card_refused.html", context, status=503 if reason == "outage" else 403
    )


def _with_next(name: str, wanted: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': wanted})}"
