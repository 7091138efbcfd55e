"""The reader of a page, and who that is when booking, from the request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest

from shirube.accounts import interface as accounts
from shirube.bookings import interface as bookings
from shirube.kernel.clock import japan_date, read_clock
from shirube.organizations import interface as organizations
from shirube.ui.network import network_address


@dataclass(frozen=True, slots=True)
class Reader:
    city: organizations.MunicipalitySummary
    language: str
    now: datetime
    resident_id: UUID | None
    # The network the reader comes from.
    address: str = ""
    # Tokens of waiting rooms that the browser holds (bookings.read_turns).
    turns: tuple[str, ...] = ()

    @property
    def municipality_id(self) -> UUID:
        return self.city.id

    @property
    def today(self) -> date:
        return japan_date(self.now)

    @property
    def look(self) -> dict[str, Any]:
        """What every query is told."""
        return {"municipality_id": self.city.id}


def reader_of(request: HttpRequest) -> Reader:
    visit = cast("Any", request)
    resident = getattr(request, "resident", None)
    resident_id = resident.resident_id if resident is not None else None
    address = network_address(request)
    turns = bookings.read_turns(request.COOKIES)
    return Reader(visit.municipality, visit.language.code, read_clock(), resident_id, address, turns)


def known_of(reader: Reader) -> dict[str, str]:
    """Name and mail of a signed-in resident, to be shown in the form; empty for everybody else."""
    if reader.resident_id is None:
        return {}
    resident = accounts.find_resident(municipality_id=reader.municipality_id, resident_id=reader.resident_id)
    return {"name": resident.name, "mail": resident.email} if resident else {}
