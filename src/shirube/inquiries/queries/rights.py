"""Who asks, who answers, whose approval it takes, and who may read."""

from __future__ import annotations

from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.accounts.interface import SECTION_ROLES, Actor, Role

# They look after the inquiries of all sections, and may draft one in the name of any.
KEEPERS = (Role.DX_PROMOTION,)
# They read every inquiry that was sent.
OVERSEERS = (Role.DX_PROMOTION, Role.HEADQUARTERS, Role.AUDITOR)
_CHIEFS = (Role.SECTION_CHIEF, Role.SUBSECTION_CHIEF)


def can_ask(actor: Actor, section_id: UUID | None) -> bool:
    """Whether the person works at the inquiries of that section as the one who asks."""
    if actor.is_system or actor.holds(*KEEPERS):
        return True
    return section_id is not None and actor.works_in([section_id])


def can_answer(actor: Actor, section_id: UUID) -> bool:
    return actor.is_system or actor.works_in([section_id])


def can_oversee(actor: Actor) -> bool:
    return actor.is_system or actor.holds(*OVERSEERS)


def approving_roles(*, municipality_id: UUID, section_id: UUID) -> frozenset[Role]:
    """Whose approval lets something leave the section: its 課長, else its 係長; where there is neither, its staff's own.

    Otherwise the answer of a section whose chief has no account could never be sent.
    """
    for role in _CHIEFS:
        if accounts.list_staff_with_role(municipality_id=municipality_id, role=role, section_id=section_id):
            return frozenset({role})
    return SECTION_ROLES


def can_approve(*, municipality_id: UUID, section_id: UUID, actor: Actor) -> bool:
    if actor.is_system:
        return True
    roles = approving_roles(municipality_id=municipality_id, section_id=section_id)
    return actor.works_in([section_id], roles)
