"""A resident closes the account."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.commands.mandates import end_mandates_of
from shirube.accounts.commands.residents import record_of_resident
from shirube.accounts.domain.identity import ResidentActor
from shirube.accounts.events import ResidentLeft
from shirube.accounts.models import ResidentIdentity, Session
from shirube.accounts.queries import ResidentNotFoundError
from shirube.accounts.queries.residents import open_residents
from shirube.accounts.registry import leavings
from shirube.kernel.events import publish
from shirube.kernel.identity import IdentityLevel
from shirube.kernel.transactions import command


@command
def close_resident(*, municipality_id: UUID, actor: ResidentActor, now: datetime) -> None:
    """Close the account: address and names are forgotten, sessions, cards and mandates end. ResidentNotFoundError.

    Cases stay where they are and can be reached by their receipt numbers; a new account does not find them again.
    """
    own = open_residents(municipality_id).filter(pk=actor.resident_id)
    if not own.update(email="", name="", kana="", closed_at=now):
        raise ResidentNotFoundError
    for kind in (Session, ResidentIdentity):
        kind.objects.filter(municipality_id=municipality_id, resident_id=actor.resident_id).delete()
    end_mandates_of(municipality_id=municipality_id, actor=actor, now=now)
    for leaving in leavings:
        leaving.note(municipality_id=municipality_id, resident_id=actor.resident_id, now=now)
    record_of_resident(municipality_id, actor, "resident_closed", now)
    publish(ResidentLeft(municipality_id=municipality_id, resident_id=actor.resident_id))


def close_resident_again(*, municipality_id: UUID, resident_id: UUID, now: datetime) -> bool:
    """An account that was closed already and came back with an older database; False where it did not."""
    actor = ResidentActor(resident_id=resident_id, level=IdentityLevel.NONE, authenticated_at=now)
    try:
        close_resident(municipality_id=municipality_id, actor=actor, now=now)
    except ResidentNotFoundError:
        return False
    return True
