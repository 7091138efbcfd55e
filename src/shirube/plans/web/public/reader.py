"""Who reads a public page: the city, the language, and the day in Japan. Entrances read the clock here, once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.http import HttpRequest

from shirube.kernel.calendar import fiscal_year_of
from shirube.kernel.clock import japan_date, read_clock


@dataclass(frozen=True, slots=True)
class Reader:
    municipality_id: UUID
    language: str
    today: date

    @property
    def fiscal_year(self) -> int:
        return fiscal_year_of(self.today)


def reader_of(request: HttpRequest) -> Reader:
    """The reader of a request inside a city; config.middleware has put city and language there."""
    visit = cast("Any", request)
    return Reader(visit.municipality.id, visit.language.code, japan_date(read_clock()))
