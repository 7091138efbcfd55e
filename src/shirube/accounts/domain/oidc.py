"""OpenID Connect as a resident's browser goes through it: what is asked for, and what an ID token must hold.

Source: OpenID Connect Core 1.0 §3.1 (code flow, ID token validation), RFC 7636 (PKCE), デジタル認証アプリ's interface, which is
the same flow with a pairwise `sub` for each service.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode

import jwt

# Danger: never the symmetric ones, and never "none": whoever knows our secret could make tokens.
ALGORITHMS = ["RS256", "ES256", "PS256"]
# Clocks differ a little.
LEEWAY = timedelta(seconds=60)
# How long one may take at the provider with card, PIN and telephone.
JOURNEY_HOLDS_FOR = timedelta(minutes=15)


class ForWhom(StrEnum):
    """Whom a provider signs in."""

    STAFF = "staff"
    RESIDENTS = "residents"


class UntrustedTokenError(Exception):
    """The ID token is not what we asked for. A reason for the log, never for a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a provider says about itself (its discovery document)."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    takes_secret_in_body: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Journey:
    """One way to the provider and back, kept in the browser's session until it returns; used once."""

    provider_slug: str
    state: str
    nonce: str
    verifier: str
    next: str
    begun_at: str

    @property
    def challenge(self) -> str:
        digest = hashlib.sha256(self.verifier.encode()).digest()
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

    def is_answered_by(self, provider_slug: str, state: str, now: datetime) -> bool:
        """Whether this return belongs to this departure."""
        fresh = now - datetime.fromisoformat(self.begun_at) < JOURNEY_HOLDS_FOR
        return fresh and provider_slug == self.provider_slug and secrets.compare_digest(state, self.state)

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


def begin_journey(*, provider_slug: str, wanted: str, now: datetime) -> Journey:
    return Journey(
        provider_slug=provider_slug,
        state=secrets.token_urlsafe(24),
        nonce=secrets.token_urlsafe(24),
        verifier=secrets.token_urlsafe(48),
        next=wanted,
        begun_at=now.isoformat(),
    )


def authorization_address(
    description: Description, journey: Journey, *, client_id: str, return_to: str
) -> str:
    """Where to send the browser. Only `openid` is asked for: who somebody is on paper is none of a sign-in's business."""
    asked = {
        "response_type": "code",
        "scope": "openid",
        "client_id": client_id,
        "redirect_uri": return_to,
        "state": journey.state,
        "nonce": journey.nonce,
        "code_challenge": journey.challenge,
        "code_challenge_method": "S256",
    }
    joint = "&" if "?" in description.authorization_endpoint else "?"
    return f"{description.authorization_endpoint}{joint}{urlencode(asked)}"


def read_subject(
    token: str, keys: Mapping[str, Any], *, issuer: str, client_id: str, nonce: str, now: datetime
) -> str:
    """The person's number at the provider, from a verified ID token. UntrustedTokenError."""
    claims = _verified(token, keys, issuer, client_id)
    if not secrets.compare_digest(str(claims["nonce"]).encode(), nonce.encode()):
        raise UntrustedTokenError("nonce")
    if datetime.fromtimestamp(claims["exp"], now.tzinfo) + LEEWAY <= now:
        raise UntrustedTokenError("expired")
    if datetime.fromtimestamp(claims["iat"], now.tzinfo) - LEEWAY > now:
        raise UntrustedTokenError("issued in the future")
    if claims.get("azp", client_id) != client_id:
        raise UntrustedTokenError("azp")
    return str(claims["sub"])


def _verified(token: str, keys: Mapping[str, Any], issuer: str, client_id: str) -> dict[str, Any]:
    """Signature, issuer and audience; times are checked by the caller, whose clock is handed in."""
    options: Any = {
        "require": ["iss", "aud", "sub", "exp", "iat", "nonce"],
        "verify_exp": False,
        "verify_iat": False,
        "verify_nbf": False,
    }
    try:
        key = _key_of(token, keys)
        return dict(
            jwt.decode(
                token, key=key, algorithms=ALGORITHMS, audience=client_id, issuer=issuer, options=options
            )
        )
    except (jwt.PyJWTError, KeyError, ValueError, TypeError) as cause:
        raise UntrustedTokenError(type(cause).__name__) from cause


def _key_of(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    """The provider's key that the token names; without a name there must be only one."""
    name = jwt.get_unverified_header(token).get("kid")
    usable = [key for key in jwt.PyJWKSet.from_dict(dict(keys)).keys if name in {None, key.key_id}]
    if len(usable) != 1:
        raise UntrustedTokenError("no such key")
    return usable[0]
