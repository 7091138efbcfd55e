"""Who works at a staff page: the person as commands know them, and the moment, read once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self, cast

from django.http import HttpRequest

from shirube.accounts.interface import SECTION_ROLES, Role, StaffDesk
from shirube.kernel.clock import read_clock
from shirube.plans.web.public.reader import Reader

# An administrator looks after accounts and an auditor reads: neither reports.
WRITERS = frozenset({*SECTION_ROLES, Role.DX_PROMOTION})
REVIEWERS = frozenset({*WRITERS, Role.HEADQUARTERS})
EDITORS = frozenset({Role.DX_PROMOTION})
OVERSEERS = frozenset({Role.DX_PROMOTION, Role.HEADQUARTERS, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class Desk(StaffDesk):
    """With the language of the words that residents' pages have too."""

    language: str

    @property
    def reader(self) -> Reader:
        """The same person as a reader of words that residents' pages have too."""
        return Reader(self.municipality_id, self.language, self.today)

    @property
    def look(self) -> dict[str, Any]:
        """What queries that depend on the day are told."""
        return {"municipality_id": self.municipality_id, "on": self.today}

    @classmethod
    def at(cls, request: HttpRequest) -> Self:
        visit = cast("Any", request)
        return cls(visit.municipality.id, visit.user.as_actor(), read_clock(), visit.language.code)


def desk_of(request: HttpRequest) -> Desk:
    """The desk of a signed-in member of staff; the view's access declaration has made sure of that."""
    return Desk.at(request)
