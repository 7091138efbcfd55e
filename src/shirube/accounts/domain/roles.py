"""What a member of staff may be."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """Section roles hold for one section; the others for the whole municipality. An auditor reads and never writes."""

    SECTION_STAFF = "section_staff"
    SECTION_CHIEF = "section_chief"
    DX_PROMOTION = "dx_promotion"
    HEADQUARTERS = "headquarters"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


SECTION_ROLES = frozenset({Role.SECTION_STAFF, Role.SECTION_CHIEF})
ALL_ROLES = frozenset(Role)
