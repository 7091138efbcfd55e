"""What an administrator does for a person who cannot get in any more."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator

from shirube.accounts.commands.log import record_change, require_administrator
from shirube.accounts.domain.actors import Actor
from shirube.accounts.events import StaffReactivated
from shirube.accounts.models import Session, User
from shirube.accounts.queries import get_staff
from shirube.kernel.errors import ConflictError, ForbiddenError
from shirube.kernel.events import publish
from shirube.kernel.transactions import command


class OwnSecondFactorError(ForbiddenError):
    """One's own is changed on one's own page, which asks for it: a stolen session must not get rid of it here."""

    code = "accounts.own_second_factor"


class NoSecondFactorError(ConflictError):
    """Nothing is set up, or somebody was faster."""

    code = "accounts.no_second_factor"


class NotClosedError(ConflictError):
    """The account is open, or waits for its first password: then an invitation opens it."""

    code = "accounts.not_closed"


@command
def reset_second_factor(*, municipality_id: UUID, user_id: UUID, actor: Actor, now: datetime) -> None:
    """Take away app, passkeys and spare codes of another person; all sessions end, and the next sign-in asks for new ones.

    StaffNotFoundError, OwnSecondFactorError, NoSecondFactorError.
    """
    require_administrator(actor)
    get_staff(municipality_id=municipality_id, user_id=user_id)
    if actor.staff_id == user_id:
        raise OwnSecondFactorError
    taken = Authenticator.objects.filter(user_id=user_id)
    kinds = sorted(set(taken.values_list("type", flat=True)))
    if not taken.delete()[0]:
        raise NoSecondFactorError
    # Danger: who lost the telephone may have lost an open session with it.
    Session.objects.filter(municipality_id=municipality_id, user_id=user_id).delete()
    record_change(
        municipality_id=municipality_id,
        user_id=user_id,
        action="second_factor_reset",
        actor=actor,
        now=now,
        facts={"methods": kinds},
    )


@command
def reactivate_staff(*, municipality_id: UUID, user_id: UUID, actor: Actor, now: datetime) -> None:
    """Open a closed account again, with the roles and the password it had. StaffNotFoundError, NotClosedError."""
    require_administrator(actor)
    if not get_staff(municipality_id=municipality_id, user_id=user_id).has_joined:
        raise NotClosedError(user_id=str(user_id))
    closed = User.objects.filter(municipality_id=municipality_id, pk=user_id, is_active=False)
    if not closed.update(is_active=True):
        raise NotClosedError(user_id=str(user_id))
    record_change(
        municipality_id=municipality_id, user_id=user_id, action="staff_reactivated", actor=actor, now=now
    )
    publish(StaffReactivated(municipality_id=municipality_id, user_id=user_id))
