"""Making rooms and sessions bookable. Each step may be repeated: whoever stops in between begins again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.bookings import interface as bookings
from shirube.kernel.transactions import command
from shirube.venues.commands.guards import require_runner
from shirube.venues.commands.lots import announce_lotteries
from shirube.venues.domain.facts import CourseFacts, FacilityFacts, RoomFacts, clock
from shirube.venues.models import Facility, Room, Session
from shirube.venues.queries.courses import SessionView, get_session
from shirube.venues.queries.facilities import FacilityView, RoomNotFoundError, RoomView, get_rooms

ROOM_OWNER, SESSION_OWNER = "venues.room", "venues.session"
_MINUTES_A_DAY = 24 * 60
_MOST_LEAD = 366 * _MINUTES_A_DAY


def connect_room(*, municipality_id: UUID, room_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Give the room its calendar and rules in the engine of bookings, anew after each change; announce its lotteries.

    The resource's id.

    Raises RoomNotFoundError, NotYourVenueError.
    """
    found = get_rooms(municipality_id=municipality_id, room_ids=[room_id]).get(room_id)
    if found is None:
        raise RoomNotFoundError(room=str(room_id))
    facility, room = found
    require_runner(actor, facility.section_id)
    calendar_id = _define_calendar(municipality_id, facility, actor, now)
    resource_id = bookings.define_resource(
        municipality_id=municipality_id,
        owner=ROOM_OWNER,
        subject_id=room.id,
        calendar_id=calendar_id,
        capacity=1,
        policy=room_policy(room.facts),
        actor=actor,
        now=now,
    )
    is_open = facility.is_open and room.is_open
    bookings.open_resource(
        municipality_id=municipality_id, resource_id=resource_id, is_open=is_open, actor=actor, now=now
    )
    _keep_room(municipality_id=municipality_id, room=room, calendar_id=calendar_id, resource_id=resource_id)
    if is_open:
        connected = replace(room, resource_id=resource_id)
        announce_lotteries(
            municipality_id=municipality_id, facility=facility, room=connected, actor=actor, now=now
        )
    return resource_id


def connect_session(*, municipality_id: UUID, session_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Open the seats of a session in the engine of bookings. The slot's id. SessionNotFoundError, NotYourVenueError."""
    session = get_session(municipality_id=municipality_id, session_id=session_id, with_closed=True)
    require_runner(actor, session.course.section_id)
    resource_id = bookings.define_resource(
        municipality_id=municipality_id,
        owner=SESSION_OWNER,
        subject_id=session.id,
        calendar_id=None,
        capacity=session.seats,
        policy=session_policy(session.course.facts),
        actor=actor,
        now=now,
    )
    spec = bookings.SlotSpec(starts_at=session.starts_at, ends_at=session.ends_at, capacity=session.seats)
    bookings.open_slots(
        municipality_id=municipality_id, resource_id=resource_id, slots=[spec], actor=actor, now=now
    )
    slot_id = _slot_of(municipality_id, session, resource_id, now)
    _keep_session(
        municipality_id=municipality_id, session_id=session.id, resource_id=resource_id, slot_id=slot_id
    )
    return slot_id


def room_policy(room: RoomFacts) -> bookings.Policy:
    """The rules of a room: named blocks, from the first of a month on, until some days before."""
    blocks = tuple(bookings.Block(one.code, clock(one.starts), clock(one.ends)) for one in room.blocks)
    return bookings.Policy(
        blocks=blocks,
        opens_months_before=room.months_ahead,
        lead_minutes=room.book_until_days * _MINUTES_A_DAY,
        cancel_until_minutes=room.cancel_until_days * _MINUTES_A_DAY,
        needs_approval=room.needs_approval,
        waiting_list=False,
    )


def session_policy(course: CourseFacts) -> bookings.Policy:
    """The rules of a session: bookable as soon as it stands there; who waits gets a seat at once when one is free."""
    return bookings.Policy(
        horizon_days=400,
        lead_minutes=min(course.book_until_hours * 60, _MOST_LEAD),
        quantity_max=course.seats_each,
        waiting_list=course.has_waiting_list,
    )


def _define_calendar(municipality_id: UUID, facility: FacilityView, actor: Actor, now: datetime) -> UUID:
    return bookings.define_calendar(
        municipality_id=municipality_id,
        code=f"venues-{facility.facts.code}",
        title=facility.facts.title.ja,
        hours=_hours(facility.facts),
        closed_on_holidays=facility.facts.closed_on_holidays,
        actor=actor,
        now=now,
    )


def _hours(facility: FacilityFacts) -> list[bookings.WeeklyHours]:
    span = bookings.Span(clock(facility.opens), clock(facility.closes))
    open_days = (day for day in range(7) if day not in facility.closed_weekdays)
    return [bookings.WeeklyHours(day, span) for day in open_days]


def _slot_of(municipality_id: UUID, session: SessionView, resource_id: UUID, now: datetime) -> UUID:
    slots = bookings.list_slots(
        municipality_id=municipality_id,
        resource_ids=[resource_id],
        since=session.starts_at,
        until=session.starts_at + timedelta(seconds=1),
        now=now,
    )
    return slots[0].id


@command
def _keep_room(*, municipality_id: UUID, room: RoomView, calendar_id: UUID, resource_id: UUID) -> None:
    Facility.objects.filter(municipality_id=municipality_id, pk=room.facility_id).update(
        calendar_id=calendar_id
    )
    Room.objects.filter(municipality_id=municipality_id, pk=room.id).update(resource_id=resource_id)


@command
def _keep_session(*, municipality_id: UUID, session_id: UUID, resource_id: UUID, slot_id: UUID) -> None:
    rows = Session.objects.filter(municipality_id=municipality_id, pk=session_id)
    rows.update(resource_id=resource_id, slot_id=slot_id)
