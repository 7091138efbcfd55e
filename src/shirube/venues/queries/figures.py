"""What the measures count: classes that were held, who came by age, and how much rooms are used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet, Sum

from shirube.bookings import interface as bookings
from shirube.kernel.calendar import fiscal_year_bounds, fiscal_year_of
from shirube.venues.domain.ages import AgeGroup
from shirube.venues.domain.days import moment_of
from shirube.venues.models import Attendance, Room, Session, SessionState


def list_held(*, municipality_id: UUID, topic: str, on: date) -> Sequence[UUID]:
    """Sessions of a topic that were held in the fiscal year of the day, up to its end. Not held: cancelled."""
    return list(_held(municipality_id, topic, on).values_list("pk", flat=True))


def list_attended(*, municipality_id: UUID, topic: str, on: date) -> Sequence[UUID]:
    """Those of them in which attendance was written down."""
    counted = Attendance.objects.filter(municipality_id=municipality_id).values("session")
    return list(_held(municipality_id, topic, on).filter(pk__in=counted).values_list("pk", flat=True))


def count_came(
    *, municipality_id: UUID, session_ids: Sequence[UUID], age_group: AgeGroup | None = None
) -> int:
    """People who came to the sessions, of one age where it is named."""
    rows = Attendance.objects.filter(municipality_id=municipality_id, session_id__in=session_ids)
    if age_group is not None:
        rows = rows.filter(age_group=age_group)
    return rows.aggregate(all=Sum("people"))["all"] or 0


def count_blocks(*, municipality_id: UUID, on: date, days: int) -> tuple[int, int]:
    """Blocks of all rooms in the days up to the end of `on`: how many were booked, of how many that were open."""
    rooms = Room.objects.filter(municipality_id=municipality_id, resource_id__isnull=False)
    until = moment_of(on + timedelta(days=1), 0)
    slots = bookings.list_slots(
        municipality_id=municipality_id,
        resource_ids=[one for one in rooms.values_list("resource_id", flat=True) if one],
        since=until - timedelta(days=days),
        until=until,
        now=until,
    )
    offered = [slot for slot in slots if slot.state is not bookings.SlotState.CLOSED]
    return sum(slot.free < slot.capacity for slot in offered), len(offered)


def _held(municipality_id: UUID, topic: str, on: date) -> QuerySet[Session]:
    first, _ = fiscal_year_bounds(fiscal_year_of(on))
    until: datetime = moment_of(on + timedelta(days=1), 0)
    return Session.objects.filter(
        municipality_id=municipality_id,
        course__topic=topic,
        state=SessionState.OPEN,
        starts_at__gte=moment_of(first, 0),
        ends_at__lte=until,
    ).order_by("starts_at")
