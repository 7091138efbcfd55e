"""Single sign-on: the city's own provider vouches for a person who has an account here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.openid_connect import views
from django.http import HttpRequest, HttpResponse
from requests import RequestException

from shirube.accounts import interface as accounts
from shirube.accounts.models import User
from shirube.kernel.scope import current_municipality
from shirube.ui.access import Access, access
from shirube.ui.pages import page

logger = logging.getLogger(__name__)
KIND = "openid_connect"


class SignOnAdapter(DefaultSocialAccountAdapter):
    """Providers are rows of the municipality in scope; nobody gets an account by signing in."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The city's providers in the form allauth knows (never saved)."""
        apps = [_app(request, row) for row in accounts.list_providers(municipality_id=current_municipality())]
        return [
            app
            for app in apps
            if provider in {None, KIND, app.provider_id} and client_id in {None, "", app.client_id}
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account of the person the provider names. Only an active one of this city, by a verified address."""
        provider = _provider_of(sociallogin)
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            refuse(request, "not_offered")
        if not sociallogin.is_existing:
            user = _find_user(provider, sociallogin)
            if user is None:
                refuse(request, "unknown_person", provider.name)
            sociallogin.connect(request, user)
        elif not sociallogin.user.is_active:
            refuse(request, "unknown_person", provider.name)
        request.second_factor_vouched = provider.asks_second_factor  # type: ignore[attr-defined]

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: Any = None,  # noqa: ARG002 — allauth's signature.
    ) -> None:
        if isinstance(exception, RequestException):
            raise ImmediateHttpResponse(_outage(request, provider.app.name, exception))
        if error == AuthError.CANCELLED:
            refuse(request, "cancelled", provider.app.name)
        logger.warning("single sign-on failed: %s", error, exc_info=exception)
        refuse(request, "failed", provider.app.name)


def refuse(request: HttpRequest, reason: str, provider_name: str = "") -> NoReturn:
    """End the sign-on with a page that says why, and how to sign in by password."""
    context = {"reason": reason, "provider_name": provider_name}
    answer = page(request, "accounts/sign_on_refused.html", context, status=HTTPStatus.FORBIDDEN)
    raise ImmediateHttpResponse(answer)


def provider_id(request: HttpRequest, slug: str) -> str:
    """How allauth tells the providers of all cities apart: 990019-entra."""
    return f"{request.municipality.code}-{slug}"  # type: ignore[attr-defined]


def _app(request: HttpRequest, provider: accounts.Provider) -> SocialApp:
    vouched = [provider.email_domain] if provider.vouches_for_email else False
    return SocialApp(
        provider=KIND,
        provider_id=provider_id(request, provider.slug),
        name=provider.name,
        client_id=provider.client_id,
        secret=provider.secret,
        settings={"server_url": provider.issuer, "verified_email": vouched},
    )


def _provider_of(sociallogin: SocialLogin) -> accounts.Provider:
    slug = sociallogin.account.provider.partition("-")[2]
    providers = accounts.list_providers(municipality_id=current_municipality())
    return next(provider for provider in providers if provider.slug == slug)


def _find_user(provider: accounts.Provider, sociallogin: SocialLogin) -> User | None:
    addresses = [
        one.email for one in sociallogin.email_addresses if one.verified and provider.admits(one.email)
    ]
    users = User.objects.filter(municipality_id=current_municipality(), is_active=True)
    return next(
        (user for address in addresses if (user := users.filter(email__iexact=address).first())), None
    )


def _outage(request: HttpRequest, name: str, exception: Exception) -> HttpResponse:
    logger.warning("a provider of single sign-on does not answer", exc_info=exception)
    context = {"reason": "outage", "provider_name": name}
    return page(request, "accounts/sign_on_refused.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)


def _survive_outage(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    # allauth catches errors of the exchange, but not those of the provider's own description, which comes first.
    def surviving(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except (RequestException, KeyError) as exception:
            return _outage(request, "", exception)

    return surviving


sign_on = access(Access.PUBLIC)(_survive_outage(views.login))
sign_on_callback = access(Access.PUBLIC)(_survive_outage(views.callback))
