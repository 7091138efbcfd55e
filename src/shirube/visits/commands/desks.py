"""Opening and closing desks, and the end of a branch's day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from shirube.accounts.interface import Actor
from shirube.kernel import events
from shirube.kernel.clock import japan_date
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command
from shirube.visits.commands.ending import end_visit
from shirube.visits.commands.guards import (
    get_branch_row,
    get_desk_row,
    get_own_desk,
    note,
    require_counter,
    touch,
)
from shirube.visits.commands.telling import tell_desk_closed
from shirube.visits.domain.states import AT_DESK, OPEN_STEPS, StepState, Told, VisitState
from shirube.visits.events import BranchDayClosed, DeskClosed
from shirube.visits.models import BranchDay, Desk, DeskService, DeskShift, Visit, VisitService
from shirube.visits.queries.places import BranchNotFoundError, BranchView, find_branch_by_id


class DeskTakenError(ConflictError):
    """Somebody else sits there, or the clerk sits at another desk."""

    code = "visits.desk_taken"


class NoDeskLeftError(ConflictError):
    """Those waiting would have no open desk: name one that takes over. `waiting` says how many they are."""

    code = "visits.no_desk_left"


class StillServingError(ConflictError):
    """Residents are at desks; `tickets` names them. The day is closed only when told so once more."""

    code = "visits.still_serving"


class DayClosedError(ConflictError):
    """The branch's day has been closed already."""

    code = "visits.day_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What closing a day found: who went home unserved, and who was still at a desk."""

    unserved: tuple[str, ...]
    still_open: tuple[str, ...]


@command
def open_desk(*, municipality_id: UUID, desk_id: UUID, actor: Actor, now: datetime) -> None:
    """Sit down at a desk; it calls from now on. DeskTakenError, BranchNotFoundError, NotCounterStaffError."""
    require_counter(actor)
    desk = get_desk_row(municipality_id, desk_id)
    if not desk.is_in_use:
        raise BranchNotFoundError(kind="desk")
    touch(municipality_id, desk.branch_id, japan_date(now))
    shifts = DeskShift.objects.filter(municipality_id=municipality_id, until__isnull=True)
    if actor.staff_id is not None and not shifts.filter(desk=desk, staff_id=actor.staff_id).exists():
        _sit_down(desk, actor.staff_id, now)
    Desk.objects.filter(municipality_id=municipality_id, pk=desk.pk).update(is_open=True)
    note(municipality_id, "desk_opened", f"visits.desk:{desk.pk}", actor, now, desk=desk.number)


@command
def close_desk(
    *,
    municipality_id: UUID,
    desk_id: UUID,
    actor: Actor,
    now: datetime,
    take_over_desk_id: UUID | None = None,
) -> int:
    """Close the desk and stand up. Who was called there returns to the line; those whom no other open desk serves are
    moved to the desk that takes over, for today, and told. How many were moved.

    NoDeskLeftError where somebody would be left without a desk, NotAtDeskError, BranchNotFoundError.
    """
    require_counter(actor)
    desk = get_own_desk(municipality_id, desk_id, actor)
    day = japan_date(now)
    touch(municipality_id, desk.branch_id, day)
    branch = find_branch_by_id(municipality_id=municipality_id, branch_id=desk.branch_id, on=day)
    if branch is None:
        raise BranchNotFoundError(kind="branch")
    _return_called(desk, day)
    stranded = _stranded(branch, desk, day)
    if stranded:
        _hand_over(stranded, branch, desk, take_over_desk_id, now)
    Desk.objects.filter(municipality_id=municipality_id, pk=desk.pk).update(is_open=False)
    _stand_up(municipality_id, [desk.pk], now)
    moved = len(stranded)
    note(municipality_id, "desk_closed", f"visits.desk:{desk.pk}", actor, now, desk=desk.number, moved=moved)
    events.publish(
        DeskClosed(municipality_id=municipality_id, branch_id=branch.id, desk_id=desk.pk, moved=moved)
    )
    return moved


@command
def close_day(
    *,
    municipality_id: UUID,
    branch_id: UUID,
    day: date,
    actor: Actor,
    now: datetime,
    although_serving: bool = False,
) -> Closing:
    """End a branch's day: no more tickets, desks closed, everybody's visit ended and marked for what it was.

    Who is still at a desk stops it with StillServingError, unless `although_serving`. DayClosedError.
    """
    require_counter(actor)
    branch = get_branch_row(municipality_id, branch_id)
    touch(municipality_id, branch_id, day)
    open_steps = VisitService.objects.filter(
        municipality_id=municipality_id, branch=branch, day=day, state__in=OPEN_STEPS
    )
    serving = sorted(open_steps.filter(state__in=AT_DESK).values_list("visit__ticket", flat=True))
    if serving and not although_serving:
        raise StillServingError(tickets="、".join(serving))
    days = BranchDay.objects.filter(municipality_id=municipality_id, branch=branch, day=day)
    if not days.filter(closed_at__isnull=True).update(closed_at=now):
        raise DayClosedError(day=day.isoformat())
    open_steps.update(state=StepState.DROPPED, finished_at=now, told=Told.DAY_CLOSED)
    unserved = _end_visits(municipality_id, branch_id, day, serving, actor, now)
    _close_desks(municipality_id, branch_id, day, now)
    _tell_closed(municipality_id, branch_id, day, len(unserved), len(serving), actor, now)
    return Closing(unserved=tuple(unserved), still_open=tuple(serving))


def _sit_down(desk: Desk, staff_id: UUID, now: datetime) -> None:
    try:
        with transaction.atomic():
            DeskShift.objects.create(
                municipality_id=desk.municipality_id, desk=desk, staff_id=staff_id, since=now
            )
    except IntegrityError as taken:
        # Constraints visits_one_at_a_desk and visits_at_one_desk.
        raise DeskTakenError(desk=desk.number) from taken


def _stand_up(municipality_id: UUID, desk_ids: Sequence[UUID], now: datetime) -> None:
    DeskShift.objects.filter(
        municipality_id=municipality_id, desk_id__in=desk_ids, until__isnull=True
    ).update(until=now)


def _return_called(desk: Desk, day: date) -> None:
    """Who was called and not yet served goes back; a service that runs must be ended by the clerk first."""
    steps = VisitService.objects.filter(municipality_id=desk.municipality_id, desk=desk, day=day)
    running = steps.filter(state=StepState.SERVING).values_list("visit__ticket", flat=True)
    if tickets := list(running):
        raise StillServingError(tickets="、".join(tickets))
    steps.filter(state=StepState.CALLED).update(state=StepState.WAITING, desk=None, told=Told.RETURNED)


def _stranded(branch: BranchView, desk: Desk, day: date) -> list[VisitService]:
    """Those waiting or on hold whom this desk serves and no other open one does."""
    others = [one.service_ids for one in branch.desks if one.is_open and one.id != desk.pk]
    alone = branch.desk(desk.pk).service_ids - frozenset().union(*others)
    rows = VisitService.objects.filter(
        municipality_id=desk.municipality_id,
        branch_id=branch.id,
        day=day,
        service_id__in=alone,
        state__in=[StepState.WAITING, StepState.ON_HOLD, StepState.LATER],
    )
    return list(rows.select_related("visit"))


def _hand_over(
    rows: Sequence[VisitService],
    branch: BranchView,
    desk: Desk,
    take_over_desk_id: UUID | None,
    now: datetime,
) -> None:
    if take_over_desk_id is None or take_over_desk_id == desk.pk:
        raise NoDeskLeftError(waiting=len(rows), desk=desk.number)
    instead = branch.desk(take_over_desk_id)
    if not instead.is_open:
        raise NoDeskLeftError(waiting=len(rows), desk=desk.number)
    for service_id in {row.service_id for row in rows} - instead.service_ids:
        DeskService.objects.update_or_create(
            municipality_id=desk.municipality_id,
            desk_id=instead.id,
            service_id=service_id,
            defaults={"until_day": japan_date(now)},
        )
    told = VisitService.objects.filter(municipality_id=desk.municipality_id, pk__in=[row.pk for row in rows])
    facts = {"closed_desk": str(desk.number), "desk": str(instead.number)}
    told.update(told=Told.DESK_CLOSED, told_facts=facts)
    tell_desk_closed(rows, branch=branch, closed=desk.number, instead=instead.number, now=now)


def _end_visits(
    municipality_id: UUID, branch_id: UUID, day: date, serving: Sequence[str], actor: Actor, now: datetime
) -> list[str]:
    """The tickets of those who go home unserved."""
    here = Visit.objects.filter(
        municipality_id=municipality_id, branch_id=branch_id, day=day, state=VisitState.HERE
    ).order_by("ticket")
    unserved = []
    for visit in list(here):
        is_serving = visit.ticket in serving
        end_visit(
            visit,
            actor,
            now,
            state=VisitState.DONE if is_serving else VisitState.LEFT,
            was_open_at_closing=is_serving,
        )
        if not is_serving:
            unserved.append(visit.ticket)
    return unserved


def _close_desks(municipality_id: UUID, branch_id: UUID, day: date, now: datetime) -> None:
    if day != japan_date(now):
        return
    desks = Desk.objects.filter(municipality_id=municipality_id, branch_id=branch_id)
    _stand_up(municipality_id, list(desks.values_list("pk", flat=True)), now)
    desks.update(is_open=False)


def _tell_closed(
    municipality_id: UUID,
    branch_id: UUID,
    day: date,
    unserved: int,
    still_open: int,
    actor: Actor,
    now: datetime,
) -> None:
    note(
        municipality_id,
        "day_closed",
        f"visits.branch:{branch_id}",
        actor,
        now,
        day=day.isoformat(),
        unserved=unserved,
        still_open=still_open,
    )
    events.publish(
        BranchDayClosed(
            municipality_id=municipality_id,
            branch_id=branch_id,
            day=day,
            unserved=unserved,
            still_open=still_open,
        )
    )
