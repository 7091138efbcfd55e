"""What staff see: the resources of their sections, and how full they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Sum

from shirube.accounts import interface as accounts
from shirube.bookings.domain.states import ReservationState
from shirube.bookings.models import Reservation, Resource, Slot
from shirube.bookings.queries.rights import CITY_ROLES, describe_all
from shirube.bookings.registry import Subject
from shirube.kernel.calendar import JAPAN

# Who may open the pages of bookings at all; the commands decide about each resource.
DESK_ROLES = frozenset({*accounts.SECTION_ROLES, *CITY_ROLES})


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceLine:
    """`taken` and `capacity` are the places of the asked day; `asked` are reservations that wait for a yes."""

    id: UUID
    subject: Subject
    is_open: bool
    calendar_id: UUID | None
    taken: int
    capacity: int
    asked: int


def list_resources(*, municipality_id: UUID, actor: accounts.Actor, day: date) -> list[ResourceLine]:
    """Those the actor may run. Cost: three queries and one for each kind of owner."""
    rows = list(Resource.objects.filter(municipality_id=municipality_id).order_by("owner", "id"))
    subjects = _subjects(municipality_id, rows)
    mine = [row for row in rows if row.pk in subjects and _runs(actor, subjects[row.pk])]
    places = _places(municipality_id, [row.pk for row in mine], day)
    asked = _asked(municipality_id)
    return [
        ResourceLine(
            id=row.pk,
            subject=subjects[row.pk],
            is_open=row.is_open,
            calendar_id=row.calendar_id,
            taken=places.get(row.pk, (0, 0))[0],
            capacity=places.get(row.pk, (0, 0))[1],
            asked=asked.count(row.pk),
        )
        for row in mine
    ]


def list_asked(*, municipality_id: UUID, resource_id: UUID) -> list[Reservation]:
    """What waits for a yes, the earliest to begin first."""
    rows = Reservation.objects.filter(
        municipality_id=municipality_id, resource=resource_id, state=ReservationState.ASKED
    )
    return list(rows.select_related("resource").order_by("starts_at", "id")[:200])


def _subjects(municipality_id: UUID, rows: Sequence[Resource]) -> dict[UUID, Subject]:
    told = describe_all(municipality_id=municipality_id, things=[(row.owner, row.subject_id) for row in rows])
    return {row.pk: told[row.owner, row.subject_id] for row in rows if (row.owner, row.subject_id) in told}


def _runs(actor: accounts.Actor, subject: Subject) -> bool:
    return actor.holds(*CITY_ROLES) or actor.works_in([subject.section_id])


def _places(municipality_id: UUID, resource_ids: Sequence[UUID], day: date) -> dict[UUID, tuple[int, int]]:
    begins = datetime.combine(day, time(), tzinfo=JAPAN)
    slots = Slot.objects.filter(
        municipality_id=municipality_id,
        resource__in=resource_ids,
        starts_at__gte=begins,
        starts_at__lt=begins + timedelta(days=1),
    )
    sums = slots.order_by().values_list("resource").annotate(taken=Sum("taken"), capacity=Sum("capacity"))
    return {resource_id: (taken, capacity) for resource_id, taken, capacity in sums}


def _asked(municipality_id: UUID) -> list[UUID]:
    rows = Reservation.objects.filter(municipality_id=municipality_id, state=ReservationState.ASKED)
    return list(rows.values_list("resource", flat=True))
