"""Who works at a page of interviews: the person as commands know them, and the moment, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shirube.accounts.interface import SECTION_ROLES, Actor
from shirube.kernel.clock import japan_date, read_clock
from shirube.ui.access import Access, access
from shirube.visits.commands.interviews.viewing import open_interview
from shirube.visits.queries.interviews.reading import InterviewView

handlers = access(Access.STAFF, roles=frozenset(SECTION_ROLES))


@dataclass(frozen=True, slots=True)
class Clerk:
    municipality_id: UUID
    city_code: str
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        return japan_date(self.now)

    @property
    def act(self) -> dict[str, Any]:
        """What commands about a whole city are told."""
        return {"municipality_id": self.municipality_id, "actor": self.actor, "now": self.now}

    @property
    def by(self) -> dict[str, Any]:
        """What commands about an opened interview are told."""
        return {"actor": self.actor, "now": self.now}

    def open(self, interview_id: UUID) -> InterviewView:
        """The look is written down."""
        return open_interview(**self.act, interview_id=interview_id)


def clerk_of(request: HttpRequest) -> Clerk:
    visit = cast("Any", request)
    return Clerk(visit.municipality.id, visit.municipality.code, visit.user.as_actor(), read_clock())


def way(*steps: tuple[str, str]) -> list[dict[str, str]]:
    """Breadcrumbs from the staff's home; the last step is the page itself."""
    start = [
        (_("仕事の一覧"), reverse("portal:staff-home")),
        (_("窓口の聞き取り"), reverse("interviews_staff:interviews")),
    ]
    return [{"label": label, "url": url} for label, url in (*start, *steps)]
