"""Talking to a provider of OpenID Connect: its description, its keys, and the exchange of a code. Never waits long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import requests
from django.conf import settings
from django.core.cache import cache

from shirube.accounts.domain.oidc import Description, UntrustedTokenError
from shirube.accounts.interface import ASSERTION_TYPE, Provider

# Seconds to connect and to wait for the answer: a resident and a worker wait no longer.
TIMEOUT = (2, 4)
KEPT_FOR = 600
LARGEST_ANSWER = 200_000


class ProviderDownError(Exception):
    """It does not answer, or not as a provider does. The cause goes to the log."""


def read_description(provider: Provider) -> Description:
    """The provider's own description, kept for ten minutes. ProviderDownError."""
    kept = cache.get(_name(provider))
    facts = kept or _read_json(f"{provider.issuer}/.well-known/openid-configuration")
    try:
        description = _description(facts)
    except (KeyError, TypeError) as cause:
        raise ProviderDownError("description") from cause
    if description.issuer.rstrip("/") != provider.issuer or not _are_safe(description):
        raise ProviderDownError("description of another")
    if kept is None:
        cache.set(_name(provider), facts, KEPT_FOR)
    return description


def read_keys(description: Description) -> Mapping[str, Any]:
    """The keys with which the provider signs now; not kept, because it changes them without notice. ProviderDownError."""
    return _read_json(description.jwks_uri)


def exchange_code(
    provider: Provider,
    description: Description,
    *,
    code: str,
    verifier: str,
    return_to: str,
    assertion: str = "",
) -> str:
    """The ID token for the code. ProviderDownError, or UntrustedTokenError where the provider refuses the code.

    `assertion`: the proof with a key of our own, which takes the place of the secret.
    """
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": return_to,
        "code_verifier": verifier,
        "client_id": provider.client_id,
    }
    credentials = None
    if assertion:
        form |= {"client_assertion_type": ASSERTION_TYPE, "client_assertion": assertion}
    elif description.takes_secret_in_body:
        form["client_secret"] = provider.secret
    else:
        # Danger: as text, anything beyond Latin 1 would be an error of ours (RFC 7617 §2.1 says UTF-8).
        credentials = (provider.client_id.encode(), provider.secret.encode())
    answer = _call("post", description.token_endpoint, data=form, auth=credentials)
    if answer.status_code >= 500:
        raise ProviderDownError(answer.status_code)
    token = _json(answer).get("id_token") if answer.status_code == 200 else None
    if not isinstance(token, str):
        raise UntrustedTokenError(f"the code was refused with {answer.status_code}")
    return token


def forget_description(provider: Provider) -> None:
    """After a failure the next person asks anew."""
    cache.delete(_name(provider))


def _read_json(address: str) -> dict[str, Any]:
    answer = _call("get", address)
    if answer.status_code != 200:
        raise ProviderDownError(answer.status_code)
    return _json(answer)


def _call(method: str, address: str, **options: Any) -> requests.Response:
    try:
        return requests.request(method, address, timeout=TIMEOUT, allow_redirects=False, **options)
    except requests.RequestException as cause:
        raise ProviderDownError(type(cause).__name__) from cause


def _json(answer: requests.Response) -> dict[str, Any]:
    try:
        facts = answer.json() if len(answer.content) <= LARGEST_ANSWER else None
    except ValueError as cause:
        raise ProviderDownError("no JSON") from cause
    if not isinstance(facts, dict):
        raise ProviderDownError("no object")
    return facts


def _description(facts: Mapping[str, Any]) -> Description:
    methods = facts.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Description(
        issuer=str(facts["issuer"]),
        authorization_endpoint=str(facts["authorization_endpoint"]),
        token_endpoint=str(facts["token_endpoint"]),
        jwks_uri=str(facts["jwks_uri"]),
        takes_secret_in_body="client_secret_basic" not in methods,
    )


def _are_safe(description: Description) -> bool:
    """By https, or on this very machine where the installation trusts it."""
    allowed = ("https://", *settings.SIGN_ON_TRUSTED_ISSUERS)
    endpoints = (description.authorization_endpoint, description.token_endpoint, description.jwks_uri)
    return all(address.startswith(allowed) for address in endpoints)


def _name(provider: Provider) -> str:
    return f"accounts.oidc:{provider.id}"
