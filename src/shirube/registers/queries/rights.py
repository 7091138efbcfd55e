"""Who may see and who may change what in a register."""

from __future__ import annotations

from uuid import UUID

from shirube.accounts.interface import Actor, Role
from shirube.registers.domain.definition import RegisterPack, Visibility

# They look after the registers of every section.
KEEPERS = (Role.DX_PROMOTION,)
# They see what is restricted, whichever section it belongs to.
OVERSEERS = (Role.DX_PROMOTION, Role.HEADQUARTERS, Role.AUDITOR)


def can_change_item(actor: Actor, section_id: UUID | None) -> bool:
    """The item's own section, DX promotion and the system itself. An item of no section is DX promotion's."""
    if actor.is_system or actor.holds(*KEEPERS):
        return True
    return section_id is not None and actor.works_in([section_id])


def can_keep(actor: Actor) -> bool:
    """Whether the person may change items of every section, move them between sections and take them off."""
    return actor.is_system or actor.holds(*KEEPERS)


def can_add_item(actor: Actor, register: RegisterPack, section_id: UUID | None) -> bool:
    return can_keep(actor) or (register.sections_add and can_change_item(actor, section_id))


def can_start_item(actor: Actor, register: RegisterPack) -> bool:
    """Whether the person may add an item to any section at all."""
    return can_keep(actor) or (register.sections_add and bool(actor.sections))


def sees_all_items(actor: Actor, register: RegisterPack) -> bool:
    return register.visibility is not Visibility.RESTRICTED or actor.is_system or actor.holds(*OVERSEERS)


def can_see_item(actor: Actor, register: RegisterPack, section_id: UUID | None) -> bool:
    return sees_all_items(actor, register) or can_change_item(actor, section_id)


def can_see_register(actor: Actor, register: RegisterPack) -> bool:
    """Whoever works in a section may have items in a restricted register, or add one."""
    return sees_all_items(actor, register) or bool(actor.sections)
