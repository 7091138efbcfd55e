"""Who works at a staff page: the person as commands know them, and the moment, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest

from shirube.accounts.interface import SECTION_ROLES, Actor, Role
from shirube.kernel.clock import japan_date, read_clock
from shirube.plans.web.public.reader import Reader

# An administrator looks after accounts and an auditor reads: neither reports.
WRITERS = frozenset({*SECTION_ROLES, Role.DX_PROMOTION})
REVIEWERS = frozenset({*WRITERS, Role.HEADQUARTERS})
EDITORS = frozenset({Role.DX_PROMOTION})
OVERSEERS = frozenset({Role.DX_PROMOTION, Role.HEADQUARTERS, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Desk:
    municipality_id: UUID
    actor: Actor
    now: datetime
    language: str

    @property
    def today(self) -> date:
        return japan_date(self.now)

    @property
    def reader(self) -> Reader:
        """The same person as a reader of words that residents' pages have too."""
        return Reader(self.municipality_id, self.language, self.today)

    @property
    def act(self) -> dict[str, Any]:
        """What every command is told."""
        return {"municipality_id": self.municipality_id, "actor": self.actor, "now": self.now}

    @property
    def look(self) -> dict[str, Any]:
        """What queries that depend on the day are told."""
        return {"municipality_id": self.municipality_id, "on": self.today}


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a signed-in member of staff; the view's access declaration has made sure of that."""
    visit = cast("Any", request)
    return Desk(visit.municipality.id, visit.user.as_actor(), read_clock(), visit.language.code)
