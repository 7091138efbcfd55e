"""Times at the counter are booked through the bookings room; here they become visits that are expected."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from shirube.accounts.interface import SYSTEM, Actor
from shirube.bookings import interface as bookings
from shirube.kernel.clock import japan_date
from shirube.kernel.transactions import command
from shirube.visits.commands.arriving import cancel_expected, expect_visit
from shirube.visits.commands.guards import get_service_row, note, require_setup
from shirube.visits.models import Service
from shirube.visits.queries.visits import Holder

OWNER = "visits.service"
# What else the resident wants done in the same visit, as ids of services.
FURTHER = "services"
CALENDAR = "counter"
_EXPECTED = {bookings.ReservationState.CONFIRMED, bookings.ReservationState.ATTENDED}


def offer_times(
    *,
    municipality_id: UUID,
    service_id: UUID,
    hours: Iterable[bookings.WeeklyHours],
    capacity: int,
    policy: bookings.Policy,
    actor: Actor,
    now: datetime,
) -> UUID:
    """Let a service be reserved, or change when and how many; the id of its resource. Errors of bookings."""
    require_setup(actor)
    service = get_service_row(municipality_id, service_id)
    act: dict[str, Any] = {"municipality_id": municipality_id, "actor": actor, "now": now}
    calendar_id = bookings.define_calendar(
        code=f"{CALENDAR}-{service.branch.code}-{service.code}",
        title=service.title["ja"],
        hours=tuple(hours),
        closed_on_holidays=True,
        **act,
    )
    resource_id = bookings.define_resource(
        owner=OWNER,
        subject_id=service_id,
        calendar_id=calendar_id,
        capacity=capacity,
        policy=policy,
        **act,
    )
    bookings.open_resource(resource_id=resource_id, is_open=True, **act)
    _keep_resource(service_id=service_id, resource_id=resource_id, **act)
    return resource_id


def stop_times(*, municipality_id: UUID, service_id: UUID, actor: Actor, now: datetime) -> None:
    """No more reservations for a service; those that were made stay."""
    require_setup(actor)
    service = get_service_row(municipality_id, service_id)
    act: dict[str, Any] = {"municipality_id": municipality_id, "actor": actor, "now": now}
    if service.resource_id is not None:
        bookings.open_resource(resource_id=service.resource_id, is_open=False, **act)
        _keep_resource(service_id=service_id, resource_id=None, **act)


def reserve_time(
    *,
    municipality_id: UUID,
    slot_id: UUID,
    further: Iterable[UUID] = (),
    booker: bookings.Booker,
    key: str,
    now: datetime,
) -> UUID:
    """Book a time and expect the visit; its id. `further`: services to be done in the same visit.

    Two commands; the same `key` gives the same visit. Raises what `bookings.book_slots` raises.
    """
    booked = bookings.book_slots(
        municipality_id=municipality_id,
        slot_ids=[slot_id],
        quantity=1,
        booker=booker,
        key=key,
        actor=booker,
        facts={FURTHER: [str(one) for one in further]},
        now=now,
    )
    visit_id = follow_reservation(municipality_id=municipality_id, reservation_id=booked.id, now=now)
    if visit_id is None:
        raise bookings.ReservationNotFoundError
    return visit_id


def follow_reservation(*, municipality_id: UUID, reservation_id: UUID, now: datetime) -> UUID | None:
    """Bring the expected visit in step with its reservation; its id, None where there is nothing to expect.

    May be called any number of times. ReservationNotFoundError.
    """
    found = bookings.get_reservation(
        municipality_id=municipality_id, reservation_id=reservation_id, actor=SYSTEM
    )
    if found.owner != OWNER:
        return None
    if found.state not in _EXPECTED:
        cancel_expected(municipality_id=municipality_id, reservation_id=reservation_id, now=now)
        return None
    service = get_service_row(municipality_id, found.subject_id)
    return expect_visit(
        municipality_id=municipality_id,
        branch_id=service.branch_id,
        service_ids=_services(service, found.facts.get(FURTHER, ())),
        reservation_id=reservation_id,
        reserved_for=found.starts_at,
        holder=Holder(
            name=found.booker.name,
            mail=found.booker.mail,
            language=found.booker.language,
            resident_id=found.booker.resident_id,
        ),
    )


def give_up_reservation(*, municipality_id: UUID, reservation_id: UUID, now: datetime) -> None:
    """By who holds the code of the expected visit, until the hour the policy names.

    ReservationNotFoundError, ReservationSettledError, TooLateError.
    """
    act = _holders_act(municipality_id, reservation_id, now)
    bookings.cancel_reservation(**act, now=now)
    cancel_expected(municipality_id=municipality_id, reservation_id=reservation_id, now=now)


def move_reservation(*, municipality_id: UUID, reservation_id: UUID, slot_id: UUID, now: datetime) -> None:
    """To another time, by who holds the code of the expected visit; what was prepared stays with it.

    ReservationNotFoundError, ReservationSettledError, TooLateError, and what booking raises.
    """
    act = _holders_act(municipality_id, reservation_id, now)
    bookings.change_reservation(**act, slot_ids=[slot_id], now=now)
    follow_reservation(municipality_id=municipality_id, reservation_id=reservation_id, now=now)


def _holders_act(municipality_id: UUID, reservation_id: UUID, now: datetime) -> dict[str, Any]:
    """The code of the visit is as good as that of the reservation, until the same hour. TooLateError."""
    act: dict[str, Any] = {
        "municipality_id": municipality_id,
        "reservation_id": reservation_id,
        "actor": SYSTEM,
    }
    found = bookings.get_reservation(**act)
    if now >= found.decide_until:
        raise bookings.TooLateError(until=found.decide_until.isoformat())
    return act


def expect_reservations(*, municipality_id: UUID, now: datetime) -> int:
    """Make sure that everybody who has reserved for today or tomorrow is expected: a lost event harms nobody."""
    resources = Service.objects.filter(municipality_id=municipality_id, resource_id__isnull=False)
    ids = [one for one in resources.values_list("resource_id", flat=True) if one is not None]
    days = (japan_date(now), japan_date(now) + timedelta(days=1))
    followed = [
        follow_reservation(municipality_id=municipality_id, reservation_id=line.id, now=now)
        for day in days
        for line in _lines(municipality_id, ids, day)
    ]
    return sum(one is not None for one in followed)


def _lines(municipality_id: UUID, resource_ids: list[UUID], day: date) -> list[bookings.ReservationLine]:
    lines = bookings.list_day(municipality_id=municipality_id, resource_ids=resource_ids, day=day)
    return [line for line in lines if line.state == bookings.ReservationState.CONFIRMED]


def _services(service: Service, further: Iterable[str]) -> list[UUID]:
    """The reserved service first, then those of the further ones that the branch still offers."""
    offered = Service.objects.filter(
        municipality_id=service.municipality_id, branch_id=service.branch_id, is_offered=True
    ).values_list("pk", flat=True)
    wanted = [one for one in offered if str(one) in set(further) and one != service.pk]
    return [service.pk, *wanted]


@command
def _keep_resource(
    *, municipality_id: UUID, service_id: UUID, resource_id: UUID | None, actor: Actor, now: datetime
) -> None:
    Service.objects.filter(municipality_id=municipality_id, pk=service_id).update(
        resource_id=resource_id, is_bookable=resource_id is not None
    )
    action = "service_bookable" if resource_id else "service_not_bookable"
    note(municipality_id, action, f"visits.service:{service_id}", actor, now)
