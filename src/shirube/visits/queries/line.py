"""A branch's queue of a day: who waits in which order, who is at which desk, and how long each will wait."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from shirube.kernel.clock import JAPAN, japan_date
from shirube.visits.domain import estimating
from shirube.visits.domain.learning import part_of
from shirube.visits.domain.line import rank
from shirube.visits.domain.states import AT_DESK, OPEN_STEPS, StepState
from shirube.visits.models import BranchDay, LearnedTime, VisitService
from shirube.visits.queries.places import BranchView


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStep:
    """One service of one visit as it stands in the queue; `wait_seconds` is None where no open desk serves it."""

    id: UUID
    visit_id: UUID
    ticket: str
    service_id: UUID
    state: StepState
    desk_id: UUID | None
    staff_id: UUID | None
    is_priority: bool
    priority: str
    reserved_for: datetime | None
    queued_at: datetime | None
    ready_at: datetime | None
    called_at: datetime | None
    started_at: datetime | None
    calls: int
    language: str
    source: str
    told: str
    wait_seconds: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`waiting` is in the order of calling; `at_desk` newest call first; `held` by the time their place counts from."""

    branch: BranchView
    day: date
    revision: int
    closed_at: datetime | None
    waiting: tuple[LineStep, ...]
    at_desk: tuple[LineStep, ...]
    held: tuple[LineStep, ...]
    later: tuple[LineStep, ...]

    @property
    def open_steps(self) -> tuple[LineStep, ...]:
        return (*self.at_desk, *self.waiting, *self.held, *self.later)

    def waiting_for(self, service_id: UUID) -> list[LineStep]:
        return [one for one in self.waiting if one.service_id == service_id]

    def at(self, desk_id: UUID) -> LineStep | None:
        """Who stands at the desk or was called to it."""
        return next((one for one in self.at_desk if one.desk_id == desk_id), None)

    def position_of(self, step_id: UUID) -> int | None:
        """1 is the next of those whom the same desks serve; None for one who does not wait."""
        step = next((one for one in self.waiting if one.id == step_id), None)
        if step is None:
            return None
        beside = _served_beside(self.branch, step.service_id)
        return [one.id for one in self.waiting if one.service_id in beside].index(step_id) + 1


def get_line(*, branch: BranchView, municipality_id: UUID, now: datetime) -> Line:
    """Today's queue with estimates. Cost: three queries beside those of the branch."""
    day = japan_date(now)
    kept = BranchDay.objects.filter(municipality_id=municipality_id, branch_id=branch.id, day=day).first()
    steps = _open_steps(municipality_id, branch.id, day)
    usual = usual_seconds(municipality_id=municipality_id, branch=branch, now=now)
    waiting = [one for one in steps if one.state == StepState.WAITING]
    at_desk = [one for one in steps if one.state in AT_DESK]
    return Line(
        branch=branch,
        day=day,
        revision=kept.revision if kept else 0,
        closed_at=kept.closed_at if kept else None,
        waiting=_with_waits(_in_order(waiting, now), at_desk, branch, usual, now),
        at_desk=tuple(sorted(at_desk, key=lambda one: one.called_at or now, reverse=True)),
        held=tuple(one for one in steps if one.state == StepState.ON_HOLD),
        later=tuple(one for one in steps if one.state == StepState.LATER),
    )


def usual_seconds(*, municipality_id: UUID, branch: BranchView, now: datetime) -> Mapping[UUID, int]:
    """For each service the measured median at this part of the day, else what the city has set."""
    part = part_of(now.astimezone(JAPAN))
    rows = LearnedTime.objects.filter(municipality_id=municipality_id, part=part, served__gt=0)
    learned = dict(rows.values_list("service_id", "seconds"))
    return {one.id: learned.get(one.id, one.minutes * 60) for one in branch.services}


def estimate_newcomer(line: Line, usual: Mapping[UUID, int], service_id: UUID, now: datetime) -> int | None:
    """The seconds somebody who came now would wait; None where no open desk serves it."""
    queue = [estimating.Waiting(one.service_id, usual[one.service_id]) for one in line.waiting]
    newcomer = estimating.Waiting(service_id, usual[service_id])
    desks = _desks(line.branch, line.at_desk, usual, now)
    return estimating.play([*queue, newcomer], desks)[-1]


def _open_steps(municipality_id: UUID, branch_id: UUID, day: date) -> list[LineStep]:
    rows = (
        VisitService.objects.filter(
            municipality_id=municipality_id, branch_id=branch_id, day=day, state__in=OPEN_STEPS
        )
        .select_related("visit")
        .order_by("queued_at", "id")
    )
    return [_line_step(row) for row in rows]


def _line_step(row: VisitService) -> LineStep:
    return LineStep(
        id=row.pk,
        visit_id=row.visit_id,
        ticket=row.visit.ticket,
        service_id=row.service_id,
        state=StepState(row.state),
        desk_id=row.desk_id,
        staff_id=row.staff_id,
        is_priority=row.is_priority,
        priority=row.visit.priority,
        reserved_for=row.reserved_for,
        queued_at=row.queued_at,
        ready_at=row.ready_at,
        called_at=row.called_at,
        started_at=row.started_at,
        calls=row.calls,
        language=row.visit.language,
        source=row.visit.source,
        told=row.told,
    )


def _in_order(waiting: Sequence[LineStep], now: datetime) -> list[LineStep]:
    """Stable: the rows come by the time their place counts from."""
    return sorted(
        waiting, key=lambda one: rank(is_priority=one.is_priority, reserved_for=one.reserved_for, now=now)
    )


def _with_waits(
    waiting: Sequence[LineStep],
    at_desk: Sequence[LineStep],
    branch: BranchView,
    usual: Mapping[UUID, int],
    now: datetime,
) -> tuple[LineStep, ...]:
    queue = [estimating.Waiting(one.service_id, usual[one.service_id]) for one in waiting]
    waits = estimating.play(queue, _desks(branch, at_desk, usual, now))
    return tuple(replace(one, wait_seconds=wait) for one, wait in zip(waiting, waits, strict=True))


def _desks(
    branch: BranchView, at_desk: Sequence[LineStep], usual: Mapping[UUID, int], now: datetime
) -> list[estimating.OpenDesk]:
    busy = {one.desk_id: one for one in at_desk}
    return [
        estimating.OpenDesk(desk.service_ids, _free_in(busy.get(desk.id), usual, now))
        for desk in branch.desks
        if desk.is_open
    ]


def _free_in(step: LineStep | None, usual: Mapping[UUID, int], now: datetime) -> float:
    if step is None:
        return 0.0
    since = step.started_at or step.called_at or now
    return estimating.remaining(usual=usual[step.service_id], elapsed=(now - since).total_seconds())


def _served_beside(branch: BranchView, service_id: UUID) -> frozenset[UUID]:
    """The services of all open desks that serve this one: whoever waits for them is in the same line."""
    desks = [one.service_ids for one in branch.desks if one.is_open and service_id in one.service_ids]
    return frozenset({service_id}).union(*desks)
