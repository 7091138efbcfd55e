"""Who a notice goes to and what it says, closed for the time it lies in the database."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from uuid import UUID

from shirube.accounts import interface as accounts


@dataclass(frozen=True, slots=True)
class Contents:
    """The personal part of a notice."""

    address: str
    name: str
    facts: Mapping[str, str]
    # The text of an iCalendar file that goes with the letter; empty where none does.
    calendar: str = ""


def seal_contents(contents: Contents, *, municipality_id: UUID, notice_id: UUID) -> str:
    """Bound to its row: put into another notice, or another city's, it does not open."""
    plain = json.dumps(asdict(contents), ensure_ascii=False)
    return accounts.seal(plain, keys=accounts.sealing_keys(), purpose=_purpose(municipality_id, notice_id))


def open_contents(sealed: str, *, municipality_id: UUID, notice_id: UUID) -> Contents:
    """accounts.SealBrokenError where it is another row's, was forgotten, or the installation's key was lost."""
    purpose = _purpose(municipality_id, notice_id)
    return Contents(**json.loads(accounts.unseal(sealed, keys=accounts.sealing_keys(), purpose=purpose)))


def _purpose(municipality_id: UUID, notice_id: UUID) -> str:
    return f"notice:{municipality_id}:{notice_id}"
