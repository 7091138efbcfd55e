"""Who may change accounts, and the audit entry of each change."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.domain.actors import Actor
from shirube.accounts.domain.roles import Role
from shirube.audit import interface as audit
from shirube.kernel.errors import ForbiddenError


class NotAdministratorError(ForbiddenError):
    """Accounts are looked after by administrators, and by the system itself when it is set up."""

    code = "accounts.not_administrator"


def require_administrator(actor: Actor) -> None:
    """NotAdministratorError unless `actor` is an administrator or the system."""
    if not (actor.is_system or actor.holds(Role.ADMINISTRATOR)):
        raise NotAdministratorError


def record_change(
    *,
    municipality_id: UUID,
    user_id: UUID,
    action: str,
    actor: Actor,
    now: datetime,
    facts: dict[str, object] | None = None,
) -> None:
    """One entry about the account `user_id`. From here on, writers of this municipality stand in line (audit.record)."""
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action=f"accounts.{action}",
        subject=f"accounts.user:{user_id}",
        now=now,
        facts=facts or {},
    )


def record_own_change(
    *,
    municipality_id: UUID,
    user_id: UUID,
    action: str,
    now: datetime,
    facts: dict[str, object] | None = None,
) -> None:
    """One entry about what a person did to the own account."""
    record_change(
        municipality_id=municipality_id,
        user_id=user_id,
        action=action,
        actor=Actor(staff_id=user_id),
        now=now,
        facts=facts,
    )
