"""Who looks at a public page of the counter, and the moment, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest

from shirube.kernel.clock import japan_date, read_clock
from shirube.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Visitor:
    municipality_id: UUID
    slug: str
    language: str
    now: datetime
    resident_id: UUID | None

    @property
    def today(self) -> date:
        return japan_date(self.now)

    @property
    def city(self) -> dict[str, Any]:
        return {"municipality_id": self.municipality_id}

    @property
    def look(self) -> dict[str, Any]:
        return {"municipality_id": self.municipality_id, "now": self.now}

    def say(self, words: Words | None) -> str:
        """In the reader's language; nothing for nothing."""
        return words.in_language(self.language) if words else ""


def visitor_of(request: HttpRequest) -> Visitor:
    visit = cast("Any", request)
    resident = getattr(request, "resident", None)
    return Visitor(
        municipality_id=visit.municipality.id,
        slug=visit.municipality.slug,
        language=visit.language.code,
        now=read_clock(),
        resident_id=resident.resident_id if resident is not None else None,
    )
