"""What an ID token must hold before we believe it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from shirube.accounts.domain.oidc import UntrustedTokenError, begin_journey, read_subject

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
ISSUER, CLIENT, NONCE = "https://card.example", "shirube", "a-nonce"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CURVE_KEY = ec.generate_private_key(ec.SECP256R1())


def claims(**changes: Any) -> dict[str, Any]:
    sound = {
        "iss": ISSUER,
        "aud": CLIENT,
        "sub": "pairwise",
        "nonce": NONCE,
        "iat": int(NOW.timestamp()),
        "exp": int((NOW + timedelta(minutes=5)).timestamp()),
    }
    return {name: value for name, value in {**sound, **changes}.items() if value is not None}


def token(key: Any = KEY, algorithm: str = "RS256", **changes: Any) -> str:
    return jwt.encode(claims(**changes), key, algorithm=algorithm, headers={"kid": "1"})


def keys() -> dict[str, Any]:
    rsa_key = json.loads(RSAAlgorithm.to_jwk(KEY.public_key()))
    return {"keys": [{**rsa_key, "kid": "1", "use": "sig"}]}


def read(written: str, published: dict[str, Any] | None = None) -> str:
    facts = {"issuer": ISSUER, "client_id": CLIENT, "nonce": NONCE, "now": NOW}
    return read_subject(written, published or keys(), **facts)


def test_a_sound_token_names_the_person():
    assert read(token()) == "pairwise"


def test_an_elliptic_signature_is_as_good():
    published = {"keys": [{**json.loads(ECAlgorithm.to_jwk(CURVE_KEY.public_key())), "kid": "1"}]}

    assert read(token(CURVE_KEY, "ES256"), published) == "pairwise"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://elsewhere.example"},
        {"aud": "another-client"},
        {"azp": "another-client"},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"exp": int((NOW - timedelta(minutes=2)).timestamp())},
        {"iat": int((NOW + timedelta(minutes=5)).timestamp())},
    ],
    ids=str,
)
def test_what_was_not_meant_for_us_now_is_refused(changes):
    with pytest.raises(UntrustedTokenError):
        read(token(**changes))


def test_a_foreign_key_is_refused():
    with pytest.raises(UntrustedTokenError):
        read(token(OTHER_KEY))


def test_a_token_signed_with_our_own_secret_is_refused():
    with pytest.raises(UntrustedTokenError):
        read(token("the client's secret, which is long enough to sign with", "HS256"))


def test_an_unsigned_token_is_refused():
    with pytest.raises(UntrustedTokenError):
        read(jwt.encode(claims(), None, algorithm="none", headers={"kid": "1"}))


@pytest.mark.parametrize("nonsense", ["", "a.b.c", "not a token"])
def test_nonsense_is_refused(nonsense):
    with pytest.raises(UntrustedTokenError):
        read(nonsense)


def test_each_journey_has_its_own_secrets():
    one, two = (begin_journey(provider_slug="card", wanted="", now=NOW) for _ in range(2))

    assert not {one.state, one.nonce, one.verifier} & {two.state, two.nonce, two.verifier}


def test_a_journey_is_over_after_a_quarter_of_an_hour():
    journey = begin_journey(provider_slug="card", wanted="", now=NOW)

    assert journey.is_answered_by("card", journey.state, NOW + timedelta(minutes=14))
    assert not journey.is_answered_by("card", journey.state, NOW + timedelta(minutes=15))
