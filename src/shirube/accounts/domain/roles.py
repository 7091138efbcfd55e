"""What a member of staff may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """Section roles hold for one section; the others for the whole municipality. An auditor reads and never writes.

    A 係長 approves below the 課長; a small section has none.
    """

    SECTION_STAFF = "section_staff"
    SUBSECTION_CHIEF = "subsection_chief"
    SECTION_CHIEF = "section_chief"
    DX_PROMOTION = "dx_promotion"
    HEADQUARTERS = "headquarters"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


SECTION_ROLES = frozenset({Role.SECTION_STAFF, Role.SUBSECTION_CHIEF, Role.SECTION_CHIEF})
ALL_ROLES = frozenset(Role)


@dataclass(frozen=True, slots=True)
class Held:
    """A role, and the section it holds for where it is one of a section."""

    role: Role
    section_id: UUID | None = None

    @property
    def is_complete(self) -> bool:
        """Section roles name a section, the others none."""
        return (self.role in SECTION_ROLES) == (self.section_id is not None)
