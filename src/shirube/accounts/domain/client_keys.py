"""The key with which a city proves to a provider that it is itself, instead of a shared secret.

Source: RFC 7523 §2.2 and OpenID Connect Core 1.0 §9 (private_key_jwt), which デジタル認証アプリ demands; RFC 7517 (JWKS).
RS256, because it is the one algorithm that every provider must know (OpenID Connect Core §15.1).
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ALGORITHM = "RS256"
# Enough for a key that is used for a year (CRYPTREC: 112 bits until 2030).
_BITS = 2048
ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
# Providers keep what they have read for hours: a new key is published before it is used, an old one for a while after.
PUBLISHED_BEFORE = timedelta(days=1)
PUBLISHED_AFTER = timedelta(days=1)
USED_FOR = timedelta(days=365)
# Longer than the clocks of two machines differ; an assertion is used at once.
_HOLDS_FOR = timedelta(seconds=60)


class ClientProof(StrEnum):
    """How we prove to a provider who asks."""

    SECRET = "secret"  # noqa: S105 — a word, not a secret.
    PRIVATE_KEY = "private_key"


@dataclass(frozen=True, slots=True)
class NewKey:
    """`public` is what everybody may read (JWK), `private` the PEM that never leaves us."""

    name: str
    public: dict[str, Any]
    private: str


def make_key() -> NewKey:
    """Cost: a fraction of a second."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=_BITS)
    name = secrets.token_urlsafe(12)
    public = json.loads(RSAAlgorithm.to_jwk(key.public_key()))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    facts = {"kty": public["kty"], "n": public["n"], "e": public["e"]}
    return NewKey(name, {**facts, "kid": name, "use": "sig", "alg": ALGORITHM}, private.decode())


def make_assertion(private: str, name: str, *, client_id: str, audience: str, now: datetime) -> str:
    """What goes to the provider's token endpoint (`audience`), used once."""
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": audience,
        "jti": secrets.token_urlsafe(24),
        "iat": int(now.timestamp()),
        "exp": int((now + _HOLDS_FOR).timestamp()),
    }
    return jwt.encode(claims, private, algorithm=ALGORITHM, headers={"kid": name})
