"""Who may run what is booked, and who may touch a reservation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol, TypeGuard
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.bookings.domain.bookers import Booker
from shirube.bookings.models import Resource
from shirube.bookings.registry import Subject, owners
from shirube.kernel.errors import ForbiddenError
from shirube.kernel.receipts import is_secret

# They see to calendars and resources of every section.
CITY_ROLES = (accounts.Role.DX_PROMOTION, accounts.Role.ADMINISTRATOR)


class NotYourResourceError(ForbiddenError):
    """Only the section that runs it may do this."""

    code = "bookings.not_your_resource"


class Acting(Protocol):
    """Staff, the system, or a booker: whoever a command asks for."""

    @property
    def log_name(self) -> str: ...


def is_staff(actor: Acting) -> TypeGuard[accounts.Actor]:
    """Staff or the system."""
    return isinstance(actor, accounts.Actor)


class Held(Protocol):
    """A reservation, a place in a line, an entry to a lottery: what one person holds."""

    @property
    def resident_id(self) -> UUID | None: ...

    @property
    def secret_hash(self) -> str: ...


def holds(row: Held, booker: Booker) -> bool:
    """Whether the booker is its holder, by account or by its code."""
    by_account = booker.resident_id is not None and row.resident_id == booker.resident_id
    return by_account or bool(booker.secret and is_secret(booker.secret, row.secret_hash))


def may_touch(row: Held, actor: Acting) -> bool:
    """Its holder, and staff."""
    return is_staff(actor) or (isinstance(actor, Booker) and holds(row, actor))


def find_subject(resource: Resource) -> Subject | None:
    """What the owner tells of a resource; None where it no longer knows it."""
    if resource.owner not in owners:
        return None
    found = owners[resource.owner].describe(
        municipality_id=resource.municipality_id, subject_ids=[resource.subject_id]
    )
    return found.get(resource.subject_id)


def describe_all(
    *, municipality_id: UUID, things: Iterable[tuple[str, UUID]]
) -> dict[tuple[str, UUID], Subject]:
    """What the owners tell of (owner, subject). Cost: what one subject of each owner takes."""
    of_owner: defaultdict[str, set[UUID]] = defaultdict(set)
    for owner, subject_id in things:
        of_owner[owner].add(subject_id)
    return {
        (owner, subject_id): subject
        for owner, ids in of_owner.items()
        if owner in owners
        for subject_id, subject in owners[owner]
        .describe(municipality_id=municipality_id, subject_ids=sorted(ids))
        .items()
    }


def can_run(*, resource: Resource, actor: accounts.Actor) -> bool:
    """Whether the actor works in the section that runs it, or for the whole city."""
    if actor.is_system or actor.holds(*CITY_ROLES):
        return True
    subject = find_subject(resource)
    return subject is not None and actor.works_in([subject.section_id])


def require_runner(*, resource: Resource, actor: Acting) -> None:
    """NotYourResourceError."""
    if not is_staff(actor) or not can_run(resource=resource, actor=actor):
        raise NotYourResourceError


def may_run_section(*, section_id: UUID, actor: accounts.Actor) -> bool:
    """The same, asked before there is a resource."""
    return actor.is_system or actor.holds(*CITY_ROLES) or actor.works_in([section_id])
