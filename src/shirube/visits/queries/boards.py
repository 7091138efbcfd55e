"""What a branch's board and its congestion page say; nothing in it tells who anybody is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from shirube.kernel.clock import JAPAN, japan_date
from shirube.visits.domain.learning import Part, part_of
from shirube.visits.models import BranchDay, LearnedTime
from shirube.visits.queries.line import Line, estimate_newcomer, get_line, usual_seconds
from shirube.visits.queries.places import BranchView, ServiceView, get_branch


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCall:
    """A ticket that is called to a desk, or stands at it. `calls` above 1: called again."""

    ticket: str
    desk: int
    is_new: bool
    calls: int
    called_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedError:
    """How far promises of the last 30 days were off. Minutes are rounded up, so that nothing looks better than it was."""

    promises: int
    median_minutes: int
    p90_minutes: int
    within_five_percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LearnedRow:
    """A service at a part of the day; `usual_seconds` and `error` are None where too few were measured."""

    service: ServiceView
    part: Part
    usual_seconds: int | None
    served: int
    error: PublishedError | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceLoad:
    """`wait_seconds` is what somebody who came now would wait; None where no open desk serves it."""

    service: ServiceView
    waiting: int
    desks: tuple[int, ...]
    wait_seconds: int | None
    error: PublishedError | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    branch: BranchView
    revision: int
    is_closed: bool
    calls: tuple[ShownCall, ...]
    held: tuple[str, ...]
    loads: tuple[ServiceLoad, ...]
    as_of: datetime

    @property
    def waiting(self) -> int:
        return sum(load.waiting for load in self.loads)


def find_revision(*, municipality_id: UUID, code: str, on: date) -> int | None:
    """What the board shows has changed if this has; None for a branch that is not there. Cost: one small query."""
    days = BranchDay.objects.filter(municipality_id=municipality_id, branch__code=code, day=on)
    return days.values_list("revision", flat=True).first()


def get_board(*, municipality_id: UUID, code: str, now: datetime) -> Board:
    """The branch as everybody may see it. BranchNotFoundError. Cost: some ten queries; ask `find_revision` first."""
    branch = get_branch(municipality_id=municipality_id, code=code, on=japan_date(now))
    line = get_line(branch=branch, municipality_id=municipality_id, now=now)
    return Board(
        branch=branch,
        revision=line.revision,
        is_closed=line.closed_at is not None or not branch.is_open,
        calls=_calls(line),
        held=tuple(one.ticket for one in line.held),
        loads=list_loads(line, municipality_id=municipality_id, now=now),
        as_of=now,
    )


def list_loads(line: Line, *, municipality_id: UUID, now: datetime) -> tuple[ServiceLoad, ...]:
    """For each offered service how many wait, at which desks, and how long somebody who came now would."""
    usual = usual_seconds(municipality_id=municipality_id, branch=line.branch, now=now)
    errors = published_errors(municipality_id=municipality_id, now=now)
    return tuple(
        ServiceLoad(
            service=service,
            waiting=len(line.waiting_for(service.id)),
            desks=tuple(
                desk.number for desk in line.branch.desks if desk.is_open and service.id in desk.service_ids
            ),
            wait_seconds=estimate_newcomer(line, usual, service.id, now),
            error=errors.get(service.id),
        )
        for service in line.branch.offered
    )


def published_errors(*, municipality_id: UUID, now: datetime) -> Mapping[UUID, PublishedError]:
    """By service, at this part of the day; services with too few promises are missing."""
    part = part_of(now.astimezone(JAPAN))
    rows = LearnedTime.objects.filter(municipality_id=municipality_id, part=part, promises__gt=0)
    found = {row.service_id: _published(row) for row in rows}
    return {service_id: error for service_id, error in found.items() if error is not None}


def list_learned(*, municipality_id: UUID, services: Sequence[ServiceView]) -> Sequence[LearnedRow]:
    """Everything that was learned of the services, in their order and by the part of the day."""
    order = {service.id: position for position, service in enumerate(services)}
    parts = list(Part)
    rows = LearnedTime.objects.filter(municipality_id=municipality_id, service_id__in=order)
    learned = [
        LearnedRow(
            service=services[order[row.service_id]],
            part=Part(row.part),
            usual_seconds=row.seconds or None,
            served=row.served,
            error=_published(row),
        )
        for row in rows
    ]
    return sorted(learned, key=lambda row: (order[row.service.id], parts.index(row.part)))


def _published(row: LearnedTime) -> PublishedError | None:
    if not row.promises:
        return None
    return PublishedError(
        promises=row.promises,
        median_minutes=_minutes(row.error_median_seconds or 0),
        p90_minutes=_minutes(row.error_p90_seconds or 0),
        within_five_percent=100 * row.within_five_minutes // row.promises,
    )


def _calls(line: Line) -> tuple[ShownCall, ...]:
    numbers = {desk.id: desk.number for desk in line.branch.desks}
    return tuple(
        ShownCall(
            ticket=one.ticket,
            desk=numbers[one.desk_id],
            is_new=one.started_at is None,
            calls=one.calls,
            called_at=one.called_at,
        )
        for one in line.at_desk
        if one.desk_id in numbers
    )


def _minutes(seconds: int) -> int:
    """At least one: nobody is served to the second."""
    return max(-(-seconds // 60), 1)
