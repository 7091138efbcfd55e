"""外字: what the city writes for a character that a core system does not know, decided once and by a person."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor, Role
from shirube.applications.domain.characters import fit
from shirube.applications.models import Substitute
from shirube.applications.queries.places import NotYourSectionError
from shirube.audit import interface as audit
from shirube.kernel.errors import InvalidInputError, NotFoundError
from shirube.kernel.transactions import command

# The table is the city's: a clerk asks, the chief or those who look after the systems decide.
DECIDERS = (Role.SECTION_CHIEF, Role.DX_PROMOTION, Role.ADMINISTRATOR)


class SubstituteNotFittingError(InvalidInputError):
    """What is to be written is not one character, or not in the core system's set either."""

    code = "applications.substitute_not_fitting"


class SubstituteNotFoundError(NotFoundError):
    code = "applications.substitute_not_found"


@command
def set_substitute(
    *, municipality_id: UUID, character: str, written: str, actor: Actor, now: datetime
) -> None:
    """The city decides what is written for a character. NotYourSectionError, SubstituteNotFittingError."""
    _require_decider(actor, character)
    if len(character) != 1 or len(written) != 1 or fit(written, "cp932", {}).findings:
        raise SubstituteNotFittingError(character=character, written=written)
    Substitute.objects.update_or_create(
        municipality_id=municipality_id,
        character=character,
        defaults={"written": written, "decided_by": actor.log_name, "decided_at": now},
    )
    _record(municipality_id, "applications.substitute_set", actor, now, character, written)


@command
def remove_substitute(*, municipality_id: UUID, character: str, actor: Actor, now: datetime) -> None:
    """From the next file on the character holds its row back again. NotYourSectionError, SubstituteNotFoundError."""
    _require_decider(actor, character)
    rows = Substitute.objects.filter(municipality_id=municipality_id, character=character)
    if not rows.delete()[0]:
        raise SubstituteNotFoundError(character=character)
    _record(municipality_id, "applications.substitute_removed", actor, now, character, "")


def _require_decider(actor: Actor, character: str) -> None:
    if not actor.holds(*DECIDERS):
        raise NotYourSectionError(character=character)


def _record(
    municipality_id: UUID, action: str, actor: Actor, now: datetime, character: str, written: str
) -> None:
    audit.record(
        municipality_id=municipality_id,
        actor=actor.log_name,
        action=action,
        subject="applications.substitutes",
        now=now,
        facts={"character": character, "written": written},
    )
