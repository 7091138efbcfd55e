"""What happened to accounts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from shirube.kernel.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffInvited(Event):
    """An account was made and waits for its owner. The one-time link is not told: it goes by mail alone."""

    municipality_id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffJoined(Event):
    """The owner has used the invitation and set a password."""

    municipality_id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffReactivated(Event):
    """A closed account can sign in again, with the roles and the password it had."""

    municipality_id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffDeactivated(Event):
    """The account can no longer sign in; its sessions have ended."""

    municipality_id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffRolesChanged(Event):
    """Somebody was given a role, or lost one."""

    municipality_id: UUID
    user_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInLocked(Event):
    """Too many sign-ins failed. `user_id` is None where no account has the name, or an address is locked."""

    municipality_id: UUID
    user_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentJoined(Event):
    """A resident signed in for the first time, which made the account."""

    municipality_id: UUID
    resident_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentAddressChanged(Event):
    """The resident reads mail at another address now, proven by a code."""

    municipality_id: UUID
    resident_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentLeft(Event):
    """The account was closed; its address and names are forgotten. Cases stay, by their receipt numbers."""

    municipality_id: UUID
    resident_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateRequested(Event):
    """A resident asks to act for somebody else."""

    municipality_id: UUID
    mandate_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateConfirmed(Event):
    """The represented person, or staff who saw the paper, said yes: the representative may act."""

    municipality_id: UUID
    mandate_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateRefused(Event):
    """The represented person, or staff, said no."""

    municipality_id: UUID
    mandate_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateEnded(Event):
    """One of the two, or staff, ended it, or an account was closed."""

    municipality_id: UUID
    mandate_id: UUID
