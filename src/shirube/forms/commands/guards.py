"""What every write of a form asks first: is it there, may this person, and is somebody else at it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import SECTION_ROLES, Actor, Role
from shirube.forms.models import FormDefinition, FormDraft
from shirube.forms.queries.drafts import lock_of
from shirube.forms.queries.people import names_for
from shirube.forms.queries.versions import FormNotFoundError
from shirube.kernel.errors import ConflictError, ForbiddenError

DRAFTERS = frozenset({*SECTION_ROLES, Role.DX_PROMOTION})
PUBLISHERS = frozenset({Role.SECTION_CHIEF, Role.DX_PROMOTION})


class NotYourFormError(ForbiddenError):
    """The form belongs to another section, or the role does not allow this."""

    code = "forms.not_your_form"


class FormLockedError(ConflictError):
    """Somebody else is working on the draft."""

    code = "forms.locked"


class DraftMovedError(ConflictError):
    """The draft was saved by somebody else, or in another window, since it was read."""

    code = "forms.draft_moved"


def can_draft(actor: Actor, section_id: UUID | None) -> bool:
    """The section whose form it is, and DX promotion; forms of no section belong to DX promotion."""
    is_own = section_id is not None and actor.works_in([section_id])
    return actor.is_system or actor.holds(Role.DX_PROMOTION) or is_own


def can_publish(actor: Actor, section_id: UUID | None) -> bool:
    """The chief of the section whose form it is, and DX promotion."""
    is_chief = section_id is not None and actor.works_in([section_id], [Role.SECTION_CHIEF])
    return actor.is_system or actor.holds(Role.DX_PROMOTION) or is_chief


def require_drafter(actor: Actor, section_id: UUID | None) -> None:
    """NotYourFormError."""
    if not can_draft(actor, section_id):
        raise NotYourFormError


def require_publisher(actor: Actor, section_id: UUID | None) -> None:
    """NotYourFormError."""
    if not can_publish(actor, section_id):
        raise NotYourFormError


def get_definition(municipality_id: UUID, code: str) -> FormDefinition:
    """FormNotFoundError."""
    row = FormDefinition.objects.filter(municipality_id=municipality_id, code=code).first()
    if row is None:
        raise FormNotFoundError(form=code)
    return row


def get_draft(municipality_id: UUID, code: str) -> FormDraft:
    """The draft with its definition. FormNotFoundError."""
    rows = FormDraft.objects.select_related("definition").filter(
        municipality_id=municipality_id, definition__municipality_id=municipality_id, definition__code=code
    )
    row = rows.first()
    if row is None:
        raise FormNotFoundError(form=code)
    return row


def require_free(draft: FormDraft, actor: Actor, now: datetime) -> None:
    """FormLockedError where somebody else holds a living lock."""
    lock = lock_of(draft, "")
    if lock and lock.is_held_against(actor.staff_id, now):
        holder = f"staff:{lock.holder_id}"
        names = names_for(draft.municipality_id, {holder})
        raise FormLockedError(holder=names.get(holder, ""), since=lock.taken_at.isoformat())
