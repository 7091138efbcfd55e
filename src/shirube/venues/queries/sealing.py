"""What people told us, closed for the time it lies in the database, bound to its row and city."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from shirube.files import interface as files

_USE = "venues.words"


def seal_words(content: Mapping[str, Any], *, keyring: files.Keyring, row_id: UUID) -> bytes | None:
    """None where there is nothing to close. The keyring: files.ensure_keyring."""
    if not content:
        return None
    plain = json.dumps(content, ensure_ascii=False).encode()
    return files.seal(keyring.derive(_USE), plain, place=_place(keyring.municipality_id, row_id))


def open_words(sealed: bytes | memoryview | None, *, municipality_id: UUID, row_id: UUID) -> dict[str, Any]:
    """Empty where nothing was told, or it is forgotten. files.BrokenSealError where it is another row's."""
    if not sealed:
        return {}
    key = files.open_keyring(municipality_id=municipality_id).derive(_USE)
    content: dict[str, Any] = json.loads(
        files.unseal(key, bytes(sealed), place=_place(municipality_id, row_id))
    )
    return content


def _place(municipality_id: UUID, row_id: UUID) -> str:
    return f"{_USE}:{municipality_id}:{row_id}"
