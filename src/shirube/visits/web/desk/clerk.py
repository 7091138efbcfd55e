"""Who works at a page of the counter: the person as commands know them, and the moment, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import Actor
from shirube.kernel.clock import japan_date, read_clock
from shirube.ui.access import Access, access
from shirube.visits.commands.guards import COUNTER_ROLES, SETUP_ROLES
from shirube.visits.queries.places import BranchView, get_branch

at_counter = access(Access.STAFF, roles=frozenset(COUNTER_ROLES))
in_setup = access(Access.STAFF, roles=frozenset(SETUP_ROLES))


@dataclass(frozen=True, slots=True)
class Clerk:
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

    @property
    def city(self) -> dict[str, Any]:
        return {"municipality_id": self.municipality_id}

    @property
    def look(self) -> dict[str, Any]:
        return {"municipality_id": self.municipality_id, "now": self.now}

    def branch(self, code: str) -> BranchView:
        """BranchNotFoundError."""
        return get_branch(municipality_id=self.municipality_id, code=code, on=self.today)


def clerk_of(request: HttpRequest) -> Clerk:
    visit = cast("Any", request)
    return Clerk(visit.municipality.id, visit.user.as_actor(), read_clock())


def way(*further: tuple[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs from the list of work over the counter; the last is this page."""
    steps = [
        (_("仕事の一覧"), reverse("portal:staff-home")),
        (_("窓口"), reverse("visits_staff:counter")),
        *further,
    ]
    return [{"label": label, "url": url} for label, url in steps]
