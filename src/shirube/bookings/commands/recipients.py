"""Where a letter about something booked goes."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.bookings.domain.bookers import Booker
from shirube.notices import interface as notices


class Told(Protocol):
    """A reservation, an entry to a lottery, a group: what somebody gets letters about."""

    @property
    def municipality_id(self) -> UUID: ...

    @property
    def resident_id(self) -> UUID | None: ...

    @property
    def language(self) -> str: ...


def recipient_of(row: Told, booker: Booker) -> notices.Recipient | None:
    """What the booker typed, else the account's address; None where there is neither."""
    if booker.mail:
        return notices.Recipient(booker.mail, row.language, booker.name, row.resident_id)
    if row.resident_id is None:
        return None
    known = accounts.find_resident(municipality_id=row.municipality_id, resident_id=row.resident_id)
    if known is None or not known.email:
        return None
    return notices.Recipient(known.email, row.language, booker.name or known.name, row.resident_id)
