"""Giving and taking roles."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from shirube.accounts.commands.log import record_change, require_administrator
from shirube.accounts.domain.actors import Actor
from shirube.accounts.domain.roles import Held, Role
from shirube.accounts.events import StaffRolesChanged
from shirube.accounts.models import RoleAssignment
from shirube.accounts.queries import count_active_administrators, get_staff
from shirube.kernel.errors import ConflictError, InvalidInputError, NotFoundError
from shirube.kernel.events import publish
from shirube.kernel.transactions import command, step
from shirube.organizations import interface as organizations


class RoleIncompleteError(InvalidInputError):
    """A role of a section names none, or another role names one."""

    code = "accounts.role_incomplete"


class RoleAlreadyHeldError(ConflictError):
    code = "accounts.role_already_held"


class RoleNotHeldError(NotFoundError):
    code = "accounts.role_not_held"


class LastAdministratorError(ConflictError):
    """Without an administrator nobody could make another."""

    code = "accounts.last_administrator"


@command
def assign_role(*, municipality_id: UUID, user_id: UUID, held: Held, actor: Actor, now: datetime) -> None:
    """Give one role. StaffNotFoundError, RoleIncompleteError, RoleAlreadyHeldError, SectionNotFoundError."""
    require_administrator(actor)
    get_staff(municipality_id=municipality_id, user_id=user_id)
    give_roles(municipality_id=municipality_id, user_id=user_id, roles=[held])
    record_change(
        municipality_id=municipality_id,
        user_id=user_id,
        action="role_assigned",
        actor=actor,
        now=now,
        facts=facts_of(held),
    )
    publish(StaffRolesChanged(municipality_id=municipality_id, user_id=user_id))


@command
def withdraw_role(*, municipality_id: UUID, user_id: UUID, held: Held, actor: Actor, now: datetime) -> None:
    """Take one role away. RoleNotHeldError; LastAdministratorError where nobody could administer any more."""
    require_administrator(actor)
    record_change(
        municipality_id=municipality_id,
        user_id=user_id,
        action="role_withdrawn",
        actor=actor,
        now=now,
        facts=facts_of(held),
    )
    assignments = RoleAssignment.objects.filter(municipality_id=municipality_id, user_id=user_id)
    section = Q(section_id=held.section_id) if held.section_id else Q(section_id__isnull=True)
    deleted, _ = assignments.filter(section, role=held.role).delete()
    if not deleted:
        raise RoleNotHeldError(role=held.role)
    if held.role is Role.ADMINISTRATOR:
        keep_an_administrator(municipality_id=municipality_id)
    publish(StaffRolesChanged(municipality_id=municipality_id, user_id=user_id))


@step
def give_roles(*, municipality_id: UUID, user_id: UUID, roles: Iterable[Held]) -> None:
    """Write the assignments; the errors of assign_role."""
    for held in roles:
        if not held.is_complete:
            raise RoleIncompleteError(role=held.role)
        if held.section_id is not None:
            organizations.get_section(municipality_id=municipality_id, section_id=held.section_id)
        _give_role(municipality_id, user_id, held)


def _give_role(municipality_id: UUID, user_id: UUID, held: Held) -> None:
    try:
        with transaction.atomic():
            RoleAssignment.objects.create(
                municipality_id=municipality_id, user_id=user_id, role=held.role, section_id=held.section_id
            )
    except IntegrityError as taken:
        raise RoleAlreadyHeldError(role=held.role) from taken


@step
def keep_an_administrator(*, municipality_id: UUID) -> None:
    """Undo the whole command where it has left no active administrator.

    Danger: two administrators may remove each other at one moment. Call this after the change and after the audit
    entry: the entry waits for the other's commit, so that the count here sees what the other did.
    """
    if count_active_administrators(municipality_id=municipality_id) == 0:
        raise LastAdministratorError


def facts_of(held: Held) -> dict[str, object]:
    """What the log says of a role."""
    return {"role": held.role.value, "section_id": str(held.section_id) if held.section_id else None}
