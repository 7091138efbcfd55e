"""What owners need themselves: their classes and closing days stand in the way of who would book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from uuid import UUID

from shirube.bookings.models import Resource, Slot
from shirube.bookings.queries.views import SlotView
from shirube.bookings.registry import BookedSpan, keepers


def kept_by_owner(slots: Iterable[Slot]) -> set[UUID]:
    """Ids of the rows, whose resources are loaded, that nobody may book. No query where no owner keeps anything."""
    found = [slot for slot in slots if slot.resource.owner in keepers]
    return _ask(
        (slot.municipality_id, slot.resource.owner, _span(slot, slot.resource.subject_id)) for slot in found
    )


def kept_by_owner_among(*, municipality_id: UUID, slots: Sequence[SlotView]) -> set[UUID]:
    """The same for what a page shows. Cost: one query, and what the owner takes."""
    names = [one.identifier for one in keepers]
    resources = Resource.objects.filter(
        municipality_id=municipality_id, owner__in=names, pk__in={slot.resource_id for slot in slots}
    )
    of = {row.pk: row for row in resources} if names else {}
    return _ask(
        (municipality_id, of[slot.resource_id].owner, _view_span(slot, of[slot.resource_id].subject_id))
        for slot in slots
        if slot.resource_id in of
    )


def _ask(asked: Iterable[tuple[UUID, str, BookedSpan]]) -> set[UUID]:
    """Each owner once."""
    kept: set[UUID] = set()
    ordered = sorted(asked, key=lambda one: one[:2])
    for (municipality_id, owner), group in groupby(ordered, key=lambda one: one[:2]):
        spans = [span for _, _, span in group]
        kept.update(keepers[owner].kept(municipality_id=municipality_id, spans=spans))
    return kept


def _span(slot: Slot, subject_id: UUID) -> BookedSpan:
    return BookedSpan(slot_id=slot.pk, subject_id=subject_id, starts_at=slot.starts_at, ends_at=slot.ends_at)


def _view_span(slot: SlotView, subject_id: UUID) -> BookedSpan:
    return BookedSpan(slot_id=slot.id, subject_id=subject_id, starts_at=slot.starts_at, ends_at=slot.ends_at)
