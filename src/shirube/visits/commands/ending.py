"""The end of a visit."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from shirube.accounts.interface import Actor
from shirube.kernel import events
from shirube.kernel.errors import ConflictError
from shirube.kernel.transactions import command, step
from shirube.visits.commands.guards import note, touch
from shirube.visits.domain.states import OPEN_STEPS, StepState, VisitState
from shirube.visits.events import VisitEnded
from shirube.visits.models import Visit, VisitService
from shirube.visits.queries.visits import VisitNotFoundError


class VisitOverError(ConflictError):
    """The visit has ended already."""

    code = "visits.visit_over"


@command
def leave_line(*, municipality_id: UUID, visit_id: UUID, actor: Actor, now: datetime) -> None:
    """The resident goes home without being served to the end: by their own page, or a clerk saw it.

    VisitNotFoundError, VisitOverError.
    """
    visit = Visit.objects.filter(municipality_id=municipality_id, pk=visit_id).first()
    if visit is None:
        raise VisitNotFoundError
    touch(municipality_id, visit.branch_id, visit.day)
    if visit.state != VisitState.HERE:
        raise VisitOverError(ticket=visit.ticket)
    steps = VisitService.objects.filter(municipality_id=municipality_id, visit=visit, state__in=OPEN_STEPS)
    steps.update(state=StepState.DROPPED, finished_at=now)
    end_visit(visit, actor, now, state=VisitState.LEFT)


@step
def end_visit(
    visit: Visit,
    actor: Actor,
    now: datetime,
    *,
    state: VisitState = VisitState.DONE,
    was_open_at_closing: bool = False,
) -> None:
    """The caller holds the queue. VisitOverError where it has ended meanwhile."""
    here = Visit.objects.filter(municipality_id=visit.municipality_id, pk=visit.pk, state=VisitState.HERE)
    if not here.update(state=state, ended_at=now, was_open_at_closing=was_open_at_closing):
        raise VisitOverError(ticket=visit.ticket)
    note(
        visit.municipality_id,
        "visit_ended",
        f"visits.visit:{visit.pk}",
        actor,
        now,
        ticket=visit.ticket,
        state=state.value,
    )
    events.publish(
        VisitEnded(
            municipality_id=visit.municipality_id,
            visit_id=visit.pk,
            branch_id=visit.branch_id,
            was_open_at_closing=was_open_at_closing,
            at=now,
        )
    )
