"""Closed accounts stand in the ledger of what was forgotten, and stay closed after a restore."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.files import interface as files

_HOLDER = "accounts.resident"


@dataclass(frozen=True, slots=True)
class ClosedAccounts:
    """A line of the ledger for each; its holder has no key, its address and names are what was forgotten."""

    identifier: str = "files.ledger"

    def note(self, *, municipality_id: UUID, resident_id: UUID, now: datetime) -> None:
        files.ensure_keyring(municipality_id=municipality_id, now=now)
        files.note_forgotten(municipality_id=municipality_id, holder=f"{_HOLDER}:{resident_id}", now=now)


def _close_again(*, municipality_id: UUID, holder: str, now: datetime) -> bool:
    resident_id = UUID(holder.partition(":")[2])
    return accounts.close_resident_again(municipality_id=municipality_id, resident_id=resident_id, now=now)


accounts.leavings.register(ClosedAccounts())
files.forgetters.register(files.Forgetter(identifier=_HOLDER, forget=_close_again))
