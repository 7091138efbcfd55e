"""Who works at a page of the staff, and the moment, read once for the request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self, cast
from uuid import UUID

from django.http import HttpRequest

from shirube.accounts.domain.actors import Actor
from shirube.kernel.clock import japan_date, read_clock


@dataclass(frozen=True, slots=True)
class StaffDesk:
    """A member of staff as commands know them. Rooms add what their own pages ask for."""

    municipality_id: UUID
    actor: Actor
    now: datetime

    @classmethod
    def at(cls, request: HttpRequest) -> Self:
        """The desk of a signed-in member of staff; the view's access declaration has made sure of that."""
        visit = cast("Any", request)
        return cls(visit.municipality.id, visit.user.as_actor(), read_clock())

    @property
    def today(self) -> date:
        return japan_date(self.now)

    @property
    def act(self) -> dict[str, Any]:
        """What every command is told."""
        return {"municipality_id": self.municipality_id, "actor": self.actor, "now": self.now}
