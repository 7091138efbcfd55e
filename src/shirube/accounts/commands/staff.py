"""Inviting staff, letting them join, and closing their accounts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction

from shirube.accounts.commands.log import record_change, record_own_change, require_administrator
from shirube.accounts.commands.roles import facts_of, give_roles, keep_an_administrator
from shirube.accounts.domain.actors import Actor
from shirube.accounts.domain.invitations import VALID_FOR, new_token, token_hash
from shirube.accounts.domain.roles import Held
from shirube.accounts.events import StaffDeactivated, StaffInvited, StaffJoined
from shirube.accounts.models import Invitation, Session, User
from shirube.accounts.queries import get_staff
from shirube.kernel.errors import ConflictError, NotFoundError
from shirube.kernel.events import publish
from shirube.kernel.text import normalise
from shirube.kernel.transactions import command, step


class EmailTakenError(ConflictError):
    """Another account of this municipality has the e-mail address."""

    code = "accounts.email_taken"


class InvitationNotOpenError(NotFoundError):
    """The link was used, replaced by a newer one, is older than 72 hours, or never existed."""

    code = "accounts.invitation_not_open"


class AlreadyJoinedError(ConflictError):
    """The account is in use; there is nothing to invite to."""

    code = "accounts.already_joined"


class NotActiveError(ConflictError):
    code = "accounts.not_active"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStaff:
    """Who is to be invited. Widths and spaces are put right here."""

    name: str
    kana: str
    email: str
    roles: Sequence[Held]


@dataclass(frozen=True, slots=True)
class Invited:
    """`token` is the secret of the one-time link: it is told here once, for the mail, and is not kept."""

    user_id: UUID
    token: str


@command
def invite_staff(*, municipality_id: UUID, person: NewStaff, actor: Actor, now: datetime) -> Invited:
    """Make an account that waits for its owner. EmailTakenError and the errors of assign_role."""
    require_administrator(actor)
    user_id = add_account(municipality_id=municipality_id, person=person, password=None, now=now)
    token = _open_invitation(municipality_id, user_id, now)
    record_change(
        municipality_id=municipality_id,
        user_id=user_id,
        action="staff_invited",
        actor=actor,
        now=now,
        facts={"roles": [facts_of(held) for held in person.roles]},
    )
    publish(StaffInvited(municipality_id=municipality_id, user_id=user_id))
    return Invited(user_id, token)


@command
def renew_invitation(*, municipality_id: UUID, user_id: UUID, actor: Actor, now: datetime) -> Invited:
    """A new link; the earlier one stops working. StaffNotFoundError, AlreadyJoinedError."""
    require_administrator(actor)
    if get_staff(municipality_id=municipality_id, user_id=user_id).has_joined:
        raise AlreadyJoinedError(user_id=str(user_id))
    _close_invitations(municipality_id, user_id, now)
    token = _open_invitation(municipality_id, user_id, now)
    record_change(
        municipality_id=municipality_id, user_id=user_id, action="invitation_renewed", actor=actor, now=now
    )
    return Invited(user_id, token)


@command
def accept_invitation(*, municipality_id: UUID, token: str, password: str, now: datetime) -> UUID:
    """Set the password (checked by the entrance) and open the account. InvitationNotOpenError, also for the second of two."""
    invitations = Invitation.objects.filter(municipality_id=municipality_id, token_hash=token_hash(token))
    if not invitations.filter(closed_at__isnull=True, expires_at__gt=now).update(closed_at=now):
        raise InvitationNotOpenError
    user_id: UUID = invitations.values_list("user_id", flat=True).get()
    User.objects.filter(municipality_id=municipality_id, pk=user_id).update(
        password=make_password(password), is_active=True, joined_at=now
    )
    record_own_change(municipality_id=municipality_id, user_id=user_id, action="staff_joined", now=now)
    publish(StaffJoined(municipality_id=municipality_id, user_id=user_id))
    return user_id


@command
def change_password(
    *, municipality_id: UUID, user_id: UUID, password: str, kept_session_key: str | None, now: datetime
) -> None:
    """Set a new password (checked by the entrance); all sessions but the kept one end. NotActiveError."""
    user = User.objects.filter(municipality_id=municipality_id, pk=user_id, is_active=True)
    if not user.update(password=make_password(password)):
        raise NotActiveError(user_id=str(user_id))
    sessions = Session.objects.filter(municipality_id=municipality_id, user_id=user_id)
    sessions.exclude(session_key=kept_session_key or "").delete()
    record_own_change(municipality_id=municipality_id, user_id=user_id, action="password_changed", now=now)


@command
def deactivate_staff(*, municipality_id: UUID, user_id: UUID, actor: Actor, now: datetime) -> None:
    """Close the account: its sessions end at once, its open invitation too; its past work keeps its name.

    StaffNotFoundError; NotActiveError where it is closed already; LastAdministratorError.
    """
    require_administrator(actor)
    get_staff(municipality_id=municipality_id, user_id=user_id)
    record_change(
        municipality_id=municipality_id, user_id=user_id, action="staff_deactivated", actor=actor, now=now
    )
    closed = User.objects.filter(municipality_id=municipality_id, pk=user_id, is_active=True).update(
        is_active=False
    )
    if not closed + _close_invitations(municipality_id, user_id, now):
        raise NotActiveError(user_id=str(user_id))
    Session.objects.filter(municipality_id=municipality_id, user_id=user_id).delete()
    keep_an_administrator(municipality_id=municipality_id)
    publish(StaffDeactivated(municipality_id=municipality_id, user_id=user_id))


@step
def add_account(*, municipality_id: UUID, person: NewStaff, password: str | None, now: datetime) -> UUID:
    """An account with its roles; open where a password is given, else waiting for its owner."""
    try:
        with transaction.atomic():
            user = User.objects.create(
                municipality_id=municipality_id,
                name=normalise(person.name),
                kana=normalise(person.kana),
                email=normalise(person.email).lower(),
                password=make_password(password),
                is_active=password is not None,
                joined_at=now,
            )
    except IntegrityError as taken:
        raise EmailTakenError(email=person.email) from taken
    give_roles(municipality_id=municipality_id, user_id=user.pk, roles=person.roles)
    return user.pk


def _open_invitation(municipality_id: UUID, user_id: UUID, now: datetime) -> str:
    token = new_token()
    Invitation.objects.create(
        municipality_id=municipality_id,
        user_id=user_id,
        token_hash=token_hash(token),
        sent_at=now,
        expires_at=now + VALID_FOR,
    )
    return token


def _close_invitations(municipality_id: UUID, user_id: UUID, now: datetime) -> int:
    invitations = Invitation.objects.filter(
        municipality_id=municipality_id, user_id=user_id, closed_at__isnull=True
    )
    return invitations.update(closed_at=now)
