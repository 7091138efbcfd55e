"""A quick call between two reviews."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel.errors import ConflictError, InvalidInputError
from shirube.kernel.ids import new_id
from shirube.kernel.transactions import command
from shirube.plans.commands.guards import get_initiative, require_responsible
from shirube.plans.models import OodaEntry


class IncompleteOodaError(InvalidInputError):
    """Observed, oriented and decided must each say something; acting may come later."""

    code = "plans.incomplete_ooda"


class AlreadyWrittenError(ConflictError):
    """The same form was sent twice; the first one was kept."""

    code = "plans.already_written"


@command
def write_ooda_entry(
    *,
    municipality_id: UUID,
    initiative_id: UUID,
    observed: str,
    oriented: str,
    decided: str,
    actor: Actor,
    now: datetime,
    acted: str = "",
    entry_id: UUID | None = None,
) -> UUID:
    """Keep what was observed, how it was understood, what was decided and done. Entries are never changed.

    `entry_id` is drawn with the form, so that a form sent twice is kept once.
    Raises PartNotFoundError, NotYourSectionError, IncompleteOodaError, AlreadyWrittenError.
    """
    initiative = get_initiative(municipality_id, initiative_id)
    require_responsible(initiative, actor)
    if not (observed.strip() and oriented.strip() and decided.strip()):
        raise IncompleteOodaError
    entry = OodaEntry(
        id=entry_id or new_id(),
        municipality_id=municipality_id,
        initiative=initiative,
        observed=observed.strip(),
        oriented=oriented.strip(),
        decided=decided.strip(),
        acted=acted.strip(),
        actor=actor.log_name,
        written_at=now,
    )
    _insert(entry)
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action="plans.ooda_written",
        subject=f"plans.initiative:{initiative_id}",
        now=now,
    )
    return entry.pk


def _insert(entry: OodaEntry) -> None:
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError as error:
        raise AlreadyWrittenError(entry_id=str(entry.pk)) from error
