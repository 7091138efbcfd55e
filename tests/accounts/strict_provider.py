"""A provider that takes no secrets: it asks for an assertion, and checks its signature against the keys registered with it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

import flask
import jwt
import oidc_provider_mock
from oidc_provider_mock import User as Subject
from werkzeug.serving import make_server

from shirube.accounts.interface import ASSERTION_TYPE

TOKEN = "/oauth2/token"


@dataclass
class StrictProvider:
    """`keys`: the JWKS that the client registered. `refused`: why, in the order in which it happened."""

    issuer: str = ""
    keys: dict[str, Any] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)

    def check(self, sent: Any) -> None:
        """Raises for whatever is wrong with the client's proof."""
        if "client_secret" in sent or sent.get("client_assertion_type") != ASSERTION_TYPE:
            raise jwt.InvalidTokenError("no assertion")
        assertion = sent["client_assertion"]
        name = jwt.get_unverified_header(assertion)["kid"]
        key = next(one for one in jwt.PyJWKSet.from_dict(self.keys).keys if one.key_id == name)
        claims = jwt.decode(
            assertion,
            key=key,
            algorithms=["RS256"],
            audience=f"{self.issuer}{TOKEN}",
            issuer="shirube",
            options={"require": ["iss", "sub", "aud", "jti", "exp"]},
        )
        if claims["sub"] != "shirube" or claims["jti"] in self.seen:
            raise jwt.InvalidTokenError("sub or jti")
        self.seen.add(claims["jti"])


@contextmanager
def running(subject: str) -> Iterator[StrictProvider]:
    provider = StrictProvider()
    app = oidc_provider_mock.app(user_claims=[Subject(sub=subject)])
    app.before_request(lambda: _guard(provider))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _guard(provider: StrictProvider) -> flask.Response | None:
    if flask.request.path != TOKEN:
        return None
    try:
        provider.check(flask.request.form)
    except (jwt.PyJWTError, StopIteration, KeyError) as cause:
        provider.refused.append(type(cause).__name__)
        return flask.Response('{"error": "invalid_client"}', 401, content_type="application/json")
    # The mock behind knows secrets only, and takes any.
    flask.request.environ["HTTP_AUTHORIZATION"] = f"Basic {b64encode(b'shirube:any').decode()}"
    return None
