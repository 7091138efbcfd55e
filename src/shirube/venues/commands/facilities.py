"""Writing houses and rooms, from a pack or by staff."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F

from shirube.accounts.interface import Actor
from shirube.kernel.transactions import command, step
from shirube.venues.commands.guards import (
    VenueMovedError,
    facility_row,
    require_runner,
    room_row,
)
from shirube.venues.commands.writing import dump, insert, record
from shirube.venues.domain.facts import FacilityFacts, RoomFacts
from shirube.venues.models import Facility, Room


@command
def add_facility(
    *,
    municipality_id: UUID,
    facts: FacilityFacts,
    section_id: UUID,
    actor: Actor,
    now: datetime,
    position: int = 0,
) -> UUID:
    """A new house, without rooms yet. NotYourVenueError, CodeTakenError."""
    require_runner(actor, section_id)
    row = Facility(
        municipality_id=municipality_id,
        code=facts.code,
        facts=dump(facts),
        section_id=section_id,
        position=position,
        changed_at=now,
    )
    insert(row)
    record(row, "venues.facility_added", actor, now)
    return row.pk


@command
def edit_facility(
    *,
    municipality_id: UUID,
    facility_id: UUID,
    facts: FacilityFacts,
    is_open: bool,
    seen_revision: int,
    actor: Actor,
    now: datetime,
) -> None:
    """Change what is said of a house; its code stays. FacilityNotFoundError, NotYourVenueError, VenueMovedError."""
    row = facility_row(municipality_id, facility_id, actor)
    same = Facility.objects.filter(municipality_id=municipality_id, pk=facility_id, revision=seen_revision)
    changed = same.update(
        facts=dump(facts.model_copy(update={"code": row.code})),
        is_open=is_open,
        is_edited=True,
        revision=F("revision") + 1,
        changed_at=now,
    )
    if not changed:
        raise VenueMovedError
    record(row, "venues.facility_changed", actor, now)


@command
def save_room(
    *,
    municipality_id: UUID,
    facility_id: UUID,
    facts: RoomFacts,
    actor: Actor,
    now: datetime,
    room_id: UUID | None = None,
    is_open: bool = True,
) -> UUID:
    """Add a room to a house, or change it (`room_id`); its code stays. `connect_room` then makes it bookable.

    Raises FacilityNotFoundError, RoomNotFoundError, NotYourVenueError, CodeTakenError.
    """
    facility = facility_row(municipality_id, facility_id, actor)
    if room_id is None:
        room_id = put_room(facility, facts)
    else:
        row = room_row(municipality_id, room_id, actor)
        row.facts, row.is_open = dump(facts.model_copy(update={"code": row.code})), is_open
        row.save(update_fields=["facts", "is_open"])
    _touch(facility, now)
    record(facility, "venues.room_saved", actor, now, room=facts.code)
    return room_id


@step
def put_room(facility: Facility, facts: RoomFacts) -> UUID:
    """A new room behind those that the house has. CodeTakenError."""
    count = Room.objects.filter(municipality_id=facility.municipality_id, facility=facility).count()
    row = Room(
        municipality_id=facility.municipality_id,
        facility=facility,
        code=facts.code,
        facts=dump(facts),
        position=count,
    )
    insert(row)
    return row.pk


def _touch(facility: Facility, now: datetime) -> None:
    same = Facility.objects.filter(municipality_id=facility.municipality_id, pk=facility.pk)
    same.update(is_edited=True, revision=F("revision") + 1, changed_at=now)
