"""A quick call between two reviews."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.transactions import command
from shirube.plans.commands.guards import get_initiative, require_responsible
from shirube.plans.models import OodaEntry


class IncompleteOodaError(InvalidInputError):
    """Observed, oriented and decided must each say something; acting may come later."""

    code = "plans.incomplete_ooda"


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
) -> UUID:
    """Keep what was observed, how it was understood, what was decided and done. Entries are never changed.

    Raises PartNotFoundError, NotYourSectionError, IncompleteOodaError.
    """
    initiative = get_initiative(municipality_id, initiative_id)
    require_responsible(initiative, actor)
    if not (observed.strip() and oriented.strip() and decided.strip()):
        raise IncompleteOodaError
    entry = OodaEntry.objects.create(
        municipality_id=municipality_id,
        initiative=initiative,
        observed=observed.strip(),
        oriented=oriented.strip(),
        decided=decided.strip(),
        acted=acted.strip(),
        actor=actor.log_name,
        written_at=now,
    )
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action="plans.ooda_written",
        subject=f"plans.initiative:{initiative_id}",
        now=now,
    )
    return entry.pk
