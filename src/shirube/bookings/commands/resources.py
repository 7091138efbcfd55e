"""What can be booked, and its rules."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import F

from shirube.bookings.commands.cutting import horizon_days, recut_slots
from shirube.bookings.commands.story import Story
from shirube.bookings.domain.hours import Span, check_spans
from shirube.bookings.domain.policies import Policy, check_policy, read_policy
from shirube.bookings.models import Resource
from shirube.bookings.queries.calendars import get_calendar_row
from shirube.bookings.queries.rights import Acting, require_runner
from shirube.bookings.queries.slots import get_resource_row
from shirube.kernel.clock import japan_date
from shirube.kernel.transactions import command


@command
def define_resource(
    *,
    municipality_id: UUID,
    owner: str,
    subject_id: UUID,
    calendar_id: UUID | None,
    capacity: int,
    policy: Policy,
    actor: Acting,
    now: datetime,
) -> UUID:
    """Make a subject of an owner bookable, or change its rules; with a calendar, its slots are cut at once.

    Booked slots stay as they are; the rules of when and how many hold for them from now on.
    Raises PolicyInvalidError, HoursInvalidError, CalendarNotFoundError, NotYourResourceError.
    """
    check_policy(policy)
    check_spans([Span(block.begins, block.ends) for block in policy.blocks])
    if calendar_id is not None:
        get_calendar_row(municipality_id=municipality_id, calendar_id=calendar_id)
    facts = {"calendar_id": calendar_id, "capacity": capacity, "rules": policy.as_json()}
    fresh = Resource(municipality_id=municipality_id, owner=owner, subject_id=subject_id, **facts)
    require_runner(resource=fresh, actor=actor)
    # Constraint bookings_resource_of_subject: of two at once both change one row.
    Resource.objects.bulk_create([fresh], ignore_conflicts=True)
    rows = Resource.objects.filter(municipality_id=municipality_id, owner=owner, subject_id=subject_id)
    rows.update(**facts, revision=F("revision") + 1)
    row = rows.get()
    if calendar_id is not None:
        recut_slots(resource=row, days=horizon_days(row, japan_date(now)), now=now)
    _tell(row, "resource_defined", actor, now)
    return row.pk


@command
def change_rules(
    *, municipality_id: UUID, resource_id: UUID, policy: Policy, actor: Acting, now: datetime
) -> None:
    """Set rules apart from those the owner gave; the rest goes on following the owner. What is booked stays as it is.

    Raises ResourceNotFoundError, NotYourResourceError, PolicyInvalidError, HoursInvalidError.
    """
    row = get_resource_row(municipality_id=municipality_id, resource_id=resource_id)
    require_runner(resource=row, actor=actor)
    check_policy(policy)
    check_spans([Span(block.begins, block.ends) for block in policy.blocks])
    given = read_policy(row.rules).as_json()
    row.own_rules = {name: value for name, value in policy.as_json().items() if value != given[name]}
    rows = Resource.objects.filter(municipality_id=municipality_id, pk=row.pk)
    rows.update(own_rules=row.own_rules, revision=F("revision") + 1)
    row = rows.get()
    if row.calendar_id is not None:
        recut_slots(resource=row, days=horizon_days(row, japan_date(now)), now=now)
    _tell(row, "rules_changed", actor, now)


@command
def open_resource(
    *, municipality_id: UUID, resource_id: UUID, is_open: bool, actor: Acting, now: datetime
) -> None:
    """Let it be booked, or stop that; what is booked stays. ResourceNotFoundError, NotYourResourceError."""
    row = get_resource_row(municipality_id=municipality_id, resource_id=resource_id)
    require_runner(resource=row, actor=actor)
    Resource.objects.filter(municipality_id=municipality_id, pk=row.pk).update(is_open=is_open)
    _tell(row, "resource_opened" if is_open else "resource_stopped", actor, now)


def _tell(row: Resource, act: str, actor: Acting, now: datetime) -> None:
    story = Story(municipality_id=row.municipality_id, actor=actor.log_name, now=now)
    story.note(f"bookings.resource:{row.pk}", act)
    story.tell()
