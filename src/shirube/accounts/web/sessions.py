"""Sessions by city: kept in the tenant table, sent in a cookie that the browser shows to this city's pages only.

Two walls, of which each alone would do. The cookie's path keeps a browser from carrying a session to another city, so
that a person can be signed in to two cities at once; and where it is carried there all the same, the row is not found.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import get_script_prefix

from shirube.accounts.models import Session
from shirube.kernel.clock import read_clock
from shirube.kernel.scope import current_municipality, find_municipality

# What a session row tells its owner, beside the data that Django keeps.
SIGNED_IN_AT = "signed_in_at"
LAST_SEEN_AT = "last_seen_at"
ADDRESS = "address"
BROWSER = "browser"
# Which resident is signed in, how surely, since when (accounts.web.residents).
RESIDENT = "resident"


class SessionStore(db.SessionStore):
    """Django's engine on the table of the accounts room."""

    @classmethod
    def get_model_class(cls) -> type[Any]:
        return Session

    def load(self) -> dict[str, Any]:
        # Pages of no city (the list of municipalities) know no session, whatever cookie is sent.
        row = None
        if find_municipality() is not None:
            rows = Session.objects.filter(
                municipality_id=current_municipality(), session_key=self.session_key
            )
            row = rows.filter(expire_date__gt=read_clock()).first()
        if row is None:
            self._session_key = None
            return {}
        data: dict[str, Any] = self.decode(row.session_data)
        return data

    def exists(self, session_key: str) -> bool:
        return find_municipality() is not None and super().exists(session_key)

    def save(self, must_create: bool = False) -> None:  # noqa: FBT001, FBT002 — Django's signature.
        key = self.session_key
        if key is None:
            return self.create()
        values = self._values(self._get_session(no_load=must_create))  # type: ignore[attr-defined]
        if must_create:
            return self._insert(key, values)
        rows = Session.objects.filter(municipality_id=current_municipality(), session_key=key)
        # Ended meanwhile, here or elsewhere: it must not come to life again.
        if not rows.update(**values):
            raise UpdateError
        return None

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key is not None and find_municipality() is not None:
            Session.objects.filter(municipality_id=current_municipality(), session_key=key).delete()

    def _insert(self, key: str, values: dict[str, Any]) -> None:
        try:
            with transaction.atomic():
                Session.objects.create(municipality_id=current_municipality(), session_key=key, **values)
        except IntegrityError as taken:
            raise CreateError from taken

    def _values(self, data: dict[str, Any]) -> dict[str, Any]:
        return {
            "session_data": self.encode(data),
            "expire_date": self.get_expiry_date(),
            "user_id": data.get(SESSION_KEY),
            "resident_id": data.get(RESIDENT, {}).get("id"),
            "signed_in_at": _moment(data.get(SIGNED_IN_AT)),
            "last_seen_at": _moment(data.get(LAST_SEEN_AT)),
            "address": data.get(ADDRESS),
            "browser": str(data.get(BROWSER, ""))[:200],
        }


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


class CitySessionMiddleware(SessionMiddleware):
    """Django's, with the city's own part of the address as the cookie's path."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
        if cookie is not None:
            cookie["path"] = city_path(request)
        return response


def city_path(request: HttpRequest) -> str:
    """/<slug>/ for all languages of the city, or / where the city has a host of its own."""
    language = getattr(request, "language", None)
    segment = f"{language.segment}/" if language is not None and language.segment else ""
    return get_script_prefix().removesuffix(segment)
