"""Who acts: the one word commands need about a person. Rules ask it, the log names it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from shirube.accounts.domain.roles import SECTION_ROLES, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A member of staff with the roles held now, or the system itself (`staff_id` None)."""

    staff_id: UUID | None
    roles: frozenset[Role] = frozenset()
    # The sections for which a section role is held, with the role.
    sections: frozenset[tuple[Role, UUID]] = frozenset()

    @property
    def log_name(self) -> str:
        return f"staff:{self.staff_id}" if self.staff_id else "system"

    @property
    def is_system(self) -> bool:
        return self.staff_id is None

    def holds(self, *roles: Role) -> bool:
        return any(role in self.roles for role in roles)

    def works_in(self, section_ids: Collection[UUID], roles: Collection[Role] = SECTION_ROLES) -> bool:
        """Whether one of `roles` is held in one of the sections."""
        return any(role in roles and section in section_ids for role, section in self.sections)


SYSTEM = Actor(staff_id=None)
