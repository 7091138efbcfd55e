"""Reading the keys by which a city proves itself to providers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from shirube.accounts.domain.client_keys import make_assertion
from shirube.accounts.domain.sealing import unseal
from shirube.accounts.models import ClientKey
from shirube.accounts.queries.staff import sealing_keys
from shirube.kernel.errors import NotFoundError

CLIENT_KEY = "accounts.client_key"


class NoClientKeyError(NotFoundError):
    """The city has made no key yet."""

    code = "accounts.no_client_key"


@dataclass(frozen=True, slots=True)
class ClientKeyLine:
    """A key without its private part."""

    name: str
    public: dict[str, Any]
    made_at: datetime
    used_from: datetime
    published_until: datetime | None
    is_used: bool


def list_client_keys(*, municipality_id: UUID, now: datetime) -> Sequence[ClientKeyLine]:
    """All that are published now, the newest first: what the public JWKS holds."""
    rows = list(published_keys(municipality_id, now))
    used = _used(rows, now)
    return [
        ClientKeyLine(
            row.name, row.public, row.made_at, row.used_from, row.published_until, is_used=row is used
        )
        for row in rows
    ]


def sign_client_assertion(*, municipality_id: UUID, client_id: str, audience: str, now: datetime) -> str:
    """A proof that it is this city that asks, for one request to `audience`. NoClientKeyError, SealBrokenError."""
    used = _used(published_keys(municipality_id, now), now)
    if used is None:
        raise NoClientKeyError
    private = unseal(used.private, keys=sealing_keys(), purpose=CLIENT_KEY)
    return make_assertion(private, used.name, client_id=client_id, audience=audience, now=now)


def published_keys(municipality_id: UUID, now: datetime) -> QuerySet[ClientKey]:
    """Rows of keys that providers can read, for queries and commands of this room."""
    is_published = Q(published_until__isnull=True) | Q(published_until__gt=now)
    rows = ClientKey.objects.filter(is_published, municipality_id=municipality_id)
    return rows.order_by("-used_from", "-made_at")


def _used(rows: Sequence[ClientKey] | QuerySet[ClientKey], now: datetime) -> ClientKey | None:
    return next((row for row in rows if row.used_from <= now), None)
