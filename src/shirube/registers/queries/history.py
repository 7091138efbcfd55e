"""Who changed what in an item, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from shirube.accounts import interface as accounts
from shirube.registers.models import Change


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """`by` is the person's name; "" for the system."""

    revision: int
    field: str
    before: str
    after: str
    by: str
    via: str
    at: datetime


def list_changes(*, municipality_id: UUID, item_id: UUID, since: int = 0) -> Sequence[ChangeLine]:
    """The changes after the revision `since`, the newest first, those of one moment in the order of the fields."""
    rows = Change.objects.filter(municipality_id=municipality_id, item_id=item_id, revision__gt=since)
    found = list(rows.order_by("-revision", "id"))
    names = _names(municipality_id, {row.actor for row in found})
    return [
        ChangeLine(row.revision, row.field, row.before, row.after, names.get(row.actor, ""), row.via, row.at)
        for row in found
    ]


def values_then(*, municipality_id: UUID, revisions: Mapping[UUID, int]) -> Mapping[UUID, Mapping[str, str]]:
    """For each item the values that were other at its revision than now: {item: {field: value then}}. One query."""
    rows = Change.objects.filter(municipality_id=municipality_id, item_id__in=list(revisions))
    then: dict[UUID, dict[str, str]] = {item_id: {} for item_id in revisions}
    for row in rows.order_by("-revision"):
        if row.revision > revisions[row.item_id]:
            then[row.item_id][row.field] = row.before
    return then


def _names(municipality_id: UUID, actors: set[str]) -> Mapping[str, str]:
    ids = {actor: UUID(actor.removeprefix("staff:")) for actor in actors if actor.startswith("staff:")}
    names = accounts.names_of(municipality_id=municipality_id, user_ids=list(ids.values())) if ids else {}
    return {actor: names.get(user_id, "") for actor, user_id in ids.items()}
