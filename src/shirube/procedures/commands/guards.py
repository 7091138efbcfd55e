"""Who may change an entry of the catalogue."""

from __future__ import annotations

from uuid import UUID

from shirube.accounts.interface import SECTION_ROLES, Actor, Role
from shirube.kernel.errors import ConflictError, ForbiddenError
from shirube.procedures.models import Procedure, ReceptionState
from shirube.procedures.queries.catalogue import ProcedureNotFoundError

EDITORS = frozenset({Role.DX_PROMOTION, Role.SECTION_CHIEF, Role.ADMINISTRATOR})
ASSIGNERS = frozenset({Role.DX_PROMOTION, Role.ADMINISTRATOR})
PROPOSERS = frozenset({*SECTION_ROLES, *ASSIGNERS})


class NotYourProcedureError(ForbiddenError):
    """The procedure belongs to another section, or the role does not allow this."""

    code = "procedures.not_your_procedure"


class ProcedureMovedError(ConflictError):
    """Somebody else, or a newer pack, has changed the entry since it was read."""

    code = "procedures.procedure_moved"


def can_edit(actor: Actor, section_id: UUID | None) -> bool:
    """DX promotion, administrators, and the chief of the section that is in charge."""
    is_chief = section_id is not None and actor.works_in([section_id], [Role.SECTION_CHIEF])
    return actor.is_system or actor.holds(*ASSIGNERS) or is_chief


def can_propose(actor: Actor, section_id: UUID | None) -> bool:
    """Whoever works in the section that would be in charge, and who looks after the whole city."""
    is_own = section_id is not None and actor.works_in([section_id])
    return actor.is_system or actor.holds(*ASSIGNERS) or is_own


def can_write(actor: Actor, section_id: UUID | None, state: str) -> bool:
    """While it is a proposal, the colleagues who made it may still mend it."""
    is_theirs = state == ReceptionState.PROPOSED and can_propose(actor, section_id)
    return can_edit(actor, section_id) or is_theirs


def can_assign(actor: Actor) -> bool:
    """Which section is in charge is not that section's to say."""
    return actor.is_system or actor.holds(*ASSIGNERS)


def require_editor(actor: Actor, section_id: UUID | None) -> None:
    """NotYourProcedureError."""
    if not can_edit(actor, section_id):
        raise NotYourProcedureError


def require_writer(actor: Actor, row: Procedure) -> None:
    """NotYourProcedureError."""
    if not can_write(actor, row.section_id, row.state):
        raise NotYourProcedureError


def get_row(municipality_id: UUID, code: str) -> Procedure:
    """ProcedureNotFoundError."""
    row = Procedure.objects.filter(municipality_id=municipality_id, code=code).first()
    if row is None:
        raise ProcedureNotFoundError(procedure=code)
    return row
