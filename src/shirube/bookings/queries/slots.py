"""Reading slots, and whether one can be booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from shirube.bookings.domain.policies import Policy
from shirube.bookings.domain.states import ReservationState, SlotState
from shirube.bookings.models import Reservation, Resource, Slot
from shirube.bookings.models.slots import CLOSED, IN_LOTTERY
from shirube.bookings.queries.views import SlotView
from shirube.kernel.errors import NotFoundError
from shirube.kernel.prepared import PreparedRead


class SlotNotFoundError(NotFoundError):
    code = "bookings.slot_not_found"


class ResourceNotFoundError(NotFoundError):
    code = "bookings.resource_not_found"


_ONE = PreparedRead(
    lambda municipality_id, slot_id: Slot.objects.filter(
        municipality_id=municipality_id, pk=slot_id
    ).select_related("resource"),
    municipality_id=UUID,
    slot_id=UUID,
)


def list_slots(
    *, municipality_id: UUID, resource_ids: Sequence[UUID], since: datetime, until: datetime, now: datetime
) -> list[SlotView]:
    """The slots that begin within [since, until), in order of time. Cost: one query."""
    rows = _slots(municipality_id).filter(
        resource__in=resource_ids, starts_at__gte=since, starts_at__lt=until
    )
    return [_view(row, now) for row in rows.order_by("starts_at", "id")]


def get_slot(*, municipality_id: UUID, slot_id: UUID, now: datetime) -> SlotView:
    """SlotNotFoundError."""
    return _view(get_slot_row(municipality_id=municipality_id, slot_id=slot_id), now)


def get_slot_row(*, municipality_id: UUID, slot_id: UUID) -> Slot:
    """With its resource. SlotNotFoundError."""
    row = _ONE.find(municipality_id=municipality_id, slot_id=slot_id)
    if row is None:
        raise SlotNotFoundError(slot_id=str(slot_id))
    return row


def list_slot_rows(*, municipality_id: UUID, slot_ids: Sequence[UUID]) -> list[Slot]:
    """With their resources, in order of time. SlotNotFoundError where one is missing, or none is named."""
    if len(slot_ids) == 1:
        # What everybody in a rush asks first.
        return [get_slot_row(municipality_id=municipality_id, slot_id=slot_ids[0])]
    rows = list(_slots(municipality_id).filter(pk__in=slot_ids).order_by("starts_at", "id"))
    if not rows or len(rows) != len(set(slot_ids)):
        raise SlotNotFoundError
    return rows


def get_resource_row(*, municipality_id: UUID, resource_id: UUID) -> Resource:
    """ResourceNotFoundError."""
    row = Resource.objects.filter(municipality_id=municipality_id, pk=resource_id).first()
    if row is None:
        raise ResourceNotFoundError(resource_id=str(resource_id))
    return row


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceView:
    """How something is given out: so many at a time, by which rules, in the hours of which calendar."""

    id: UUID
    capacity: int
    policy: Policy
    calendar_id: UUID | None
    is_open: bool


def get_resource(*, municipality_id: UUID, resource_id: UUID) -> ResourceView:
    """ResourceNotFoundError."""
    row = get_resource_row(municipality_id=municipality_id, resource_id=resource_id)
    return ResourceView(
        id=row.pk,
        capacity=row.capacity,
        policy=row.policy,
        calendar_id=row.calendar_id,
        is_open=row.is_open,
    )


def find_resource(*, municipality_id: UUID, owner: str, subject_id: UUID) -> UUID | None:
    """The resource of an owner's subject."""
    rows = Resource.objects.filter(municipality_id=municipality_id, owner=owner, subject_id=subject_id)
    return rows.values_list("pk", flat=True).first()


def list_cut_resources(*, municipality_id: UUID) -> list[UUID]:
    """The resources whose slots are cut from a calendar."""
    rows = Resource.objects.filter(municipality_id=municipality_id, calendar__isnull=False, is_open=True)
    return list(rows.order_by("id").values_list("pk", flat=True))


def list_stale_holds(*, municipality_id: UUID, now: datetime, limit: int = 1000) -> list[UUID]:
    """Holds whose time is over, the oldest first."""
    rows = Reservation.objects.filter(
        municipality_id=municipality_id, state=ReservationState.HELD, hold_until__lte=now
    )
    return list(rows.order_by("hold_until").values_list("pk", flat=True)[:limit])


def _slots(municipality_id: UUID) -> QuerySet[Slot]:
    return Slot.objects.filter(municipality_id=municipality_id).select_related("resource")


def _view(row: Slot, now: datetime) -> SlotView:
    # Who waits comes first: what is free while somebody waits for more places is not sold past them.
    free = 0 if row.waiting else max(row.capacity - row.taken, 0)
    policy = row.resource.policy
    return SlotView(
        id=row.pk,
        resource_id=row.resource_id,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        label=row.label,
        capacity=row.capacity,
        free=free,
        waiting=row.waiting,
        state=_state(row, free, now),
        opens_at=policy.opens_at(row.starts_at),
    )


def _state(row: Slot, free: int, now: datetime) -> SlotState:
    policy = row.resource.policy
    if row.state == CLOSED or not row.resource.is_open:
        return SlotState.CLOSED
    if now >= policy.closes_at(row.starts_at):
        return SlotState.OVER
    if row.state == IN_LOTTERY:
        return SlotState.LOTTERY
    if now < policy.opens_at(row.starts_at):
        return SlotState.NOT_YET
    if not free:
        return SlotState.FULL
    return SlotState.FEW if free * 5 <= row.capacity else SlotState.FREE
