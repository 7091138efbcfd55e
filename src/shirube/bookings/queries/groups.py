"""Reading the registered groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from shirube.bookings.domain.bookers import Booker
from shirube.bookings.domain.groups import (
    WAITING_FOR_STAFF,
    GroupFacts,
    GroupKind,
    GroupState,
    is_valid_on,
    may_be_handed_in,
)
from shirube.bookings.models import Group
from shirube.bookings.queries.rights import Acting, is_staff
from shirube.bookings.queries.sealing import open_booker
from shirube.kernel.errors import NotFoundError
from shirube.kernel.prepared import PreparedRead
from shirube.kernel.receipts import is_secret, read_receipt_number, read_secret


class GroupNotFoundError(NotFoundError):
    """There is none, or it is not theirs: which of both is not told."""

    code = "bookings.group_not_found"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """A group as its representative and staff see it. `secret` is told only to who has just registered it."""

    id: UUID
    number: str
    facts: GroupFacts
    state: GroupState
    reason: str
    valid_until: date | None
    contact: Booker = field(repr=False)
    revision: int
    secret: str = field(default="", repr=False)

    def is_valid_on(self, day: date) -> bool:
        return is_valid_on(self.state, self.valid_until, day)

    def may_be_handed_in(self, day: date) -> bool:
        return may_be_handed_in(self.state, self.valid_until, day)


_ONE = PreparedRead(
    lambda municipality_id, group_id: Group.objects.filter(municipality_id=municipality_id, pk=group_id),
    municipality_id=UUID,
    group_id=UUID,
)


def find_group_row(*, municipality_id: UUID, group_id: UUID) -> Group | None:
    return _ONE.find(municipality_id=municipality_id, group_id=group_id)


def get_group_for(*, municipality_id: UUID, group_id: UUID, actor: Acting) -> Group:
    """The row for staff, or for who acts for the group. GroupNotFoundError."""
    row = find_group_row(municipality_id=municipality_id, group_id=group_id)
    if row is None or not (is_staff(actor) or (isinstance(actor, Booker) and acts_for(row, actor))):
        raise GroupNotFoundError
    return row


def acts_for(row: Group, booker: Booker) -> bool:
    """Whether the booker acts for the group: by the representative's account, or by the group's code."""
    by_account = booker.resident_id is not None and row.resident_id == booker.resident_id
    return by_account or bool(booker.group_secret and is_secret(booker.group_secret, row.secret_hash))


def get_group(*, municipality_id: UUID, number: str, actor: Acting) -> GroupView:
    """By its number, for staff or who acts for it. GroupNotFoundError."""
    rows = Group.objects.filter(municipality_id=municipality_id, number=read_receipt_number(number) or "")
    row = rows.first()
    if row is None or not (is_staff(actor) or (isinstance(actor, Booker) and acts_for(row, actor))):
        raise GroupNotFoundError
    return view_group(row)


def find_group(*, municipality_id: UUID, number: str, secret: str) -> GroupView:
    """By what its representative was told, as somebody types it. GroupNotFoundError.

    Danger: an entrance limits how often it may be guessed.
    """
    actor = Booker(group_secret=read_secret(secret))
    return get_group(municipality_id=municipality_id, number=number, actor=actor)


def is_group_accepted(*, municipality_id: UUID, group_id: UUID, day: date) -> bool:
    """Whether the group is registered on that day: what fee classes and reductions of owners may ask."""
    row = find_group_row(municipality_id=municipality_id, group_id=group_id)
    return row is not None and is_valid_on(row.state, row.valid_until, day)


def list_my_groups(*, municipality_id: UUID, resident_id: UUID) -> list[GroupView]:
    rows = Group.objects.filter(municipality_id=municipality_id, resident_id=resident_id)
    return [view_group(row) for row in rows.order_by("-applied_at", "-id")[:20]]


def list_groups(*, municipality_id: UUID, states: Sequence[str], limit: int = 200) -> list[GroupView]:
    """For staff: the earliest handed in first. Cost: one query."""
    rows = Group.objects.filter(municipality_id=municipality_id, state__in=states)
    return [view_group(row) for row in rows.order_by("applied_at", "id")[:limit]]


def get_groups(*, municipality_id: UUID, group_ids: Iterable[UUID | None]) -> list[GroupView]:
    """Those of these ids that there are, for staff. Cost: one query, none for no ids."""
    wanted = {one for one in group_ids if one is not None}
    if not wanted:
        return []
    return [view_group(row) for row in Group.objects.filter(municipality_id=municipality_id, pk__in=wanted)]


def count_waiting_groups(*, municipality_id: UUID) -> int:
    """How many wait for staff."""
    rows = Group.objects.filter(municipality_id=municipality_id, state__in=sorted(WAITING_FOR_STAFF))
    return rows.count()


def view_group(row: Group) -> GroupView:
    return GroupView(
        id=row.pk,
        number=row.number,
        facts=GroupFacts(
            name=row.name,
            kind=GroupKind(row.kind),
            members=row.members,
            members_inside=row.members_inside,
            purpose=row.purpose,
        ),
        state=GroupState(row.state),
        reason=row.reason,
        valid_until=row.valid_until,
        contact=contact_of(row),
        revision=row.revision,
    )


def contact_of(row: Group) -> Booker:
    """The representative."""
    return open_booker(
        row.contact,
        municipality_id=row.municipality_id,
        row_id=row.pk,
        resident_id=row.resident_id,
        language=row.language,
    )
