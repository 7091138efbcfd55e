"""What a clerk does with the next ticket: call, call again, start, finish."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from shirube.accounts.interface import Actor
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command, step
from shirube.visits.commands.ending import end_visit
from shirube.visits.commands.guards import (
    get_own_desk,
    get_step_row,
    hold_step,
    moved_error,
    note,
    require_counter,
    touch,
)
from shirube.visits.commands.telling import tell_soon
from shirube.visits.domain.states import AT_DESK, StepState, Told
from shirube.visits.events import TicketCalled
from shirube.visits.models import Desk, DeskShift, VisitService
from shirube.visits.queries.line import get_line
from shirube.visits.queries.places import BranchNotFoundError, BranchView, find_branch_by_id


class NobodyWaitingError(ConflictError):
    """Nobody waits for what this desk serves."""

    code = "visits.nobody_waiting"


class DeskBusyError(ConflictError):
    """The desk has a resident: finish, hold or return that ticket first. `ticket` says which."""

    code = "visits.desk_busy"


class DeskNotOpenError(ConflictError):
    """A closed desk calls nobody."""

    code = "visits.desk_not_open"


@command
def call_next(*, municipality_id: UUID, desk_id: UUID, actor: Actor, now: datetime) -> UUID:
    """Call the first in line whom the desk serves; the id of the step.

    Two desks may ask at the same moment: whoever changes the row from `waiting` has the ticket, the other one gets the
    next. NotAtDeskError, DeskNotOpenError, DeskBusyError, NobodyWaitingError.
    """
    desk = _ready_desk(municipality_id, desk_id, actor, now)
    branch = _branch_of(desk, now)
    line = get_line(branch=branch, municipality_id=municipality_id, now=now)
    mine = branch.desk(desk.pk).service_ids
    for waiting in line.waiting:
        if waiting.service_id in mine and _claim(desk, waiting.id, actor, now):
            _tell_called(desk, get_step_row(municipality_id, waiting.id), branch, actor, now)
            return waiting.id
    raise NobodyWaitingError(desk=desk.number)


@command
def call_ticket(*, municipality_id: UUID, desk_id: UUID, step_id: UUID, actor: Actor, now: datetime) -> None:
    """Call one out of turn, or one on hold. StepMovedError where another desk has the ticket already.

    NotAtDeskError, DeskNotOpenError, DeskBusyError, StepNotFoundError.
    """
    desk = _ready_desk(municipality_id, desk_id, actor, now)
    row = get_step_row(municipality_id, step_id)
    if row.branch_id != desk.branch_id or not _claim(desk, step_id, actor, now):
        raise moved_error(municipality_id, step_id)
    _tell_called(desk, get_step_row(municipality_id, step_id), _branch_of(desk, now), actor, now)


@command
def call_again(*, municipality_id: UUID, step_id: UUID, actor: Actor, now: datetime) -> None:
    """The board shows the call anew. StepMovedError, NotAtDeskError."""
    row = _own_step(municipality_id, step_id, actor)
    _move(row, [StepState.CALLED], calls=F("calls") + 1, called_at=now)
    note(municipality_id, "ticket_called_again", _subject(row), actor, now, ticket=row.visit.ticket)
    _publish_call(row, now)


@command
def start_service(*, municipality_id: UUID, step_id: UUID, actor: Actor, now: datetime) -> None:
    """The resident has come to the desk. StepMovedError, NotAtDeskError."""
    row = _own_step(municipality_id, step_id, actor)
    _move(row, [StepState.CALLED], state=StepState.SERVING, started_at=now)
    note(municipality_id, "service_started", _subject(row), actor, now, ticket=row.visit.ticket)


@command
def finish_service(*, municipality_id: UUID, step_id: UUID, actor: Actor, now: datetime) -> UUID | None:
    """This service is done; the next one of the visit, if any, stands in line. Its id, or None where all is done.

    StepMovedError, NotAtDeskError.
    """
    row = _own_step(municipality_id, step_id, actor)
    seconds = served_so_far(row, now)
    _move(row, [StepState.SERVING], state=StepState.DONE, finished_at=now, served_seconds=seconds)
    note(municipality_id, "service_finished", _subject(row), actor, now, ticket=row.visit.ticket)
    return go_on(row, actor, now)


@step
def start_where_they_stand(
    *, municipality_id: UUID, visit_id: UUID, actor: Actor, now: datetime
) -> VisitService | None:
    """The service for which the resident stands at the actor's own desk, begun if it was not yet; None where there is none.

    Of two presses at once, the second waits here for what the first has made.
    """
    row = _hold_at_own_desk(municipality_id, visit_id, actor)
    if row is not None and row.state == StepState.CALLED:
        _move(row, [StepState.CALLED], state=StepState.SERVING, started_at=now)
        note(municipality_id, "service_started", _subject(row), actor, now, ticket=row.visit.ticket)
    return row


@command
def finish_where_they_stand(*, municipality_id: UUID, visit_id: UUID, actor: Actor, now: datetime) -> bool:
    """End the service for which the resident stands at the actor's own desk. False where they stand nowhere (any more)."""
    row = _hold_at_own_desk(municipality_id, visit_id, actor)
    if row is None:
        return False
    seconds = served_so_far(row, now)
    _move(row, list(AT_DESK), state=StepState.DONE, finished_at=now, served_seconds=seconds)
    note(municipality_id, "service_finished", _subject(row), actor, now, ticket=row.visit.ticket)
    go_on(row, actor, now)
    return True


def _hold_at_own_desk(municipality_id: UUID, visit_id: UUID, actor: Actor) -> VisitService | None:
    seen = _find_at_own_desk(municipality_id, visit_id, actor)
    if seen is None:
        return None
    touch(municipality_id, seen.branch_id, seen.day)
    return _find_at_own_desk(municipality_id, visit_id, actor)


def _find_at_own_desk(municipality_id: UUID, visit_id: UUID, actor: Actor) -> VisitService | None:
    rows = VisitService.objects.filter(
        municipality_id=municipality_id, visit_id=visit_id, state__in=AT_DESK
    ).select_related("visit", "desk", "service")
    if actor.staff_id is None:
        return rows.first()
    shifts = DeskShift.objects.filter(
        municipality_id=municipality_id, staff_id=actor.staff_id, until__isnull=True
    )
    return rows.filter(desk_id__in=list(shifts.values_list("desk_id", flat=True))).first()


@step
def go_on(row: VisitService, actor: Actor, now: datetime) -> UUID | None:
    """After a service has ended: the next of the visit gets ready, or the visit ends."""
    later = VisitService.objects.filter(municipality_id=row.municipality_id, visit_id=row.visit_id)
    following = later.filter(state=StepState.LATER).order_by("position").first()
    if following is None:
        if not later.filter(state__in=[StepState.WAITING, StepState.ON_HOLD, *AT_DESK]).exists():
            end_visit(row.visit, actor, now)
        return None
    # Their place counts from when they came: they have stood in this hall all the time.
    later.filter(pk=following.pk).update(
        state=StepState.WAITING, queued_at=row.visit.arrived_at, ready_at=now
    )
    return following.pk


def served_so_far(row: VisitService, now: datetime) -> int | None:
    """Seconds at the desk, without those on hold."""
    if row.started_at is None:
        return row.served_seconds
    return (row.served_seconds or 0) + max(int((now - row.started_at).total_seconds()), 0)


def _ready_desk(municipality_id: UUID, desk_id: UUID, actor: Actor, now: datetime) -> Desk:
    require_counter(actor)
    desk = get_own_desk(municipality_id, desk_id, actor)
    touch(municipality_id, desk.branch_id, japan_date(now))
    # Read once more behind the lock: it may have been closed meanwhile.
    desk = get_own_desk(municipality_id, desk_id, actor)
    if not desk.is_open:
        raise DeskNotOpenError(desk=desk.number)
    busy = VisitService.objects.filter(municipality_id=municipality_id, desk=desk, state__in=AT_DESK)
    if (there := busy.select_related("visit").first()) is not None:
        raise DeskBusyError(ticket=there.visit.ticket)
    return desk


def _branch_of(desk: Desk, now: datetime) -> BranchView:
    branch = find_branch_by_id(
        municipality_id=desk.municipality_id, branch_id=desk.branch_id, on=japan_date(now)
    )
    if branch is None:
        raise BranchNotFoundError(kind="branch")
    return branch


def _claim(desk: Desk, step_id: UUID, actor: Actor, now: datetime) -> bool:
    """The guard: of two desks, only one changes the row."""
    free = VisitService.objects.filter(
        municipality_id=desk.municipality_id,
        pk=step_id,
        day=japan_date(now),
        state__in=[StepState.WAITING, StepState.ON_HOLD],
    )
    try:
        with transaction.atomic():
            return bool(
                free.update(
                    state=StepState.CALLED,
                    desk=desk,
                    staff_id=actor.staff_id,
                    calls=F("calls") + 1,
                    called_at=now,
                    started_at=None,
                    told=Told.NOTHING,
                )
            )
    except IntegrityError as busy:
        # Constraint visits_one_resident_at_a_desk: the same clerk pressed twice, in two windows.
        raise DeskBusyError(ticket="") from busy


def _tell_called(desk: Desk, row: VisitService, branch: BranchView, actor: Actor, now: datetime) -> None:
    if row.waited_seconds is None and row.ready_at is not None:
        row.waited_seconds = max(int((now - row.ready_at).total_seconds()), 0)
        row.save(update_fields=["waited_seconds"])
    note(
        desk.municipality_id,
        "ticket_called",
        _subject(row),
        actor,
        now,
        ticket=row.visit.ticket,
        desk=desk.number,
    )
    tell_soon(branch=branch, municipality_id=desk.municipality_id, now=now)
    _publish_call(row, now)


def _own_step(municipality_id: UUID, step_id: UUID, actor: Actor) -> VisitService:
    require_counter(actor)
    row = hold_step(municipality_id, step_id)
    if row.desk_id is None:
        raise moved_error(municipality_id, step_id)
    get_own_desk(municipality_id, row.desk_id, actor)
    return row


def _move(row: VisitService, states: list[StepState], **changes: object) -> None:
    rows = VisitService.objects.filter(
        municipality_id=row.municipality_id, pk=row.pk, desk=row.desk, state__in=states
    )
    if not rows.update(**changes):
        raise moved_error(row.municipality_id, row.pk)


def _publish_call(row: VisitService, now: datetime) -> None:
    if row.desk_id is not None:
        events.publish(
            TicketCalled(
                municipality_id=row.municipality_id,
                visit_id=row.visit_id,
                branch_id=row.branch_id,
                desk_id=row.desk_id,
                at=now,
            )
        )


def _subject(row: VisitService) -> str:
    return f"visits.visit:{row.visit_id}"
