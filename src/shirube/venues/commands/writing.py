"""Writing rows of houses and courses: a code stands once, and every change is written down and told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.audit import interface as audit
from shirube.kernel import events
from shirube.kernel.packs import PackModel
from shirube.kernel.transactions import step
from shirube.venues.commands.guards import CodeTakenError
from shirube.venues.events import CourseChanged, FacilityChanged
from shirube.venues.models import Course, Facility, Room, Session

_CHANGED: Mapping[type, Callable[..., events.Event]] = {
    Facility: lambda row: FacilityChanged(municipality_id=row.municipality_id, facility_id=row.pk),
    Course: lambda row: CourseChanged(municipality_id=row.municipality_id, course_id=row.pk),
}


@step
def insert(row: Facility | Room | Course | Session) -> None:
    """CodeTakenError where the city, the house or the course has one of this code."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise CodeTakenError(code_taken=row.code) from error


@step
def record(row: Facility | Course, action: str, actor: Actor, now: datetime, **facts: Any) -> None:
    """The audit entry and the event of a change."""
    audit.record(
        municipality_id=row.municipality_id,
        actor=actor.log_name,
        action=action,
        subject=f"venues.{type(row).__name__.lower()}:{row.pk}",
        now=now,
        facts={"code": row.code, **facts},
    )
    events.publish(_CHANGED[type(row)](row))


def dump(facts: PackModel) -> dict[str, Any]:
    """As the database keeps it."""
    content: dict[str, Any] = facts.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return content
