"""What other rooms may use from accounts."""

from shirube.accounts.domain.actors import SYSTEM, Actor
from shirube.accounts.domain.roles import ALL_ROLES, SECTION_ROLES, Role

__all__ = ["ALL_ROLES", "SECTION_ROLES", "SYSTEM", "Actor", "Role"]
