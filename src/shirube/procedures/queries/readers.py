"""Who reads the catalogue: in which city, in which language, on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import blake2b
from uuid import UUID

from shirube.organizations import interface as organizations


@dataclass(frozen=True)
class Reader:
    city: organizations.MunicipalitySummary
    language: str
    today: date

    @property
    def municipality_id(self) -> UUID:
        return self.city.id

    @cached_property
    def sections(self) -> Mapping[UUID, organizations.SectionSummary]:
        """One query, asked by pages that name sections."""
        found = organizations.list_sections(municipality_id=self.city.id)
        return {section.id: section for section in found}

    def stamp(self, revision: int) -> str:
        """Changes with everything that a page of the catalogue reads."""
        names = "\n".join(f"{one.id}{one.name}{one.department}" for one in self.sections.values())
        return f"{revision}.{self.today}.{blake2b(names.encode(), digest_size=8).hexdigest()}"
