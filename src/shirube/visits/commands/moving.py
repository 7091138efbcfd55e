"""When it does not go straight: on hold, back to the line, over to another service, first by priority."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from shirube.accounts.interface import Actor
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command
from shirube.visits.commands.calling import served_so_far
from shirube.visits.commands.ending import VisitOverError
from shirube.visits.commands.guards import (
    get_own_desk,
    get_service_row,
    hold_step,
    moved_error,
    note,
    require_counter,
    touch,
)
from shirube.visits.domain.states import AT_DESK, OPEN_STEPS, Priority, StepState, Told, VisitState
from shirube.visits.models import Visit, VisitService
from shirube.visits.queries.places import BranchNotFoundError
from shirube.visits.queries.visits import VisitNotFoundError


class SameServiceError(ConflictError):
    """The ticket is for that service already, or the visit holds it anyway."""

    code = "visits.same_service"


@command
def put_on_hold(*, municipality_id: UUID, step_id: UUID, actor: Actor, now: datetime) -> None:
    """Not here when called, or away to fetch a paper: the desk is free, the place in line is kept.

    StepMovedError, NotAtDeskError.
    """
    row = _at_own_desk(municipality_id, step_id, actor)
    _change(
        row,
        AT_DESK,
        state=StepState.ON_HOLD,
        desk=None,
        served_seconds=served_so_far(row, now),
        started_at=None,
        told=Told.ON_HOLD,
    )
    note(municipality_id, "ticket_held", _subject(row), actor, now, ticket=row.visit.ticket)


@command
def return_to_queue(*, municipality_id: UUID, step_id: UUID, actor: Actor, now: datetime) -> None:
    """Back into the line at the place they had. From a desk only by who sits there. StepMovedError, NotAtDeskError."""
    require_counter(actor)
    row = hold_step(municipality_id, step_id)
    if row.state in AT_DESK:
        row = _at_own_desk(municipality_id, step_id, actor)
    _change(
        row,
        [*AT_DESK, StepState.ON_HOLD],
        state=StepState.WAITING,
        desk=None,
        served_seconds=served_so_far(row, now),
        started_at=None,
        told=Told.RETURNED,
    )
    note(municipality_id, "ticket_returned", _subject(row), actor, now, ticket=row.visit.ticket)


@command
def transfer_ticket(
    *, municipality_id: UUID, step_id: UUID, service_id: UUID, actor: Actor, now: datetime
) -> UUID:
    """Over to another service of the branch, in line from when they came. The id of the new step.

    StepMovedError, NotAtDeskError, SameServiceError, BranchNotFoundError.
    """
    row = _at_own_desk(municipality_id, step_id, actor)
    service = get_service_row(municipality_id, service_id)
    if service.branch_id != row.branch_id or not service.is_offered:
        raise BranchNotFoundError(kind="service")
    steps = VisitService.objects.filter(municipality_id=municipality_id, visit_id=row.visit_id)
    if steps.filter(service=service, state__in=OPEN_STEPS).exists():
        raise SameServiceError(ticket=row.visit.ticket)
    _change(row, AT_DESK, state=StepState.MOVED, finished_at=now, served_seconds=served_so_far(row, now))
    last = steps.aggregate(last=Max("position"))["last"]
    moved = VisitService(
        municipality_id=municipality_id,
        visit=row.visit,
        service=service,
        branch_id=row.branch_id,
        day=row.day,
        position=last + 1,
        state=StepState.WAITING,
        is_priority=row.is_priority,
        reserved_for=row.reserved_for,
        queued_at=row.queued_at,
        ready_at=now,
        told=Told.TRANSFERRED,
        told_facts={"service": service.title["ja"]},
    )
    moved.save(force_insert=True)
    note(municipality_id, "ticket_transferred", _subject(row), actor, now, service=service.code)
    return moved.pk


@command
def set_priority(
    *, municipality_id: UUID, visit_id: UUID, priority: Priority, actor: Actor, now: datetime
) -> None:
    """Call somebody before others, for a reason, or no more. VisitNotFoundError, VisitOverError."""
    require_counter(actor)
    visit = Visit.objects.filter(municipality_id=municipality_id, pk=visit_id).first()
    if visit is None:
        raise VisitNotFoundError
    touch(municipality_id, visit.branch_id, visit.day)
    here = Visit.objects.filter(municipality_id=municipality_id, pk=visit_id, state=VisitState.HERE)
    if not here.update(priority=priority):
        raise VisitOverError(ticket=visit.ticket)
    VisitService.objects.filter(municipality_id=municipality_id, visit_id=visit_id).update(
        is_priority=bool(priority)
    )
    note(
        municipality_id,
        "priority_set",
        f"visits.visit:{visit_id}",
        actor,
        now,
        ticket=visit.ticket,
        priority=priority.value,
    )


def _at_own_desk(municipality_id: UUID, step_id: UUID, actor: Actor) -> VisitService:
    require_counter(actor)
    row = hold_step(municipality_id, step_id)
    if row.desk_id is None or row.state not in AT_DESK:
        raise moved_error(municipality_id, step_id)
    get_own_desk(municipality_id, row.desk_id, actor)
    return row


def _change(row: VisitService, states: Collection[StepState], **changes: object) -> None:
    rows = VisitService.objects.filter(
        municipality_id=row.municipality_id, pk=row.pk, desk=row.desk, state__in=states
    )
    if not rows.update(**changes):
        raise moved_error(row.municipality_id, row.pk)


def _subject(row: VisitService) -> str:
    return f"visits.visit:{row.visit_id}"
