"""Who works at a staff page, and the moment, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest

from shirube.accounts.interface import ALL_ROLES, Actor
from shirube.kernel.clock import japan_date, read_clock
from shirube.procedures.commands.guards import ASSIGNERS, EDITORS, PROPOSERS

__all__ = ["ASSIGNERS", "PROPOSERS", "READERS", "WRITERS", "Desk", "desk_of", "seen_revision"]

# Everybody of the staff may look at the catalogue; the auditor reads and never writes.
READERS = ALL_ROLES
WRITERS = EDITORS


@dataclass(frozen=True, slots=True)
class Desk:
    municipality_id: UUID
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        return japan_date(self.now)

    @property
    def act(self) -> dict[str, Any]:
        """What every command is told."""
        return {"municipality_id": self.municipality_id, "actor": self.actor, "now": self.now}


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a signed-in member of staff; the view's access declaration has made sure of that."""
    visit = cast("Any", request)
    return Desk(visit.municipality.id, visit.user.as_actor(), read_clock())


def seen_revision(request: HttpRequest) -> int:
    """The revision that the page showed; 0, which no entry has, where it is not a number."""
    sent = request.POST.get("revision", "")
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0
