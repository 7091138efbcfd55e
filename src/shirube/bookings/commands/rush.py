"""待合室, set up by staff: a round begins and ends. Who stands in it: see commands.turns."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.bookings.commands.story import Story
from shirube.bookings.models import Resource, Rush
from shirube.bookings.queries.rights import Acting, require_runner
from shirube.bookings.queries.slots import get_resource_row
from shirube.kernel.errors import InvalidInputError
from shirube.kernel.transactions import command

LIMITS = {"per_minute": (1, 6000), "inside_most": (1, 2000), "stay_minutes": (2, 60)}


class RushInvalidError(InvalidInputError):
    """`field` is out of reach: from `least` to `most`."""

    code = "bookings.rush_invalid"


@command
def open_rush(
    *,
    municipality_id: UUID,
    resource_id: UUID,
    per_minute: int,
    inside_most: int,
    stay_minutes: int,
    actor: Acting,
    now: datetime,
    opens_at: datetime | None = None,
    doors_at: datetime | None = None,
) -> UUID:
    """Put the waiting room before a resource; a round that was there ends. With `opens_at` the order is drawn then.

    Raises RushInvalidError, ResourceNotFoundError, NotYourResourceError.
    """
    resource = get_resource_row(municipality_id=municipality_id, resource_id=resource_id)
    require_runner(resource=resource, actor=actor)
    facts = {"per_minute": per_minute, "inside_most": inside_most, "stay_minutes": stay_minutes}
    for name, (least, most) in LIMITS.items():
        if not least <= facts[name] <= most:
            raise RushInvalidError(field=name, least=least, most=most)
    _end_round(resource, now)
    is_drawn = opens_at is None or opens_at <= now
    row = Rush(
        municipality_id=municipality_id,
        resource=resource,
        opens_at=None if is_drawn else opens_at,
        doors_at=now if is_drawn or doors_at is None else doors_at,
        early=0 if is_drawn else None,
        called_at=now,
        **facts,
    )
    row.save(force_insert=True)
    _point_to(resource, row.pk)
    _tell(resource, "rush_opened", actor, now)
    return row.pk


@command
def end_rush(*, municipality_id: UUID, resource_id: UUID, actor: Acting, now: datetime) -> None:
    """Nobody needs to wait any more; who stood in line may book at once. ResourceNotFoundError, NotYourResourceError."""
    resource = get_resource_row(municipality_id=municipality_id, resource_id=resource_id)
    require_runner(resource=resource, actor=actor)
    _end_round(resource, now)
    _point_to(resource, None)
    _tell(resource, "rush_ended", actor, now)


def _end_round(resource: Resource, now: datetime) -> None:
    rounds = Rush.objects.filter(municipality_id=resource.municipality_id, resource=resource)
    rounds.filter(ended_at__isnull=True).update(ended_at=now)


def _point_to(resource: Resource, rush_id: UUID | None) -> None:
    rows = Resource.objects.filter(municipality_id=resource.municipality_id, pk=resource.pk)
    rows.update(rush_id=rush_id)


def _tell(resource: Resource, act: str, actor: Acting, now: datetime) -> None:
    story = Story(municipality_id=resource.municipality_id, actor=actor.log_name, now=now)
    story.note(f"bookings.resource:{resource.pk}", act)
    story.tell()
