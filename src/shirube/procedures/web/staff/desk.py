"""Who works at a staff page, and the moment, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest

from shirube.accounts.interface import ALL_ROLES, Actor, Role
from shirube.kernel.clock import japan_date, read_clock
from shirube.procedures.commands.guards import EDITORS

# Everybody of the staff may look at the catalogue; the auditor reads and never writes.
READERS = ALL_ROLES
WRITERS = EDITORS
ASSIGNERS = frozenset({Role.DX_PROMOTION, Role.ADMINISTRATOR})


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
