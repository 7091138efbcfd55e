"""Names of those who drafted and published."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from shirube.accounts import interface as accounts

_STAFF = "staff:"


def names_for(municipality_id: UUID, log_names: Collection[str]) -> Mapping[str, str]:
    """From "staff:<id>" to the person's name, in one query; the system has none."""
    ids = {name: UUID(name.removeprefix(_STAFF)) for name in log_names if name.startswith(_STAFF)}
    found = accounts.names_of(municipality_id=municipality_id, user_ids=set(ids.values())) if ids else {}
    return {name: found.get(user_id, "") for name, user_id in ids.items()}
